"""A memory or a disk alarm of the broker: it goes on delivering, and reads nothing from who publishes."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.faults.books import managed
from tests.faults.node import ctl
from tests.support.polling import until
from wara.stack import Stack


@contextmanager
def memory(stack: Stack) -> Iterator[None]:
    with _alarm(stack, "mem_alarm", ["set_vm_memory_high_watermark", "0"], ["0.4"]):
        yield


@contextmanager
def disk(stack: Stack) -> Iterator[None]:
    with _alarm(stack, "disk_free_alarm", ["set_disk_free_limit", "100000GB"], ["50MB"]):
        yield


@contextmanager
def _alarm(stack: Stack, name: str, command: list[str], usual: list[str]) -> Iterator[None]:
    ctl(stack, *command)
    try:
        until(lambda: managed(stack, "nodes")[0].get(name), seconds=30, every=0.2)
        yield
    finally:
        ctl(stack, command[0], *usual)

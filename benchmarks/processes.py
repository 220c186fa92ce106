"""Processes beside those of a stack, for the time of a measurement."""

import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import requests

from benchmarks.results import ROOT

READY_SECONDS = 60


@contextmanager
def running(
    command: Sequence[str], environment: Mapping[str, str], log: Path, ready: str
) -> Iterator["subprocess.Popen[bytes]"]:
    """One that answers at the address `ready` once it is; ended afterwards."""
    with log.open("ab") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output, cwd=ROOT)
    try:
        wait_for(ready)
        yield process
    finally:
        process.terminate()
        process.wait()


def wait_for(url: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            if requests.get(url, timeout=3).ok:
                return
        except requests.RequestException:
            time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer")

"""Our processes, started for a test as they are in production."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import requests

from tests.support.polling import until

FIRST, LAST, RUNS = 20_000, 32_000, 12
NO_NAMES = {"EVENTLET_NO_GREENDNS": "yes"}
"""All is on this machine: what looks up names need not be loaded."""
_MARKS: list[socket.socket] = []


@cache
def _candidates() -> Iterator[int]:
    """Of the ports every twelfth, others than those of the runs beside this one: which these are, a port of
    its own says, that it keeps."""
    for run in range(RUNS):
        mark = socket.socket()
        try:
            mark.bind(("127.0.0.1", FIRST - 1 - run))
        except OSError:
            mark.close()
            continue
        _MARKS.append(mark)
        return iter(range(FIRST + run, LAST, RUNS))
    raise AssertionError("too many runs at once")


def free_port() -> int:
    """A loopback port, never the same twice, below 32768: so a client can never connect to itself."""
    for port in _candidates():
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no free port")


@contextmanager
def process(arguments: list[str], env: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m …` until it is ready, stopped afterwards; `env` is added to the little it inherits."""
    port = free_port()
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    with log.open("ab") as output:
        child = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            env={**inherited, **NO_NAMES, "INSTANCE": "-".join(arguments), **env, "HEALTH_PORT": str(port)},
            stdout=output,
            stderr=output,
        )
    try:
        until(lambda: _ready(child, port, log), every=0.1)
        yield child
    finally:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait(5)


def _ready(child: subprocess.Popen[bytes], port: int, log: Path) -> bool:
    assert child.poll() is None, f"died with {child.returncode}:\n{log.read_text()[-3000:]}"
    try:
        return requests.get(f"http://127.0.0.1:{port}/readyz", timeout=1).ok
    except requests.RequestException:
        return False

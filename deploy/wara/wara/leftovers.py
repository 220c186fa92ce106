"""The processes of a stack, found by the mark in their environment: also those that a killed manager left."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from wara.folder import Folder
from wara.manager import MARK


def processes(folder: Folder) -> list[int]:
    mark = f"{MARK}={folder.path}".encode()
    found = [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if mark in environment(entry)]
    return [pid for pid in found if pid != os.getpid()]


def environment(entry: Path) -> list[bytes]:
    try:
        return (entry / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def supervisor(folder: Folder) -> int | None:
    """The living manager of this folder, whoever started it."""
    with contextlib.suppress(OSError, ValueError):
        pid = int((folder.run / "supervisord.pid").read_text())
        if pid in processes(folder):
            return pid
    return None


def clear(folder: Folder) -> None:
    """Ends all of them: the manager first, which stops its own in order, then whatever is still there."""
    if (manager := supervisor(folder)) is not None:
        end([manager], signal.SIGTERM)
        wait(lambda: manager not in processes(folder), 25)
    for how in (signal.SIGTERM, signal.SIGKILL):
        if not processes(folder):
            return
        end(processes(folder), how)
        wait(lambda: not processes(folder), 5)


def kill(folder: Folder) -> None:
    """Ends all of them at once, in no order."""
    while found := processes(folder):
        end(found, signal.SIGKILL)
        wait(lambda: not processes(folder), 0.5)


def end(pids: list[int], how: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, how)


def wait(done: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not done() and time.monotonic() < deadline:
        time.sleep(0.05)

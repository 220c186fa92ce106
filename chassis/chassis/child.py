"""Work that holds the interpreter for longer than an event loop may wait, in a process of its own.

Callable from plain threads and from an eventlet server alike.
"""

import signal
import subprocess
import sys
import threading
from time import monotonic

from chassis.errors import Unavailable

DEADLINE = 20.0
AT_ONCE = threading.BoundedSemaphore(2)


def run(module: str, text: str, *arguments: str, deadline: float = DEADLINE) -> bytes:
    """What `python -m <module> <seconds> <arguments>` makes of `text`. Raises Unavailable when it is late."""
    until = monotonic() + deadline
    if not AT_ONCE.acquire(timeout=deadline):
        raise Unavailable
    try:
        return _run(module, text, *arguments, seconds=max(until - monotonic(), 0.001))
    finally:
        AT_ONCE.release()


def _run(module: str, text: str, *arguments: str, seconds: float) -> bytes:
    """The child holds to the time itself, see `hold_to`.

    A time-out of `subprocess.run` cannot be told from another failure under eventlet, which raises a class of
    its own; and so no child outlives a parent that was killed.
    """
    command = (sys.executable, "-m", module, str(seconds), *arguments)
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    if done.returncode == -signal.SIGALRM:
        raise Unavailable
    if done.returncode:
        raise RuntimeError(f"nothing from {module}: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout


def hold_to(seconds: str) -> None:
    """In the child: it ends by itself when its time is over."""
    signal.setitimer(signal.ITIMER_REAL, float(seconds))

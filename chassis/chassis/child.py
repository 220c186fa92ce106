"""Work that holds the interpreter for longer than an event loop may wait, in a process of its own.

Callable from plain threads and from an eventlet server alike. `python -m chassis.child <maker> <seconds>
<arguments>` is the child: it has the text from standard input made into bytes.
"""

import gc
import os
import signal
import subprocess
import sys
import threading
from importlib import import_module
from time import monotonic

from chassis.errors import Unavailable

DEADLINE = 20.0
AT_ONCE = threading.BoundedSemaphore(2)


def run(maker: str, text: str, *arguments: str, deadline: float = DEADLINE) -> bytes:
    """What `maker` (`module:name`) makes of `text` and the arguments. Raises Unavailable when it is late."""
    until = monotonic() + deadline
    if not AT_ONCE.acquire(timeout=deadline):
        raise Unavailable
    try:
        return _run(maker, text, *arguments, seconds=max(until - monotonic(), 0.001))
    finally:
        AT_ONCE.release()


def _run(maker: str, text: str, *arguments: str, seconds: float) -> bytes:
    """The child holds to the time itself.

    A time-out of `subprocess.run` cannot be told from another failure under eventlet, which raises a class of
    its own; and so no child outlives a parent that was killed.
    """
    command = (sys.executable, "-m", __name__, maker, str(seconds), *arguments)
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    if done.returncode == -signal.SIGALRM:
        raise Unavailable
    if done.returncode:
        raise RuntimeError(f"nothing from {maker}: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout


def main(maker: str, seconds: str, *arguments: str) -> None:
    """Ends by itself when its time is over. It lives for one text: to look for garbage and to clear up at the
    end would take it longer than all the rest."""
    gc.disable()
    signal.setitimer(signal.ITIMER_REAL, float(seconds))
    module, name = maker.split(":")
    make = getattr(import_module(module), name)
    sys.stdout.buffer.write(make(sys.stdin.buffer.read().decode(), *arguments))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])

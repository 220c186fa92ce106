"""PDFs, made in a process of their own: callable from plain threads and from an eventlet server alike."""

import signal
import subprocess
import sys
import threading
from pathlib import Path
from time import monotonic

from chassis.errors import Unavailable

DEADLINE = 20.0
AT_ONCE = threading.BoundedSemaphore(2)


def print_pdf(html: str, terms: Path | None = None, *, deadline: float = DEADLINE) -> bytes:
    """The page as a PDF. Raises Unavailable when it is not ready within `deadline` seconds.

    `terms` is a file of words that no dictionary has and no line is to break. Who prints has weasyprint and
    pythainlp among its own dependencies.
    """
    until = monotonic() + deadline
    if not AT_ONCE.acquire(timeout=deadline):
        raise Unavailable
    try:
        return _typeset(html, terms, max(until - monotonic(), 0.001))
    finally:
        AT_ONCE.release()


def _typeset(html: str, terms: Path | None, seconds: float) -> bytes:
    """The child holds to the time itself.

    A time-out of `subprocess.run` cannot be told from another failure under eventlet, which raises a class of
    its own; and so no child outlives a parent that was killed.
    """
    command = (sys.executable, "-m", "chassis.typeset", str(seconds), *([str(terms)] if terms else []))
    done = subprocess.run(command, input=html.encode(), capture_output=True, check=False)
    if done.returncode == -signal.SIGALRM:
        raise Unavailable
    if done.returncode:
        raise RuntimeError(f"no PDF: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout

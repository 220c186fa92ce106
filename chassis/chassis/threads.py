"""Threads that the process does not outlive: where one dies, whoever watches the process starts it anew."""

import os
import threading
from collections.abc import Callable

from chassis import log

logger = log.get(__name__)


def start(name: str, target: Callable[[], None]) -> threading.Thread:
    def guarded() -> None:
        try:
            target()
        except BaseException:
            logger.exception("thread_died", thread=name)
            os._exit(70)  # the supervisor starts the whole process anew, with every part of it

    thread = threading.Thread(target=guarded, name=name, daemon=True)
    thread.start()
    return thread

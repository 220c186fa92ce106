"""Waking a thread at each insert that another process makes into a collection, by a change stream.

Only a hint: whoever is woken polls as well, and loses nothing while the stream is away.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

from pymongo.errors import PyMongoError

from chassis import log
from chassis.mongo import Store

AWAIT_MILLISECONDS = 5000
PAUSE_SECONDS = 2.0
AWAKE_SECONDS = 0.2
APART_SECONDS = 0.05
"""Between an empty answer and the next question. MongoDB gives none before its time; the embedded store gives
one at each write of anybody, and to ask again at once would cost more than what is written."""
SOON_SECONDS, IN_VAIN = 0.2, 20
LOOKS, LOOK_SECONDS = 50, 0.1
"""Where so many answers one after the other are empty, and come so soon, others write much, and the embedded
store has each stream read it all: so many looks cost less."""

Test = Callable[[], bool]

logger = log.get(__name__)


def watch(
    store: Store,
    collection: str,
    wake: Callable[[], None],
    stop: threading.Event,
    awake: Test = lambda: False,
) -> None:
    """While who is to be woken is `awake` by itself there is no stream: the embedded store has each read all
    that is written, whatever it is a stream of."""
    inserts: list[dict[str, Any]] = [{"$match": {"operationType": "insert"}}, {"$project": {"_id": 1}}]

    def over() -> bool:
        return stop.is_set() or awake()

    while not stop.is_set():
        if awake():
            stop.wait(AWAKE_SECONDS)
            continue
        try:
            with store.db[collection].watch(inserts, max_await_time_ms=AWAIT_MILLISECONDS) as changes:
                wake()  # for what came while there was no stream
                _follow(changes, wake, stop, over)
            _look(wake, stop, over)
        except PyMongoError as error:
            logger.warning("unwatched", collection=collection, reason=type(error).__name__)
            stop.wait(PAUSE_SECONDS)


def _follow(changes: Any, wake: Callable[[], None], stop: threading.Event, over: Test) -> None:
    """Until it is over, or in vain."""
    in_vain = 0
    while in_vain < IN_VAIN and not over():
        asked = time.monotonic()
        if changes.try_next() is not None:
            in_vain = 0
            wake()
            continue
        in_vain = in_vain + 1 if time.monotonic() - asked < SOON_SECONDS else 0
        stop.wait(APART_SECONDS)


def _look(wake: Callable[[], None], stop: threading.Event, over: Test) -> None:
    """Has who is to be woken look by itself for a while."""
    for _ in range(LOOKS):
        if over():
            return
        wake()
        stop.wait(LOOK_SECONDS)

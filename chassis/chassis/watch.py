"""Waking a thread at each insert that another process makes into a collection, by a change stream.

Only a hint: whoever is woken polls as well, and loses nothing while the stream is away.
"""

import threading
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

logger = log.get(__name__)


def watch(
    store: Store,
    collection: str,
    wake: Callable[[], None],
    stop: threading.Event,
    awake: Callable[[], bool] = lambda: False,
) -> None:
    """While who is to be woken is `awake` by itself there is no stream: the embedded store has each read all
    that is written, whatever it is a stream of."""
    inserts: list[dict[str, Any]] = [{"$match": {"operationType": "insert"}}, {"$project": {"_id": 1}}]
    while not stop.is_set():
        if awake():
            stop.wait(AWAKE_SECONDS)
            continue
        try:
            with store.db[collection].watch(inserts, max_await_time_ms=AWAIT_MILLISECONDS) as changes:
                wake()  # for what came while there was no stream
                while not stop.is_set() and not awake():
                    if changes.try_next() is not None:
                        wake()
                    else:
                        stop.wait(APART_SECONDS)
        except PyMongoError as error:
            logger.warning("unwatched", collection=collection, reason=type(error).__name__)
            stop.wait(PAUSE_SECONDS)

"""Rows that are known for a time: inbox keys and command ids go once it is over.

Whether one still counts is seen when it is read; this only keeps the collections small (docs/adr/0035).
"""

import threading
from datetime import datetime

import pymongo
from pymongo.errors import PyMongoError

from chassis import clock, log
from chassis.commands import COMMANDS
from chassis.commands import KEPT as COMMANDS_KEPT
from chassis.dead import FIRST
from chassis.ids import in_parts
from chassis.inbox import INBOX
from chassis.inbox import KEPT as INBOX_KEPT
from chassis.mongo import Store

REST_SECONDS = 600.0
AT_ONCE = 500
STORE_SECONDS = 10.0
KEPT = {COMMANDS: COMMANDS_KEPT, INBOX: INBOX_KEPT}

logger = log.get(__name__)


def run(store: Store, stop: threading.Event) -> None:
    """In a thread of its own, in every `work`: what another was faster to delete is gone."""
    while not stop.wait(REST_SECONDS):
        try:
            for collection, time in KEPT.items():
                while expire(store, collection, clock.now() - time) == AT_ONCE and not stop.is_set():
                    pass
        except PyMongoError as error:
            logger.warning("expiry_paused", reason=type(error).__name__)


def expire(store: Store, collection: str, before: datetime) -> int:
    """Deletes the oldest of those from before then, at most AT_ONCE; returns how many there were."""
    rows, old = store.db[collection], {"at": {"$gte": FIRST, "$lt": before}}
    with pymongo.timeout(STORE_SECONDS):
        found = [row["_id"] for row in rows.find(old, {"_id": 1}).sort("at", 1).limit(AT_ONCE)]
        for part in in_parts(found):
            rows.delete_many({"_id": {"$in": part}})
    return len(found)

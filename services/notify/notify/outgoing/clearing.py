"""Receipts of letters that are marked say nothing more: `work` clears them away some minutes later, when it
may have less to do. Those of a sender that died stay until its lot has been taken over.
"""

import threading
from datetime import datetime, timedelta
from functools import partial

from chassis import clock
from chassis.config import Settings
from chassis.mongo import Store, Transaction
from notify import store
from notify.model import Status
from notify.outgoing import receipts, timer

LATER = timedelta(minutes=5)
REST_SECONDS = 60.0
AT_ONCE = 200


def watch(rows: Store, settings: Settings, stop: threading.Event) -> None:
    """In every `work`: what one has cleared away the others do not find."""
    timer.repeat(lambda: clear(rows, clock.now() - LATER) == AT_ONCE, REST_SECONDS, stop, "clearing_paused")


def clear(rows: Store, before: datetime) -> int:
    """Of the oldest that were written before then; returns how many, AT_ONCE at most."""
    if not rows.read(lambda tx: receipts.older(tx, before, 1)):
        return 0
    return rows.transact(partial(_clear, before=before))


def _clear(tx: Transaction, before: datetime) -> int:
    old = receipts.older(tx, before, AT_ONCE)
    found = store.rows_of(tx, old, {"status": 1})
    awaited = {row["_id"] for row in found if row["status"] == Status.SENDING}
    done = [id for id in old if id not in awaited]
    receipts.remove(tx, done)
    return len(done)

"""People are found by their address in small letters: those who were kept otherwise are put there, once."""

import threading
from collections.abc import Sequence
from functools import partial

from chassis import log
from chassis.config import Settings
from chassis.errors import Unavailable
from chassis.ids import in_parts
from chassis.mongo import Store, Transaction, store_errors
from notify import people
from notify.people import REPRESENTATIVES

REFILED = "refiled"
REST_SECONDS = 5.0

logger = log.get(__name__)


def run(rows: Store, settings: Settings, stop: threading.Event) -> None:
    """In every `work`: what one has done the others do not find."""
    while not stop.is_set():
        try:
            refile(rows)
            break
        except Unavailable as error:
            logger.warning("refiling_paused", reason=type(error.__cause__ or error).__name__)
            stop.wait(REST_SECONDS)


def refile(rows: Store) -> None:
    """Reads all of them where that was not done, and never again: who is heard of since is right by that."""
    with store_errors():
        rows.make_collection(REFILED)
    wrong = rows.read(_wrong)
    for part in in_parts(wrong):
        rows.transact(partial(_put_right, ids=part))
    rows.transact(_note)
    if wrong:
        logger.info("people_refiled", count=len(wrong))


def _wrong(tx: Transaction) -> list[str]:
    """Ids of those who are under another entry than they should be."""
    if tx.db[REFILED].find_one({"_id": tx.place(REPRESENTATIVES)}):
        return []
    shown = ("email", "under", "audiences", "member", "status", "committee")
    found = tx.projection(REPRESENTATIVES).find({}, dict.fromkeys(shown, 1)).sort("_id", 1)
    return [one["_id"] for one in found if people.entries(one) != one.get("under")]


def _put_right(tx: Transaction, ids: Sequence[str]) -> None:
    kept = tx.projection(REPRESENTATIVES)
    for one in list(kept.find({"_id": {"$in": ids}}, session=tx.session)):
        change = {"$set": {"under": people.entries(one)}}
        kept.update_one({"_id": one["_id"], "version": one["version"]}, change, session=tx.session)


def _note(tx: Transaction) -> None:
    row = {"_id": tx.place(REPRESENTATIVES)}
    tx.db[REFILED].replace_one(row, row, upsert=True, session=tx.session)

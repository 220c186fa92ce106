"""Pages of the roster, in its order: only what a page needs is read.

It is read in stretches of places, bounded on both sides, along an index that has exactly what is asked for;
what else is asked for is a stage of its own. So a page costs the same however long the roster is, also on a
store that reads on to the end where there is no bound, and everything where no index has it all. The
milestones, where a stretch may begin, are written down by `work`; they may be old: then a stretch is longer,
and as right.
"""

import threading
import time
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any

import pymongo
from pymongo.database import Database

from chassis import log
from chassis.config import Settings
from chassis.errors import Invalid, Unavailable
from chassis.mongo import Document, Store, Transaction, store_errors
from membership import roster, store
from membership.model.member import Member

MILESTONES = "milestones"
NONE: Document = {"places": []}
APART = 30  # members from one to the next
FIRST, LAST = "", "\U0010ffff"
KNOWN_SECONDS = 15.0
LOOK_SECONDS = 15.0
GROWTH = 0.05
WRITE_SECONDS = 10.0

Places = Sequence[str]
Stretch = tuple[str, str]

logger = log.get(__name__)
_known: dict[str, tuple[float, Places]] = {}


def page(tx: Transaction, committee: str, query: Mapping[str, Any]) -> tuple[list[Member], str | None]:
    """`query` is as `schemas.MembersQuery` loads it; the cursor is the id of the page's last.

    What nobody has confirmed only the secretariat sees.
    """
    sees_all = tx.caller.has("secretariat")
    begin = _place(tx, query["after"]) if query["after"] else FIRST
    words = roster.words_asked(query["text"]) if query["text"] is not None else []
    if query["text"] is not None and not words:
        return [], None
    asked = {name: query[name] for name in ("status", "kind") if query[name] is not None}
    where, rest = ways(committee, asked, query["sdg"], words)
    if not sees_all:
        rest["confirm_by"] = None
    found: list[Document] = []
    for low, high in stretches(_milestones(tx, committee), begin):
        stages = [{"$match": {**where, "place": {"$gt": low, "$lte": high}}}, {"$match": rest}]
        rows = tx.db[store.members.collection].aggregate(stages, session=tx.session)
        found += sorted(rows, key=itemgetter("place"))
        if len(found) > query["limit"]:
            break
    more = found[query["limit"] - 1]["_id"] if len(found) > query["limit"] else None
    return [store.members.model(row) for row in found[: query["limit"]]], more


def stretches(milestones: Places, begin: str) -> Iterator[Stretch]:
    """From after `begin` to the end, each twice as long as the one before."""
    low, at, width = begin, bisect_right(milestones, begin), 1
    while at < len(milestones):
        high = milestones[min(at + width, len(milestones)) - 1]
        yield low, high
        low, at, width = high, at + width, width * 2
    yield low, LAST


def watch(database: Store, settings: Settings, stop: threading.Event) -> None:
    """Writes the milestones anew whenever the roster has grown by some."""
    written = -1
    while not stop.wait(LOOK_SECONDS):
        try:
            with store_errors(), pymongo.timeout(WRITE_SECONDS):
                count = database.db[store.members.collection].estimated_document_count()
                if written < 0 or abs(count - written) > max(APART, GROWTH * written):
                    write_milestones(database.db)
                    written = count
        except Unavailable as error:
            logger.warning("milestones_paused", reason=type(error.__cause__ or error).__name__)


def write_milestones(db: Database[Document]) -> None:
    """For each committee, from what is there; who reads meanwhile has the ones before."""
    for committee in db[store.committees.collection].find({}, {"_id": 1}):
        id = committee["_id"]
        before = db[MILESTONES].find_one({"_id": id})
        if before is None:
            _shelve(db, id)
        places: list[str] = []
        for low, high in pairwise([FIRST, *(before or NONE)["places"], LAST]):
            within = {"committee": id, "place": {"$gt": low, "$lte": high}}
            rows = db[store.members.collection].find(within, {"_id": 0, "place": 1})
            places += [row["place"] for row in rows.sort("place", 1)]
        milestones = {"places": places[APART - 1 :: APART]}
        db[MILESTONES].replace_one({"_id": id}, milestones, upsert=True)


def _shelve(db: Database[Document], committee: str) -> None:
    """Those who are from before there was a roster are given their place in it."""
    collection = db[store.members.collection]
    for row in collection.find({"committee": committee, "place": None}):
        guard = {"_id": row["_id"], "version": row["version"]}
        collection.update_one(guard, {"$set": store.shelf_of(store.members.model(row))})


def _milestones(tx: Transaction, committee: str) -> Places:
    """As they were some seconds ago at most."""
    known = _known.get(committee)
    if known is None or known[0] < time.monotonic():
        row = tx.db[MILESTONES].find_one({"_id": committee}, session=tx.session) or NONE
        known = _known[committee] = (time.monotonic() + KNOWN_SECONDS, row["places"])
    return known[1]


def _place(tx: Transaction, id: str) -> str:
    row = tx.db[store.members.collection].find_one({"_id": id}, {"place": 1}, session=tx.session)
    if row is None:
        raise Invalid(fields={"after": ["invalid"]})
    return str(row["place"])


def ways(
    committee: str, asked: Mapping[str, str], sdg: int | None, words: Sequence[str]
) -> tuple[Document, Document]:
    """What an index has all of, and leaves fewest: the longest word, else the goal, else state and kind; and
    the rest."""
    if words:
        longest = max(words, key=len)
        goal = {} if sdg is None else {"sdgs": sdg}
        others = [word for word in words if word != longest]
        also = {"words": {"$all": others}} if others else {}
        return {"committee": committee, "words": longest}, {**asked, **goal, **also}
    if sdg is not None:
        return {"committee": committee, "sdgs": sdg}, dict(asked)
    return {"committee": committee, **asked}, {}

"""What `work` writes down of the roster, for pages to be read with little: where a stretch may end, and how
many members stand between two such places on each of the longer shelves. It may be old: a page then costs
more, and is the same.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import prod

import pymongo
from pymongo.database import Database

from chassis import log
from chassis.config import Settings
from chassis.errors import Unavailable
from chassis.mongo import Document, Store, Transaction, store_errors
from chassis.stretches import BEGIN, END
from membership import roster, store

SURVEYS = "shelf_surveys"
APART = 30  # members from one milestone to the next
KNOWN_SECONDS = 15.0
LOOK_SECONDS = 15.0
GROWTH = 0.05
WRITE_SECONDS = 10.0
RARE = 0.01
"""What a smaller share of the members has is not counted: it is little in any case."""

logger = log.get(__name__)
_known: dict[str, tuple[float, "Survey"]] = {}


@dataclass(frozen=True, slots=True)
class Survey:
    """`milestones` are every thirtieth place. A block is what lies between two, and there is one behind the
    last; `counts` are how many of a block stand on a shelf, a byte each, for all on which many do."""

    milestones: Sequence[str] = ()
    counts: Mapping[str, bytes] = field(default_factory=dict)

    def expected(self, shelves: Iterable[str], block: int) -> float:
        """How many of the block stand on all of them, if one has nothing to do with another."""
        return APART * prod(self._share(one, block) for one in shelves)

    def _share(self, shelf: str, block: int) -> float:
        counts = self.counts.get(shelf)
        return RARE if counts is None else counts[block] / APART


def known(tx: Transaction, committee: str) -> Survey:
    """As it was some seconds ago at most."""
    kept = _known.get(committee)
    if kept is None or kept[0] < time.monotonic():
        row = tx.db[SURVEYS].find_one({"_id": committee}, session=tx.session)
        kept = _known[committee] = (time.monotonic() + KNOWN_SECONDS, _read(row) if row else Survey())
    return kept[1]


def _read(row: Document) -> Survey:
    return Survey(row["milestones"], {one["shelf"]: bytes(one["by_block"]) for one in row["counts"]})


def watch(database: Store, settings: Settings, stop: threading.Event) -> None:
    """Surveys anew whenever the roster has grown by some."""
    written = -1
    while not stop.wait(LOOK_SECONDS):
        try:
            with store_errors(), pymongo.timeout(WRITE_SECONDS):
                count = database.db[store.members.collection].estimated_document_count()
                if written < 0 or abs(count - written) > max(APART, GROWTH * written):
                    write(database.db)
                    written = count
        except Unavailable as error:
            logger.warning("roster_survey_paused", reason=type(error.__cause__ or error).__name__)


def write(db: Database[Document]) -> None:
    """For each committee, from what is there; who reads meanwhile has the one before."""
    for committee in db[store.committees.collection].find({}, {"_id": 1}):
        id = committee["_id"]
        before = db[SURVEYS].find_one({"_id": id})
        if before is None:
            _shelve(db, id)
        rows = list(_rows(db, id, before["milestones"] if before else ()))
        survey = {"milestones": [row["place"] for row in rows[APART - 1 :: APART]], "counts": _counts(rows)}
        db[SURVEYS].replace_one({"_id": id}, survey, upsert=True)


def _rows(db: Database[Document], committee: str, milestones: Sequence[str]) -> Iterator[Document]:
    """In order of their places, read in parts."""
    everybody = {"committee": committee, "shelves": roster.EVERYBODY}
    for low, high in pairwise([BEGIN, *milestones, END]):
        within = everybody | {"place": {"$gt": low, "$lte": high}}
        found = db[store.members.collection].find(within, {"_id": 0, "place": 1, "shelves": 1})
        yield from found.sort("place", 1)


def _counts(rows: Sequence[Document]) -> list[Document]:
    blocks = [_standing_on(rows[at : at + APART]) for at in range(0, len(rows) + 1, APART)]
    long = [shelf for shelf, count in _standing_on(rows).items() if count > RARE * len(rows)]
    return [{"shelf": shelf, "by_block": bytes(block[shelf] for block in blocks)} for shelf in long]


def _standing_on(rows: Iterable[Document]) -> Counter[str]:
    return Counter(shelf for row in rows for shelf in row["shelves"])


def _shelve(db: Database[Document], committee: str) -> None:
    """Those who are from before there was a roster are given their place in it."""
    collection = db[store.members.collection]
    for row in collection.find({"committee": committee, "shelves": None}):
        guard = {"_id": row["_id"], "version": row["version"]}
        collection.update_one(guard, {"$set": store.kept_of(store.members.model(row))})

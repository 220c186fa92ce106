"""A service's logs of what it told, as an operator reads them: nothing is written."""

import pymongo

from chassis.eventlog import PUBLIC, RESTRICTED, WATERMARKS, Stream
from chassis.mongo import Document, Store, store_errors

SECONDS = 60.0
FAR = 10_000_000  # the embedded store finds a range along an index when it has two ends


def stream_of(private: bool) -> Stream:
    return RESTRICTED if private else PUBLIC


def told_through(store: Store, stream: Stream) -> int:
    """The sequence through which the broker has confirmed all."""
    with store_errors(), pymongo.timeout(SECONDS):
        mark = store.db[WATERMARKS].find_one({"_id": stream.log})
    return int(mark["through"]) if mark else 0


def entries(store: Store, stream: Stream, after: int, through: int, *fields: str) -> list[Document]:
    """Those with a sequence in (after, through], in order; whole, or only the fields named."""
    bounds = {"sequence": {"$gt": after, "$lte": through}}
    with store_errors(), pymongo.timeout(SECONDS):
        return list(store.db[stream.log].find(bounds, dict.fromkeys(fields, 1) or None).sort("sequence", 1))


def newest(store: Store, stream: Stream, through: int) -> int:
    """The sequence of the newest entry from `through` on; 0 when there is none."""
    bounds = {"sequence": {"$gte": through, "$lt": through + FAR}}
    with store_errors(), pymongo.timeout(SECONDS):
        found = list(store.db[stream.log].find(bounds, {"sequence": 1}).sort("sequence", -1).limit(1))
    return int(found[0]["sequence"]) if found else 0


def missing(store: Store, stream: Stream, last: int) -> int:
    """How many of the entries 1 through `last` are not there."""
    log = store.db[stream.log]
    with store_errors(), pymongo.timeout(SECONDS):
        if log.estimated_document_count() >= last:  # which a crash may have left wrong
            return 0
        return last - log.count_documents({"sequence": {"$gte": 1, "$lte": last}})

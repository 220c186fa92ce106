"""Broadcasts ⇄ documents, and the jobs that `work` has with them.

A job is done in steps, each in a transaction of its own which also says how far it came, so that whoever
takes the next one goes on from there. There is one of a kind for a broadcast: asked for again it begins anew.
"""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from chassis.aggregates import Aggregates
from chassis.mongo import Document, Index, Transaction
from notify.broadcasts import progress
from notify.broadcasts.model import Audience, Broadcast, Category, DryRun, State, Status, Trial
from notify.errors import BROADCAST_NOT_FOUND

BROADCASTS, JOBS = "broadcasts", "broadcast_jobs"
EVER = datetime(1970, 1, 1, tzinfo=UTC)
INDEXES = (
    Index("broadcasts_committee", BROADCASTS, [("committee", 1), ("_id", 1)]),
    Index("broadcasts_committee_status", BROADCASTS, [("committee", 1), ("status", 1), ("_id", 1)]),
    Index("broadcast_jobs_due", JOBS, [("due_at", 1)]),
    *progress.INDEXES,
)


class Kind(StrEnum):
    """To count a dry run, to send a test, to tell everybody, to see when the last letter has left."""

    COUNT = "count"
    TEST = "test"
    TELL = "tell"
    WATCH = "watch"


def _to_document(broadcast: Broadcast) -> Document:
    document = asdict(broadcast)
    del document["id"], document["version"]
    document |= {"status": str(broadcast.status), "category": str(broadcast.category)}
    for name in ("dry_run", "test"):
        if document[name]:
            document[name]["state"] = str(document[name]["state"])
    return document


def _from_document(document: Document) -> Broadcast:
    values = {**document, "id": document["_id"], "audience": Audience(**document["audience"])}
    values |= {"status": Status(document["status"]), "category": Category(document["category"])}
    values |= {"dry_run": _trial(DryRun, document["dry_run"]), "test": _trial(Trial, document["test"])}
    return Broadcast(**{one.name: values[one.name] for one in fields(Broadcast) if one.name in values})


def _trial(of: type[Any], document: Mapping[str, Any] | None) -> Any:
    return of(**{**document, "state": State(document["state"])}) if document else None


broadcasts: Aggregates[Broadcast] = Aggregates(
    BROADCASTS, _to_document, _from_document, BROADCAST_NOT_FOUND, INDEXES
)


def put(tx: Transaction, kind: Kind, broadcast: Broadcast, due_at: datetime, **more: Any) -> None:
    job = {
        "kind": str(kind),
        "broadcast": broadcast.id,
        "edition": broadcast.edition,
        "due_at": due_at,
        "correlation_id": tx.correlation_id,
        "asked": tx.new_id(),
        "step": 0,
        **more,
    }
    tx.db[JOBS].replace_one({"_id": _name(kind, broadcast.id)}, job, upsert=True, session=tx.session)
    tx.ring(JOBS)


def due(tx: Transaction, limit: int) -> list[Document]:
    """The longest due first; bounded on both sides, or the embedded store reads the whole index."""
    among = {"due_at": {"$gte": EVER, "$lte": tx.now}}
    return list(tx.db[JOBS].find(among, session=tx.session).sort("due_at", 1))[:limit]


def go_on(tx: Transaction, job: Document, **changes: Any) -> bool:
    """Keeps how far it came; False where it is another's turn, or was asked for anew, or is off."""
    guard = {"_id": job["_id"], "asked": job["asked"], "step": job["step"]}
    change = {"$set": {"due_at": tx.now, **changes}, "$inc": {"step": 1}}
    return tx.db[JOBS].update_one(guard, change, session=tx.session).matched_count == 1


def put_off(tx: Transaction, job: Document, until: datetime) -> None:
    """By who has it in hand."""
    guard, change = {"_id": job["_id"], "asked": job["asked"]}, {"$set": {"due_at": until}}
    tx.db[JOBS].update_one(guard, change, session=tx.session)


def close(tx: Transaction, job: Document) -> bool:
    """False where it was asked for anew meanwhile, or is off."""
    guard = {"_id": job["_id"], "asked": job["asked"]}
    return tx.db[JOBS].delete_one(guard, session=tx.session).deleted_count == 1


def drop(tx: Transaction, kind: Kind, broadcast: str) -> None:
    tx.db[JOBS].delete_one({"_id": _name(kind, broadcast)}, session=tx.session)


def _name(kind: Kind, broadcast: str) -> str:
    return f"{broadcast}|{kind}"

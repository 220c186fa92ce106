"""Forgetting a person: what is kept here about one subject is blanked, in the transaction that hears of it.

Ids, sequences, types and times stay, so that nothing is missed in a log and nothing is done twice.
"""

from collections.abc import Sequence
from typing import Any

from chassis import audit
from chassis.chain import ERASED, SALT
from chassis.commands import COMMANDS
from chassis.dead import DISCARDED, HELD
from chassis.eventlog import PARKED, RESTRICTED
from chassis.failed import FAILED
from chassis.ids import in_parts
from chassis.mongo import Document, Index, Transaction
from chassis.outbox import OUTBOX, forget_rows

INDEXES = (Index("events_private_subject", RESTRICTED.log, [("subject", 1)]),)
KEPT_OF_A_RESULT = ("id", "version", "status")

Blanked = dict[str, int]


def forget(tx: Transaction, subject: str) -> Blanked:
    """Blanks what was told of `<collection>/<id>` before `tx.cause`, what failed of it and what was answered.

    Returns how many rows of each collection were changed; those with none are left out. A deed says which
    entries of the log they are: no other may be blank.
    """
    blanked = _log(tx, subject)
    counts = {
        RESTRICTED.log: len(blanked),
        OUTBOX: _outbox(tx, subject),
        PARKED: _parked(tx, subject),
        FAILED: _failed(tx, subject),
        COMMANDS: _results(tx, subject),
    }
    counts = {name: count for name, count in counts.items() if count}
    if counts:
        because = tx.cause.type if tx.cause else ""
        thing = {"subject": subject, "sequences": blanked, "blanked": counts}
        audit.record(tx, audit.FORGOTTEN, tx.caller.id, because, [thing])
    return counts


def _log(tx: Transaction, subject: str) -> list[int]:
    log, fields = tx.db[RESTRICTED.log], {"event_id": 1, ERASED: 1}
    told = log.find({"subject": subject}, fields, session=tx.session)
    found = [row["_id"] for row in told if row["event_id"] != _cause(tx) and ERASED not in row]
    change = {"$set": {"event.data": {}, ERASED: tx.now}, "$unset": {SALT: ""}}
    _change(tx, RESTRICTED.log, found, change)
    return found


def _outbox(tx: Transaction, subject: str) -> int:
    """Untold rows are older than the event that brings the erasure, which the relay told after them."""
    return forget_rows(tx, subject, but=_cause(tx))


def _parked(tx: Transaction, subject: str) -> int:
    malformed = {"row.aggregate": subject}
    return tx.db[PARKED].update_many(malformed, {"$unset": {"row": ""}}, session=tx.session).modified_count


def _failed(tx: Transaction, subject: str) -> int:
    """Also what could not be read, where the id stands in its bytes. As after a discard, none comes back."""
    rows, key = tx.db[FAILED], subject.rpartition("/")[2].encode()
    unread = rows.find({"subject": None}, {"body": 1}, session=tx.session)
    found = [row["_id"] for row in unread if key in row.get("body", b"")]
    known = rows.find({"subject": subject}, {"status": 1}, session=tx.session)
    found += [row["_id"] for row in known if row["_id"] != _cause(tx) and row["status"] != DISCARDED]
    return _change(tx, FAILED, found, {"$set": {"status": DISCARDED}, "$unset": dict.fromkeys(HELD, "")})


def _results(tx: Transaction, subject: str) -> int:
    """A command that is repeated is still not done again; its answer says no more than which it was."""
    rows, changed = tx.db[COMMANDS], 0
    for row in rows.find({"result.id": subject.rpartition("/")[2]}, {"result": 1}, session=tx.session):
        left: Document = {name: row["result"][name] for name in KEPT_OF_A_RESULT if name in row["result"]}
        if left != row["result"]:
            rows.update_one({"_id": row["_id"]}, {"$set": {"result": left}}, session=tx.session)
            changed += 1
    return changed


def _change(tx: Transaction, collection: str, ids: Sequence[Any], change: Document) -> int:
    """Found first, and changed by id: the embedded store scans where an index has not all that is asked."""
    changed = 0
    for part in in_parts(ids):
        where = {"_id": {"$in": part}}
        changed += tx.db[collection].update_many(where, change, session=tx.session).modified_count
    return changed


def _cause(tx: Transaction) -> str | None:
    return tx.cause.id if tx.cause else None

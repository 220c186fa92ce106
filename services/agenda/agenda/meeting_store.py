"""Queries about meetings and what was published of their agendas."""

from datetime import datetime, timedelta

from agenda.model.agenda_version import AgendaVersion
from agenda.model.meeting import Meeting
from agenda.model.meeting_states import Status as MeetingStatus
from agenda.store import AGENDA_VERSIONS, EVER, MEETINGS
from chassis.clock import to_wire
from chassis.mongo import Transaction

_FIRST: dict[tuple[str, str], tuple[str, str]] = {}


def first_meeting(tx: Transaction, committee: str) -> str | None:
    """The earliest that was not cancelled, however late it was entered.

    While the one that was found last still stands there, only what was written before it is looked for.
    """
    known = _FIRST.get((tx.db.name, committee))
    if known and _still_stands(tx, *known):
        earlier = {"committee": committee, "stands": True, "in_time": {"$gte": "", "$lt": known[1]}}
        found = tx.db["meetings"].find(earlier, {"in_time": 1}, session=tx.session).sort("in_time", 1)
        known = next(((row["_id"], row["in_time"]) for row in found.limit(1)), known)
    else:
        standing = {"committee": committee, "stands": True}
        found = tx.db["meetings"].find(standing, {"starts_at": 1}, session=tx.session).sort("starts_at", 1)
        known = next(((row["_id"], to_wire(row["starts_at"])) for row in found.limit(1)), None)
    if known is None:
        return None
    _FIRST[tx.db.name, committee] = known
    return known[0]


def _still_stands(tx: Transaction, id: str, in_time: str) -> bool:
    row = tx.db["meetings"].find_one({"_id": id}, {"stands": 1, "starts_at": 1}, session=tx.session)
    return row is not None and row["stands"] and to_wire(row["starts_at"]) == in_time


def meeting_before(tx: Transaction, committee: str, at: datetime) -> Meeting | None:
    """The last that begins before, and was not cancelled."""
    where = {"committee": committee, "stands": True, "starts_at": {"$gte": EVER, "$lt": at}}
    found = tx.db["meetings"].find(where, {"_id": 1}, session=tx.session).sort("starts_at", -1).limit(1)
    return next((MEETINGS.get(tx, row["_id"]) for row in found), None)


def meeting_of_item(tx: Transaction, item: str) -> Meeting | None:
    return next(iter(MEETINGS.find(tx, {"agenda.items.id": item})), None)


def agenda_version(tx: Transaction, meeting: str, number: int) -> AgendaVersion | None:
    return next(iter(AGENDA_VERSIONS.find(tx, {"meeting": meeting, "number": number})), None)


def meetings_ahead(tx: Transaction, committee: str, at: datetime) -> list[Meeting]:
    """Those that stand and begin within the next ten years, the soonest first."""
    soon = {"$gt": at, "$lt": at + timedelta(days=3650)}
    where = {"committee": committee, "stands": True, "starts_at": soon}
    found = tx.db["meetings"].find(where, session=tx.session).sort("starts_at", 1).limit(20)
    return [MEETINGS.model(row) for row in found]


def windows_closing(tx: Transaction, at: datetime, limit: int) -> list[str]:
    """Ids of meetings whose members were to be reminded by then."""
    over = {"remind_at": {"$gte": EVER, "$lte": at}}
    found = tx.db["meetings"].find(over, {"_id": 1}, session=tx.session)
    return [row["_id"] for row in found.sort("remind_at", 1).limit(limit)]


def next_meeting(tx: Transaction, committee: str) -> Meeting | None:
    """The next to which members have been called."""
    called = MEETINGS.find(tx, {"committee": committee, "status": MeetingStatus.CONVENED})
    ahead = [one for one in called if one.starts_at > tx.now]
    return min(ahead, key=lambda one: one.starts_at, default=None)


def to_be_reminded(tx: Transaction, at: datetime, limit: int) -> list[str]:
    """Ids of meetings; bounded on both sides, as above."""
    due = {"ask_again_at": {"$gte": EVER, "$lt": at}}
    found = tx.db["meetings"].find(due, {"_id": 1}, session=tx.session)
    return [row["_id"] for row in found.sort("ask_again_at", 1).limit(limit)]


def minutes_overdue(tx: Transaction, at: datetime, limit: int) -> list[str]:
    """Ids of meetings; bounded on both sides, as above."""
    due = {"minutes_due_at": {"$gte": EVER, "$lt": at}}
    found = tx.db["meetings"].find(due, {"_id": 1}, session=tx.session)
    return [row["_id"] for row in found.sort("minutes_due_at", 1).limit(limit)]

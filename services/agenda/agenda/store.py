"""Documents ⇄ model, and the indexes behind every query."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from pymongo import UpdateOne

from agenda.errors import MEETING_NOT_FOUND, PROPOSAL_NOT_FOUND
from agenda.model import document, meeting_states, proposal_states
from agenda.model.agenda import Agenda
from agenda.model.document import Document, Signature
from agenda.model.document_kinds import Kind
from agenda.model.handover import Handover, Handovers, Outcome
from agenda.model.item import Item, ItemStatus, Section
from agenda.model.meeting import Meeting
from agenda.model.number import Number, Series
from agenda.model.proposal import Proposal
from agenda.model.resolution import Resolution, ResolutionKind
from agenda.model.response import Answer, Attendance, Response
from chassis.aggregates import Aggregates
from chassis.ids import in_parts
from chassis.mongo import Document as Row
from chassis.mongo import Index, Transaction

MEMBERS, COMMITTEES = "members", "committees"
PROJECTIONS = (MEMBERS, COMMITTEES)
FENCES, GATES = "fences", 16
EVER = datetime(1970, 1, 1, tzinfo=UTC)

INDEXES = (
    Index("proposals_meeting", "proposals", [("meeting", 1), ("_id", 1)]),
    Index("proposals_proposer", "proposals", [("proposed_by", 1), ("_id", 1)]),
    Index("proposals_supporter", "proposals", [("supporters", 1), ("_id", 1)]),
    Index("proposals_of_meeting", "proposals", [("committee", 1), ("meeting", 1), ("_id", 1)]),
    Index("proposals_of_member", "proposals", [("committee", 1), ("proposed_by", 1), ("_id", 1)]),
    Index("proposals_in_state", "proposals", [("committee", 1), ("status", 1), ("_id", 1)]),
    Index("proposals_made_known", "proposals", [("committee", 1), ("told", 1), ("_id", 1)]),
    Index("proposals_of_committee", "proposals", [("committee", 1), ("_id", 1)]),
    Index("meetings_of_year", "meetings", [("committee", 1), ("year_be", 1), ("_id", 1)]),
    Index("meetings_in_state", "meetings", [("committee", 1), ("status", 1), ("_id", 1)]),
    Index("meetings_of_committee", "meetings", [("committee", 1), ("_id", 1)]),
    Index("proposals_kept", "proposals", [("committee", 1), ("keeper", 1), ("_id", 1)]),
    Index("proposals_left_by", "proposals", [("handed_over_from", 1), ("_id", 1)]),
    Index("proposals_offered_until", "proposals", [("offered_until", 1)]),
    Index("meetings_in_time", "meetings", [("committee", 1), ("stands", 1), ("starts_at", 1)]),
    Index("responses_member", "responses", [("meeting", 1), ("member", 1)], unique=True),
    Index("responses_of_member", "responses", [("member", 1), ("_id", 1)]),
    Index("responses_meeting", "responses", [("meeting", 1), ("_id", 1)]),
    Index("responses_attendance", "responses", [("meeting", 1), ("recorded", 1), ("_id", 1)]),
    Index("documents_kind", "documents", [("meeting", 1), ("kind", 1)], unique=True),
)


def _row(model: "Response | Document | Series | Proposal | Meeting") -> Row:
    row = asdict(model)
    del row["id"]
    return row


def _from_proposal(proposal: Proposal) -> Row:
    """With what it is found by; `offered_until` and all about handing over came later than the first rows."""
    handovers = proposal.handovers
    return {
        **_row(proposal),
        "handovers": [asdict(one) for one in handovers.line],
        "told": proposal.told,
        "keeper": handovers.keeper,
        "handed_over_from": handovers.members,
        "offered_until": handovers.offered_until,
    }


def _to_proposal(row: Row) -> Proposal:
    for name in ("told", "keeper", "handed_over_from", "offered_until"):
        row.pop(name, None)
    line = [Handover(**{**one, "outcome": Outcome(one["outcome"])}) for one in row.pop("handovers", ())]
    return Proposal(
        handovers=Handovers(line),
        id=row.pop("_id"),
        status=proposal_states.Status(row.pop("status")),
        purpose=proposal_states.Purpose(row.pop("purpose")),
        reference=_number(row.pop("reference")),
        resolution=_resolution(row.pop("resolution")),
        **row,
    )


def _from_meeting(meeting: Meeting) -> Row:
    stands = meeting.status is not meeting_states.Status.CANCELLED
    return {**_row(meeting), "year_be": meeting.year_be, "stands": stands}


def _to_meeting(row: Row) -> Meeting:
    del row["year_be"], row["stands"]
    agenda = row.pop("agenda")
    return Meeting(
        id=row.pop("_id"),
        status=meeting_states.Status(row.pop("status")),
        number=_number(row.pop("number")),
        agenda=Agenda(
            sections=[Section(**section) for section in agenda["sections"]],
            items=[_item(item) for item in agenda["items"]],
        ),
        editions={Kind(kind): edition for kind, edition in row.pop("editions").items()},
        **row,
    )


def _from_response(response: Response) -> Row:
    return {**_row(response), "recorded": response.attendance is not None}


def _to_response(row: Row) -> Response:
    del row["recorded"]
    attendance = row.pop("attendance")
    return Response(
        id=row.pop("_id"),
        answer=Answer(row.pop("answer")),
        attendance=Attendance(attendance) if attendance else None,
        **row,
    )


def _to_document(row: Row) -> Document:
    signature = row.pop("signature")
    return Document(
        id=row.pop("_id"),
        kind=Kind(row.pop("kind")),
        status=document.Status(row.pop("status")),
        signature=Signature(**signature) if signature else None,
        **row,
    )


def _to_series(row: Row) -> Series:
    return Series(id=row.pop("_id"), **row)


def _item(row: Row) -> Item:
    status, resolution = ItemStatus(row.pop("status")), _resolution(row.pop("resolution"))
    return Item(status=status, resolution=resolution, **row)


def _number(row: Row | None) -> Number | None:
    return Number(**row) if row else None


def _resolution(row: Row | None) -> Resolution | None:
    return Resolution(kind=ResolutionKind(row.pop("kind")), **row) if row else None


PROPOSALS = Aggregates("proposals", _from_proposal, _to_proposal, PROPOSAL_NOT_FOUND, INDEXES)
MEETINGS = Aggregates("meetings", _from_meeting, _to_meeting, MEETING_NOT_FOUND, INDEXES)
RESPONSES: Aggregates[Response] = Aggregates("responses", _from_response, _to_response, indexes=INDEXES)
DOCUMENTS: Aggregates[Document] = Aggregates("documents", _row, _to_document)
NUMBERS: Aggregates[Series] = Aggregates("numbers", _row, _to_series)


def first_meeting(tx: Transaction, committee: str) -> str | None:
    """The earliest that was not cancelled, however late it was entered."""
    where = {"committee": committee, "stands": True}
    found = tx.db["meetings"].find(where, {"_id": 1}, session=tx.session)
    return next((row["_id"] for row in found.sort("starts_at", 1).limit(1)), None)


def first_committee(tx: Transaction) -> dict[str, Any] | None:
    """The one that says so; one from before they did is the first, for there was no other."""
    found = tx.projection(COMMITTEES).find({}, session=tx.session).hint("_id_").sort("_id", 1)
    return next((one for one in found if one["facts"].get("first", True)), None)


def open_proposals_of(tx: Transaction, member: str) -> list[Proposal]:
    """Those that stand in its name or that it supports, each once.

    The state is looked at here: the embedded store would scan for a field that the index does not have.
    """
    found = [one for name in ("proposed_by", "supporters") for one in PROPOSALS.find(tx, {name: member})]
    return list({one.id: one for one in found if one.is_open}.values())


def answers_of(tx: Transaction, member: str) -> list[Response]:
    """To all invitations that it ever answered."""
    found = RESPONSES.find(tx, {"member": member})
    return [one for one in found if one.answer is not Answer.NO_REPLY]


def of_other(tx: Transaction, collection: str, id: str) -> dict[str, Any] | None:
    """What was projected of another service's aggregate."""
    return tx.projection(collection).find_one({"_id": id}, session=tx.session)


def all_of_other(tx: Transaction, collection: str, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    for part in in_parts(ids):
        yield from tx.projection(collection).find({"_id": {"$in": part}}, session=tx.session)


def offers_over(tx: Transaction, at: datetime, limit: int) -> list[str]:
    """Ids of proposals whose supporters had until then. Bounded on both sides, or all would be read."""
    over = {"offered_until": {"$gte": EVER, "$lt": at}}
    found = tx.db["proposals"].find(over, {"_id": 1}, session=tx.session)
    return [row["_id"] for row in found.sort("offered_until", 1).limit(limit)]


def hold(tx: Transaction, member: str) -> None:
    """Lets no member leave while something of it is being kept that its leaving would have to find.

    Each reads what the other writes, which no store calls a conflict: so both write this. One gate of
    several, or all that is done for one member would stand in line here.
    """
    _write_gates(tx, member, [random.randrange(GATES)])


def shut(tx: Transaction, member: str) -> None:
    if tx.first(f"shut {member}"):
        _write_gates(tx, member, range(GATES))


def _write_gates(tx: Transaction, member: str, gates: Sequence[int]) -> None:
    written = [UpdateOne({"_id": f"{member}/{one}"}, {"$inc": {"passed": 1}}, upsert=True) for one in gates]
    tx.db[FENCES].bulk_write(written, session=tx.session)

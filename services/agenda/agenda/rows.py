"""Documents ⇄ model."""

from dataclasses import asdict
from typing import Any, TypeAlias

from agenda.model import document, meeting_states, proposal_states, window
from agenda.model.agenda import Agenda
from agenda.model.agenda_version import AgendaVersion, Published
from agenda.model.attachment import Attachment
from agenda.model.attachment import Status as AttachmentStatus
from agenda.model.attendee import Attendee, Part
from agenda.model.calendar import Calendar
from agenda.model.comment import Comment, Visibility
from agenda.model.comment import Status as CommentStatus
from agenda.model.content import Kind as ContentKind
from agenda.model.decision import Decision, Judgement
from agenda.model.document import Document, Signature
from agenda.model.document_kinds import Kind
from agenda.model.handover import Handover, Handovers, Outcome
from agenda.model.item import Item, ItemStatus, Section
from agenda.model.meeting import Meeting
from agenda.model.minutes import Minutes
from agenda.model.moved_from import MovedFrom
from agenda.model.number import Number, Series
from agenda.model.proposal import Proposal
from agenda.model.quorum import Quorum
from agenda.model.received import Received, Way
from agenda.model.reconsideration import Answer as Answered
from agenda.model.reconsideration import Reconsideration
from agenda.model.resolution import Resolution, ResolutionKind
from agenda.model.response import Answer, Attendance, Response
from agenda.model.review import Recommendation, Recusal, Review, ReviewStatus
from agenda.model.version import Amendment, Author, Role, Version
from chassis.clock import to_wire
from chassis.mongo import Document as Row

Plain: TypeAlias = (
    AgendaVersion
    | Attendee
    | Calendar
    | Quorum
    | Response
    | Document
    | Series
    | Proposal
    | Meeting
    | Version
    | Review
)


def from_model(model: Any) -> Row:
    row = asdict(model)
    del row["id"]
    return row


def from_proposal(proposal: Proposal) -> Row:
    """With what it is found by; `offered_until` and all about handing over came later than the first rows."""
    handovers = proposal.handovers
    offered_until = {"offered_until": handovers.offered_until} if handovers.offered_until else {}
    return {
        **from_model(proposal),
        "handovers": [asdict(one) for one in handovers.line],
        "told": proposal.told,
        "to_publish": proposal.to_publish,
        "asked_again": proposal.asked_again,
        "keeper": handovers.keeper,
        "handed_over_from": handovers.members,
        **offered_until,
    }


def to_proposal(row: Row) -> Proposal:
    for name in ("told", "to_publish", "asked_again", "keeper", "handed_over_from", "offered_until"):
        row.pop(name, None)
    received = row.pop("received", None)
    line = [Handover(**{**one, "outcome": Outcome(one["outcome"])}) for one in row.pop("handovers", ())]
    amendment = row.pop("amendment", None)
    return Proposal(
        handovers=Handovers(line),
        received=Received(**{**received, "by": Way(received["by"])}) if received else None,
        decided=_decision(row.pop("decided", None)),
        reconsideration=_reconsideration(row.pop("reconsideration", None)),
        amendment=Amendment(**amendment) if amendment else None,
        id=row.pop("_id"),
        status=proposal_states.Status(row.pop("status")),
        purpose=proposal_states.Purpose(row.pop("purpose")),
        reference=_number(row.pop("reference")),
        resolution=_resolution(row.pop("resolution")),
        **row,
    )


def from_meeting(meeting: Meeting) -> Row:
    """With what it is found by; `in_time`, a text because a range of those is read fast, came later."""
    stands = meeting.status is not meeting_states.Status.CANCELLED
    found_by = {
        "year_be": meeting.year_be,
        "stands": stands,
        "in_time": to_wire(meeting.starts_at),
        "remind_at": window.remind_at(meeting),
    }
    return {**from_model(meeting), **found_by}


def to_meeting(row: Row) -> Meeting:
    for name in ("year_be", "stands", "in_time", "remind_at"):
        row.pop(name, None)
    agenda = row.pop("agenda")
    return Meeting(
        id=row.pop("_id"),
        status=meeting_states.Status(row.pop("status")),
        number=_number(row.pop("number")),
        agenda=Agenda(
            sections=[Section(**section) for section in agenda["sections"]],
            items=[_item(item) for item in agenda["items"]],
            published=Published(**published) if (published := agenda.get("published")) else None,
        ),
        moved_from=[MovedFrom(**one) for one in row.pop("moved_from", ())],
        minutes=Minutes(**minutes) if (minutes := row.pop("minutes", None)) else None,
        editions=dict.fromkeys(Kind, 1)
        | {Kind(kind): edition for kind, edition in row.pop("editions").items()},
        **row,
    )


def from_response(response: Response) -> Row:
    return {**from_model(response), "recorded": response.attendance is not None}


def to_response(row: Row) -> Response:
    del row["recorded"]
    attendance = row.pop("attendance")
    return Response(
        id=row.pop("_id"),
        answer=Answer(row.pop("answer")),
        attendance=Attendance(attendance) if attendance else None,
        **row,
    )


def to_attendee(row: Row) -> Attendee:
    return Attendee(id=row.pop("_id"), part=Part(row.pop("part")), **row)


def to_calendar(row: Row) -> Calendar:
    return Calendar(id=row.pop("_id"), **row)


def to_quorum(row: Row) -> Quorum:
    return Quorum(id=row.pop("_id"), **row)


def to_agenda_version(row: Row) -> AgendaVersion:
    return AgendaVersion(id=row.pop("_id"), **row)


def to_document(row: Row) -> Document:
    signature = row.pop("signature")
    return Document(
        id=row.pop("_id"),
        kind=Kind(row.pop("kind")),
        status=document.Status(row.pop("status")),
        signature=Signature(**signature) if signature else None,
        **row,
    )


def to_attachment(row: Row) -> Attachment:
    kind = row.pop("content_type")
    return Attachment(
        id=row.pop("_id"),
        status=AttachmentStatus(row.pop("status")),
        content_type=ContentKind(kind) if kind else None,
        **row,
    )


def to_review(row: Row) -> Review:
    recommendation, recusal = row.pop("recommendation"), row.pop("recusal")
    return Review(
        id=row.pop("_id"),
        status=ReviewStatus(row.pop("status")),
        recommendation=Recommendation(recommendation) if recommendation else None,
        recusal=Recusal(recusal) if recusal else None,
        **row,
    )


def to_comment(row: Row) -> Comment:
    status, visibility = CommentStatus(row.pop("status")), Visibility(row.pop("visibility"))
    return Comment(id=row.pop("_id"), status=status, visibility=visibility, **row)


def to_version(row: Row) -> Version:
    by = row.pop("by")
    return Version(
        id=row.pop("_id"),
        purpose=proposal_states.Purpose(row.pop("purpose")),
        by=Author(role=Role(by["role"]), member=by["member"]),
        **row,
    )


def to_series(row: Row) -> Series:
    return Series(id=row.pop("_id"), **row)


def _item(row: Row) -> Item:
    status, resolution = ItemStatus(row.pop("status")), _resolution(row.pop("resolution"))
    return Item(status=status, resolution=resolution, **row)


def _number(row: Row | None) -> Number | None:
    return Number(**row) if row else None


def _decision(row: Row | None) -> Decision | None:
    return Decision(judgement=Judgement(row.pop("judgement")), **row) if row else None


def _reconsideration(row: Row | None) -> Reconsideration | None:
    if row is None:
        return None
    answer = row.pop("answer")
    return Reconsideration(answer=Answered(answer) if answer else None, **row)


def _resolution(row: Row | None) -> Resolution | None:
    return Resolution(kind=ResolutionKind(row.pop("kind")), **row) if row else None

"""The data of the events told here. Public: posts and ids, never people."""

from collections.abc import Iterable

from marshmallow import fields, validate

from agenda.model import document, proposal_states
from agenda.model.document_kinds import SIGNED_OFF
from agenda.model.handover import Keeper
from agenda.model.item import ItemStatus
from agenda.model.meeting_states import Status as MeetingStatus
from agenda.model.response import ANSWERS, Answer, Attendance
from agenda.shapes import (
    PARAGRAPH,
    TITLE,
    AmendmentShape,
    Goals,
    HandoverShape,
    MinutesShape,
    NumberShape,
    ParticipantsShape,
    ReceivedTold,
    ReconsiderationShape,
    ResolutionShape,
)
from chassis.schema import LANGUAGES, Id, Sparse, Text, Timestamp


def one_of(values: Iterable[str]) -> fields.String:
    return fields.String(required=True, validate=validate.OneOf([str(value) for value in values]))


class ProposalData(Sparse):
    id = Id(required=True)
    committee = Id(required=True)
    status = one_of(proposal_states.Status)
    reference = fields.Nested(NumberShape, required=True)
    title = Text(required=True, max=TITLE)
    sdgs = Goals(required=True)
    targets = fields.List(fields.String())
    purpose = one_of(proposal_states.Purpose)
    proposed_by = Id(required=True)
    keeper = fields.String(validate=validate.OneOf([str(one) for one in Keeper]))
    handover = fields.Nested(HandoverShape, attribute="handovers.latest")
    supporters = fields.List(Id(), required=True)
    for_meeting = Id()
    cosponsors = fields.List(Id())
    amendment = fields.Nested(AmendmentShape)
    waiver = Text(max=PARAGRAPH)
    reconsideration = fields.Nested(ReconsiderationShape(exclude=("reasons",)))
    comments = Text(max=PARAGRAPH)
    reason = Text(max=PARAGRAPH)
    meeting = Id()
    item = Id()
    into = Id()
    of = Id()
    to = Text(max=TITLE)
    resolution = fields.Nested(ResolutionShape)
    received = fields.Nested(ReceivedTold)


class InvitationData(Sparse):
    """For our own services alone: a draft is told to nobody else."""

    id = Id(required=True)
    committee = Id(required=True)
    title = Text(required=True, max=TITLE)
    proposed_by = Id(required=True)
    invited = fields.List(Id(), required=True)


class MeetingData(Sparse):
    id = Id(required=True)
    committee = Id(required=True)
    status = one_of(MeetingStatus)
    number = fields.Nested(NumberShape)
    starts_at = Timestamp(required=True)
    ends_at = Timestamp()
    venue = Text(max=TITLE)
    chair_post = Text(max=TITLE)
    purpose = Text(max=PARAGRAPH)
    proposals_until = Timestamp()
    calendar_sequence = fields.Integer(required=True)
    agenda_version = fields.Integer(attribute="agenda.published.number")
    participants = fields.Nested(ParticipantsShape)
    minutes = fields.Nested(MinutesShape)
    reason = Text(max=PARAGRAPH)


class WindowData(Sparse):
    """For our own services alone: it names the members that have drafts."""

    id = Id(required=True)
    committee = Id(required=True)
    proposals_until = Timestamp(required=True)
    members = fields.List(Id(), required=True)


class ItemData(Sparse):
    id = Id(required=True)
    committee = Id()
    meeting = Id(required=True)
    section = fields.Integer(required=True)
    ordinal = fields.Integer(required=True)
    number = Text(required=True)
    title = Text(required=True, max=TITLE, attribute="public_title")
    closed = fields.Boolean()
    proposal = Id(attribute="public_proposal")
    status = one_of(ItemStatus)
    adjourned_to = Id()
    resolution = fields.Nested(ResolutionShape, attribute="public_resolution")


class ResponseData(Sparse):
    committee = Id()
    meeting = Id(required=True)
    member = Id(required=True)
    answer = one_of((Answer.NO_REPLY, *ANSWERS))
    delegates = fields.Integer(required=True)


class WithdrawnResponseData(ResponseData):
    answer = one_of((Answer.WITHDRAWN,))


class AttendanceData(Sparse):
    committee = Id()
    meeting = Id(required=True)
    member = Id(required=True)
    status = one_of(Attendance)
    persons = fields.Integer(required=True)


class QuorumData(Sparse):
    committee = Id(required=True)
    meeting = Id(required=True)
    needed = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    present = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class DocumentData(Sparse):
    committee = Id()
    meeting = Id(required=True)
    kind = one_of(SIGNED_OFF)
    status = one_of(document.Status)
    signatory_post = Text(max=TITLE, attribute="signature.signatory.post")
    languages = fields.List(one_of(LANGUAGES), required=True)

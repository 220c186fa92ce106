"""Views out: what a caller sees. A field without a value is left out."""

from marshmallow import fields

from agenda.schemas.documents import ActingForShape
from agenda.shapes import (
    AmendmentShape,
    DecisionShape,
    Goals,
    HandoverShape,
    MinutesShape,
    NumberShape,
    ParticipantsShape,
    PersonName,
    PersonShape,
    PresenterShape,
    ReceivedShape,
    ReconsiderationShape,
    ResolutionShape,
)
from chassis.schema import Id, Sparse, Text, Timestamp


class Aggregate(Sparse):
    id = Id()
    version = fields.Integer()
    status = fields.String()


class ProposalView(Aggregate):
    committee = Id()
    edition = fields.Integer()
    reference = fields.Nested(NumberShape)
    title = Text()
    rationale = Text()
    sdgs = Goals()
    targets = fields.List(fields.String())
    purpose = fields.String()
    proposed_by = Id()
    keeper = fields.String()
    handover = fields.Nested(HandoverShape, attribute="handovers.latest")
    handed_over_from = fields.List(Id(), attribute="handovers.members")
    supporters = fields.List(Id())
    for_meeting = Id()
    cosponsors = fields.List(Id())
    invited = fields.List(Id())
    amendment = fields.Nested(AmendmentShape)
    waiver = Text()
    decided = fields.Nested(DecisionShape)
    reconsideration = fields.Nested(ReconsiderationShape)
    comments = Text()
    reason = Text()
    judged_by = fields.String()
    judged_at = Timestamp()
    meeting = Id()
    item = Id()
    into = Id()
    of = Id()
    to = Text()
    resolution = fields.Nested(ResolutionShape)
    received = fields.Nested(ReceivedShape)
    referrals = fields.List(Id())
    created_at = Timestamp()
    submitted_at = Timestamp()


class LeftView(Sparse):
    """What a member left behind; how it was handed over is added by who shows it."""

    proposal = Id(attribute="id")
    status = fields.String()
    reference = fields.Nested(NumberShape)
    title = Text()
    proposed_by = Id()
    keeper = fields.String()


class QuorumView(Sparse):
    needed = fields.Dict(keys=fields.String(), values=fields.Integer())
    present = fields.Dict(keys=fields.String(), values=fields.Integer())
    reached = fields.Boolean()


class MovedFromView(Sparse):
    starts_at = Timestamp()
    ends_at = Timestamp()
    venue = Text()
    calendar_sequence = fields.Integer()
    announced = fields.Boolean()
    moved_at = Timestamp()
    reason = Text()


class AlikeView(Sparse):
    """A proposal like another; how much is added by who shows it."""

    id = Id()
    status = fields.String()
    reference = fields.Nested(NumberShape)
    title = Text()
    proposed_by = Id()


class MeetingView(Aggregate):
    """`first` says whether it is the committee's first and is added by who shows it, who leaves `online_url`
    out for those who are not invited."""

    committee = Id()
    number = fields.Nested(NumberShape)
    starts_at = Timestamp()
    ends_at = Timestamp()
    venue = Text()
    chair = fields.Nested(PersonShape)
    purpose = Text()
    proposals_until = Timestamp()
    calendar_sequence = fields.Integer()
    moved_from = fields.List(fields.Nested(MovedFromView))
    online_url = fields.String()
    capacity = fields.Integer()
    quorum = fields.Nested(QuorumView)
    held = fields.Boolean()
    participants = fields.Nested(ParticipantsShape)
    attended_by = Text()
    discussion = fields.List(Text())
    outcomes = fields.List(Text())
    minutes = fields.Nested(MinutesShape)
    source = fields.String()
    reason = Text()
    created_at = Timestamp()


class InviteeView(Sparse):
    """`why` it would not be called, where so."""

    member = Id(attribute="id")
    name = Text()
    kind = fields.String()
    why = fields.String()


class ItemView(Sparse):
    id = Id()
    ordinal = fields.Integer()
    number = Text()
    title = Text()
    purpose = fields.String()
    proposal = Id()
    proposed_by = Id()
    continues = Id()
    continued_from = Id()
    continued_by = Id()
    status = fields.String()
    adjourned_to = Id()
    of_meeting = Id()
    follows = Id()
    minutes = fields.Integer()
    presenters = fields.List(fields.Nested(PresenterShape))
    closed = fields.Boolean()
    resolution = fields.Nested(ResolutionShape)
    actions = fields.List(Id())
    referrals = fields.List(Id())


class SectionView(Sparse):
    ordinal = fields.Integer()
    title = Text()
    purpose = fields.String()
    if_empty = Text()


class ResponseView(Aggregate):
    meeting = Id()
    member = Id()
    answer = fields.String()
    delegates = fields.Integer()
    note = Text()
    substitute = Id()
    answered_at = Timestamp()


class AttendanceView(Aggregate):
    meeting = Id()
    member = Id()
    answer = fields.String()
    persons = fields.Integer()
    checked_in_at = Timestamp()


class CheckedInView(Aggregate):
    meeting = Id()
    member = Id()
    attendee = Id()
    name = Text()
    persons = fields.Integer()
    checked_in_at = Timestamp()


class AttendeeView(Sparse):
    """`status` is the part that it is named for."""

    id = Id()
    version = fields.Integer()
    status = fields.String(attribute="part")
    meeting = Id()
    name = PersonName()
    post = Text()
    organisation = Text()
    member = Id()
    representative = Id()
    checked_in_at = Timestamp()
    erased_at = Timestamp()
    created_at = Timestamp()


class DocumentView(Sparse):
    meeting = Id()
    kind = fields.String()
    status = fields.String()
    version = fields.Integer()
    signatory = fields.Nested(PersonShape, attribute="signature.signatory")
    acting_for = fields.Nested(ActingForShape, attribute="signature.acting_for")
    letter_number = fields.String(attribute="signature.letter_number")
    letter_date = fields.String(attribute="signature.letter_date")
    references = fields.List(Text(), attribute="particulars.references")
    enclosures = fields.List(Text(), attribute="particulars.enclosures")
    reply_by = fields.String(attribute="particulars.reply_by")
    remarks = Text(attribute="particulars.remarks")
    began = fields.String(attribute="particulars.began")
    ended = fields.String(attribute="particulars.ended")
    recorder = fields.Nested(PersonShape, attribute="particulars.recorder")
    signed_at = Timestamp()
    published_at = Timestamp()


class CalendarView(Sparse):
    """`made_at` is when its secret was; without it nobody reads it."""

    member = Id(attribute="id")
    version = fields.Integer()
    made_at = Timestamp()

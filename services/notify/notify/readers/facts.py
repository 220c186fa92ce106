"""The facts of other services, as far as notify uses them; what it does not name it lets pass."""

from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

from chassis.schema import LANGUAGES, Id, Timestamp


class Reader(Schema):
    """Takes the fields it names and lets the rest pass."""

    class Meta:
        unknown = EXCLUDE


class Words(fields.Dict):
    """A text in Thai, in English or in both."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(keys=fields.String(), values=fields.String(), **kwargs)


OPTIONAL: dict[str, Any] = {"allow_none": True, "load_default": None}


class NumberRead(Reader):
    display = Words(required=True)


class OfficeRead(Reader):
    name = Words(**OPTIONAL)
    location = Words(**OPTIONAL)
    reached_by = Words(**OPTIONAL)


class ConvenerRead(Reader):
    name = Words(required=True)
    office = fields.Nested(OfficeRead, **OPTIONAL)


class CommitteeRead(Reader):
    id = Id(required=True)
    name = Words(required=True)
    convener = fields.Nested(ConvenerRead, **OPTIONAL)
    short_name = Words(**OPTIONAL)
    reason = Words(**OPTIONAL)
    first = fields.Boolean(load_default=True)
    rights = fields.Dict(keys=fields.String(), values=fields.List(fields.String()), **OPTIONAL)
    secretariat = Id(**OPTIONAL)


class MemberRead(Reader):
    id = Id(required=True)
    from_list = fields.Boolean(load_default=False)
    committee = Id(required=True)
    name = Words(required=True)
    kind = fields.String(load_default=None)
    sdgs = fields.List(fields.Integer(), load_default=list)
    status = fields.String(required=True)
    reason = Words(**OPTIONAL)
    until = fields.String(**OPTIONAL)


class ServedForRead(Reader):
    member = Id(required=True)
    confirmed_at = Timestamp(required=True)


class RepresentativeRead(Reader):
    id = Id(required=True)
    member = Id(required=True)
    committee = Id(required=True)
    name = fields.Dict(keys=fields.String(), values=fields.Dict(), required=True)
    email = fields.String(**OPTIONAL)
    telephone = fields.String(**OPTIONAL)
    postal_address = fields.Dict(keys=fields.String(), values=fields.String(), **OPTIONAL)
    preferred_channel = fields.String(**OPTIONAL)
    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))
    role = fields.String(load_default=None)
    status = fields.String(required=True)
    confirmed_at = Timestamp(load_default=None)
    term_ends = fields.String(load_default=None)
    channels = fields.Dict(keys=fields.String(), values=fields.List(fields.String()), **OPTIONAL)
    digest = fields.String(**OPTIONAL)
    quiet_hours = fields.Dict(keys=fields.String(), values=fields.String(), **OPTIONAL)
    served_for = fields.List(fields.Nested(ServedForRead), load_default=list)


class AskingRead(RepresentativeRead):
    confirm_by = Timestamp(required=True)
    token = fields.String(required=True)


class AnsweredRead(Reader):
    """What became of what somebody asked of the data that are kept about them."""

    id = Id(required=True)
    committee = Id(required=True)
    member = Id(required=True)
    representative = Id(required=True)
    kind = fields.String(required=True)
    status = fields.String(required=True)
    received_at = Timestamp(required=True)
    ground = fields.String(**OPTIONAL)


class ErasedRead(Reader):
    id = Id(required=True)
    member = Id(required=True)
    committee = Id(required=True)
    status = fields.String(required=True, validate=validate.Equal("ended"))
    erasure = Id(required=True)


class ResolutionRead(Reader):
    kind = fields.String(required=True)
    text = Words(required=True)
    to = Words(**OPTIONAL)


class HandoverRead(Reader):
    outcome = fields.String(required=True)
    until = Timestamp(**OPTIONAL)


class ReceivedRead(Reader):
    by = fields.String(required=True)
    on = fields.String(required=True)


class AmendmentRead(Reader):
    edition = fields.Integer(required=True)
    note = Words(required=True)


class ReconsiderationRead(Reader):
    answer = fields.String(**OPTIONAL)
    reason = Words(**OPTIONAL)


class InvitedRead(Reader):
    """Members asked to propose a draft together with another."""

    id = Id(required=True)
    committee = Id(required=True)
    title = Words(required=True)
    proposed_by = Id(required=True)
    invited = fields.List(Id(), required=True)


class ProposalRead(Reader):
    id = Id(required=True)
    committee = Id(required=True)
    status = fields.String(required=True)
    reference = fields.Nested(NumberRead, required=True)
    title = Words(required=True)
    purpose = fields.String(required=True)
    proposed_by = Id(required=True)
    keeper = fields.String(load_default="member")
    handover = fields.Nested(HandoverRead, **OPTIONAL)
    supporters = fields.List(Id(), load_default=list)
    cosponsors = fields.List(Id(), load_default=list)
    reconsideration = fields.Nested(ReconsiderationRead, **OPTIONAL)
    amendment = fields.Nested(AmendmentRead, **OPTIONAL)
    comments = Words(**OPTIONAL)
    reason = Words(**OPTIONAL)
    meeting = Id(**OPTIONAL)
    into = Id(**OPTIONAL)
    of = Id(**OPTIONAL)
    to = Words(**OPTIONAL)
    resolution = fields.Nested(ResolutionRead, **OPTIONAL)
    received = fields.Nested(ReceivedRead, **OPTIONAL)


class MeetingRead(Reader):
    id = Id(required=True)
    committee = Id(required=True)
    status = fields.String(required=True)
    number = fields.Nested(NumberRead, **OPTIONAL)
    starts_at = Timestamp(required=True)
    ends_at = Timestamp(**OPTIONAL)
    venue = Words(**OPTIONAL)
    chair_post = Words(**OPTIONAL)
    purpose = Words(**OPTIONAL)
    proposals_until = Timestamp(**OPTIONAL)
    calendar_sequence = fields.Integer(load_default=0)
    reason = Words(**OPTIONAL)


class ResponseRead(Reader):
    committee = Id(required=True)
    meeting = Id(required=True)
    member = Id(required=True)
    answer = fields.String(required=True)


class WindowRead(Reader):
    id = Id(required=True)
    committee = Id(required=True)
    proposals_until = Timestamp(required=True)
    members = fields.List(Id(), required=True)


class DocumentRead(Reader):
    meeting = Id(required=True)
    kind = fields.String(required=True)
    languages = fields.List(fields.String(), **OPTIONAL)

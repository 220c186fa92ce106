"""What the agenda hears of membership, read tolerantly: only what its rules stand on is checked."""

from marshmallow import EXCLUDE, INCLUDE, Schema, fields

from agenda.model.response import Answer
from chassis.schema import Id, Text, Timestamp


class MemberFact(Schema):
    class Meta:
        unknown = EXCLUDE

    id = Id(required=True)
    committee = Id(required=True)
    kind = fields.String(required=True)
    name = Text(required=True)
    status = fields.String(required=True)
    merged_into = Id(load_default=None)
    addressee = fields.Dict(load_default=None)


class ErasedFact(Schema):
    class Meta:
        unknown = EXCLUDE

    erasure = Id(required=True)
    forgotten = fields.List(fields.String(), load_default=lambda: ["identity", "contact"])


class AnsweredFact(Schema):
    """What the calendar of a member's representative answered, to the entry of that sequence."""

    class Meta:
        unknown = EXCLUDE

    meeting = Id(required=True)
    member = Id(required=True)
    answer = fields.Enum(Answer, by_value=True, required=True)
    calendar_sequence = fields.Integer(required=True)
    answered_at = Timestamp(required=True)


class SectionFact(Schema):
    class Meta:
        unknown = INCLUDE

    ordinal = fields.Integer(required=True)
    title = Text(required=True)


class CommitteeFact(Schema):
    """All of it is kept, for the documents; only what the rules stand on is checked."""

    class Meta:
        unknown = INCLUDE

    id = Id(required=True)
    agenda_template = fields.List(fields.Nested(SectionFact), required=True)

"""Views out, of the minutes of a meeting."""

from marshmallow import fields

from agenda.views import Aggregate
from chassis.schema import Id, Sparse, Text, Timestamp


class MinutesView(Sparse):
    """`status` and `version` are the meeting's."""

    meeting = Id(attribute="meeting.id")
    version = fields.Integer(attribute="meeting.version")
    status = fields.String(attribute="meeting.status")
    edition = fields.Integer(attribute="meeting.minutes.edition")
    circulated_at = Timestamp(attribute="meeting.minutes.circulated_at")
    adopted_at = Timestamp(attribute="meeting.minutes.adopted_at")
    adopted_by = Id(attribute="meeting.minutes.adopted_by")
    content = fields.Dict()


class EditionView(Sparse):
    edition = fields.Integer()
    meeting = Id()
    fixed_at = Timestamp()
    correction = Id()
    content = fields.Dict()


class CorrectionView(Aggregate):
    meeting = Id()
    member = Id()
    item = Id()
    text = Text()
    reason = Text()
    edition = fields.Integer()
    proposed_at = Timestamp()
    answered_at = Timestamp()

"""Views out, of what follows from a resolution. A field without a value is left out."""

from marshmallow import fields

from agenda.following.data import ReplyShape
from agenda.views import Aggregate
from chassis.schema import Day, Id, Sparse, Text, Timestamp


class NoteView(Sparse):
    id = Id()
    version = fields.Integer()
    meeting = Id()
    text = Text()
    written_at = Timestamp()


class ActionView(Aggregate):
    committee = Id()
    meeting = Id()
    item = Id()
    proposal = Id()
    sdgs = fields.List(fields.Integer())
    title = Text()
    owner = Id()
    keeper = fields.String()
    due_on = Day()
    overdue = fields.Boolean()
    reports = fields.Integer()
    reported_on = Day()
    reason = Text()
    handed_over_from = fields.List(Id())
    created_at = Timestamp()
    started_at = Timestamp()
    ended_at = Timestamp()


class ReportView(Sparse):
    """Without `reported_by` the secretariat wrote it."""

    id = Id()
    version = fields.Integer()
    action = Id()
    text = Text()
    on = Day()
    reported_by = Id()
    reported_at = Timestamp()


class ReplyView(ReplyShape):
    recorded_at = Timestamp()


class ReferralView(Aggregate):
    committee = Id()
    proposal = Id()
    meeting = Id()
    item = Id()
    sdgs = fields.List(fields.Integer())
    to = Text()
    letter_number = fields.String()
    sent_on = Day()
    answers = fields.List(fields.Nested(ReplyView))
    created_at = Timestamp()


class StepView(Sparse):
    id = Id()
    about = fields.String()
    what = fields.String()
    at = Timestamp()
    by = fields.String()
    said = fields.Dict()

"""The data of the events about what follows from a resolution. Public: posts and ids, never people."""

from marshmallow import fields, validate

from agenda.model.action import ActionStatus
from agenda.model.correction import CorrectionStatus
from agenda.model.handover import Keeper
from agenda.model.referral import ReferralStatus, ReplyKind
from agenda.shapes import PARAGRAPH, TITLE
from chassis.schema import Day, Id, Line, Sparse, Text


class ActionData(Sparse):
    """Without an `owner` it is the secretariat's."""

    id = Id(required=True)
    committee = Id(required=True)
    status = fields.String(required=True, validate=validate.OneOf([str(one) for one in ActionStatus]))
    meeting = Id(required=True)
    item = Id(required=True)
    proposal = Id()
    title = Text(required=True, max=TITLE, attribute="public_title")
    owner = Id()
    keeper = fields.String(required=True, validate=validate.OneOf([str(one) for one in Keeper]))
    due_on = Day(required=True)
    overdue = fields.Boolean(required=True)
    reports = fields.Integer(required=True)
    reported_on = Day()
    reason = Text(max=PARAGRAPH, attribute="public_reason")


class ReplyShape(Sparse):
    kind = fields.String(required=True, validate=validate.OneOf([str(one) for one in ReplyKind]))
    text = Text(required=True, max=PARAGRAPH)
    on = Day(required=True)


class ReferralData(Sparse):
    """`answer` is the latest of the other body's."""

    id = Id(required=True)
    committee = Id(required=True)
    status = fields.String(required=True, validate=validate.OneOf([str(one) for one in ReferralStatus]))
    proposal = Id()
    meeting = Id()
    item = Id()
    to = Text(required=True, max=TITLE, attribute="public_to")
    letter_number = Line(max=60, attribute="public_letter_number")
    sent_on = Day()
    answer = fields.Nested(ReplyShape, attribute="public_answer")


class CorrectionData(Sparse):
    """Ids alone: what it says belongs to minutes that are not adopted yet."""

    id = Id(required=True)
    committee = Id(required=True)
    meeting = Id(required=True)
    member = Id(required=True)
    item = Id()
    status = fields.String(required=True, validate=validate.OneOf([str(one) for one in CorrectionStatus]))
    edition = fields.Integer()

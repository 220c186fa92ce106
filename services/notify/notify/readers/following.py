"""The facts of the agenda about what follows from a resolution, as far as notify uses them."""

from marshmallow import fields

from chassis.schema import Id
from notify.readers.facts import OPTIONAL, Reader, Words


class CorrectionRead(Reader):
    committee = Id(required=True)
    meeting = Id(required=True)
    member = Id(required=True)
    status = fields.String(required=True)


class ReplyRead(Reader):
    kind = fields.String(required=True)
    text = Words(required=True)
    on = fields.String(required=True)


class ReferralRead(Reader):
    id = Id(required=True)
    proposal = Id(**OPTIONAL)
    to = Words(required=True)
    letter_number = fields.String(**OPTIONAL)
    sent_on = fields.String(**OPTIONAL)
    answer = fields.Nested(ReplyRead, **OPTIONAL)


class ActionRead(Reader):
    id = Id(required=True)
    committee = Id(required=True)
    status = fields.String(required=True)
    title = Words(required=True)
    owner = Id(**OPTIONAL)
    due_on = fields.String(required=True)
    overdue = fields.Boolean(required=True)

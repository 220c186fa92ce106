"""What is decided on a proposal and told to nobody yet."""

from marshmallow import fields

from chassis.schema import Text
from gateway.schemas.parts import View, chosen, says

JUDGEMENTS = ("return", "admit", "refuse", "select", "defer", "merge", "duplicate", "refer", "reject")


class UntoldDecision(View):
    """A judgement that is made and not yet told."""

    judgement = chosen(JUDGEMENTS, required=True)
    decided_by = fields.String(required=True)
    decided_at = fields.String(required=True)
    edition = fields.Integer(required=True, metadata=says("The version of the text that it is about."))
    comments = Text()
    reason = Text()
    waiver = Text()
    to = Text()
    into = fields.UUID()
    of = fields.UUID()
    meeting = fields.UUID()
    section = fields.Integer()

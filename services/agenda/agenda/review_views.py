"""What a caller sees of a review."""

from marshmallow import fields

from agenda.views import Aggregate
from chassis.schema import Id, Text, Timestamp


class ReviewView(Aggregate):
    proposal = Id()
    reviewer = fields.String()
    member = Id()
    assigned_by = fields.String()
    assigned_at = Timestamp()
    recommendation = fields.String()
    reasons = Text()
    into = Id()
    to = Text()
    given_at = Timestamp()
    recusal = fields.String()
    recused_for = Text()

"""The receipt for a proposal, as it is shown."""

from marshmallow import fields

from agenda.shapes import NumberShape, ReceivedShape
from chassis.schema import Id, Sparse, Text, Timestamp


class MeetingAhead(Sparse):
    id = Id()
    number = fields.Nested(NumberShape)
    starts_at = Timestamp()
    proposals_until = Timestamp()


class ReceiptView(Sparse):
    proposal = Id()
    reference = fields.Nested(NumberShape)
    name = Text()
    title = Text()
    received_at = Timestamp()
    received = fields.Nested(ReceivedShape)
    office = Text()
    next_meeting = fields.Nested(MeetingAhead)

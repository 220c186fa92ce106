"""The public register: of each proposal what everybody was told, with who made it by name."""

from marshmallow import fields

from agenda.shapes import Goals, NumberShape, ResolutionShape
from chassis.schema import Id, Sparse, Text, Timestamp


class RegisterView(Sparse):
    """`proposer` is what the member is called, and is added by who shows it."""

    id = Id()
    committee = Id()
    reference = fields.Nested(NumberShape)
    title = Text()
    sdgs = Goals()
    purpose = fields.String()
    proposed_by = Id()
    status = fields.String()
    submitted_at = Timestamp()
    meeting = Id()
    into = Id()
    of = Id()
    to = Text()
    reason = Text()
    resolution = fields.Nested(ResolutionShape)

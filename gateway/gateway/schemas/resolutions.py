from marshmallow import fields

from chassis.schema import Text
from gateway.schemas.parts import View, chosen, says

RESOLUTIONS = ("noted", "agreed", "referred_up", "action")


class Resolution(View):
    """มติ: what the meeting resolved."""

    kind = chosen(RESOLUTIONS, required=True)
    text = Text(required=True)
    to = Text(metadata=says("The body that it was referred up to."))
    meeting = fields.UUID()
    item = fields.UUID()
    decided_at = fields.String()

"""Commands about what was said on an item."""

from marshmallow import fields

from agenda.schemas.parts import ById
from chassis.schema import Id, Text

NOTES = 10_000


class OfItem(ById):
    item = Id(required=True)


class WriteNote(OfItem):
    if_match = fields.Integer(strict=True, required=True)
    text = Text(required=True, max=NOTES)

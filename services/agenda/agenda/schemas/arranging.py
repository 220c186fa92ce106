"""Commands about an agenda as a whole."""

from marshmallow import fields, validate

from agenda.schemas.items import ItemVerb
from agenda.schemas.parts import ById
from agenda.shapes import PresenterShape
from chassis.schema import Id

MINUTES = validate.Range(min=1, max=24 * 60)


class MoveItem(ItemVerb):
    if_match = fields.Integer(strict=True, required=True)
    section = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=20))
    after = Id(required=True, allow_none=True)


class ReviseItem(ItemVerb):
    if_match = fields.Integer(strict=True, required=True)
    minutes = fields.Integer(strict=True, allow_none=True, validate=MINUTES)
    presenters = fields.List(fields.Nested(PresenterShape), validate=validate.Length(max=10))
    closed = fields.Boolean()


class OfAgenda(ById):
    number = fields.Integer(required=True, validate=validate.Range(min=1))

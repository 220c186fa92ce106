"""Commands about the items of an agenda."""

from marshmallow import Schema, fields, validate

from agenda.model.resolution import ResolutionKind
from agenda.schemas.parts import Verb
from agenda.shapes import PARAGRAPH, TITLE
from chassis.schema import Id, Text


class AddItem(Verb):
    section = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=20))
    title = Text(required=True, max=TITLE)


class ItemVerb(Verb):
    item = Id(required=True)


class AdjournItem(ItemVerb):
    to = Id(load_default=None)


class ResolutionGiven(Schema):
    kind = fields.Enum(ResolutionKind, by_value=True, required=True)
    text = Text(required=True, max=PARAGRAPH)
    to = Text(load_default=None, max=TITLE)


class DecideItem(ItemVerb):
    resolution = fields.Nested(ResolutionGiven, required=True)

"""What commands about anything have in common."""

from marshmallow import Schema, fields

from agenda.shapes import PARAGRAPH
from chassis.schema import Id, PageQuery, Text


class ById(Schema):
    id = Id(required=True)


class Verb(ById):
    if_match = fields.Integer(strict=True, load_default=None)


class Reasoned(Verb):
    reason = Text(required=True, max=PARAGRAPH)


class ListOfMeeting(PageQuery):
    id = Id(required=True)

"""Commands and queries about comments."""

from marshmallow import Schema, fields

from agenda.model.comment import Visibility
from agenda.schemas.parts import Verb
from agenda.shapes import PARAGRAPH, TITLE
from chassis.schema import Id, PageQuery, Text


class AddComment(Schema):
    proposal = Id(required=True)
    text = Text(required=True, max=PARAGRAPH)
    post = Text(load_default=None, max=TITLE)
    visibility = fields.Enum(Visibility, by_value=True, load_default=Visibility.MEMBERS)
    reply_to = Id(load_default=None)


class ReviseComment(Verb):
    if_match = fields.Integer(strict=True, required=True)
    text = Text(required=True, max=PARAGRAPH)


class ListComments(PageQuery):
    proposal = Id(required=True)
    thread = Id()

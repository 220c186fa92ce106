"""Views of what is said about an agenda as a whole."""

from marshmallow import fields

from agenda.shapes import PresenterShape
from chassis.schema import Id, Sparse, Text, Timestamp


class PublishedView(Sparse):
    """`revised` is added by who shows it."""

    number = fields.Integer()
    at = Timestamp()


class AgendaVersionView(Sparse):
    id = Id()
    meeting = Id()
    number = fields.Integer()
    published_at = Timestamp()
    version = fields.Integer()


class AgendaLineView(Sparse):
    item = Id()
    ordinal = fields.Integer()
    title = Text()
    closed = fields.Boolean()
    minutes = fields.Integer()
    presenters = fields.List(fields.Nested(PresenterShape))


class AgendaChangeView(Sparse):
    item = Id()
    change = fields.String()
    number = Text()
    was = Text()
    title = Text()

"""What is shown of consents."""

from marshmallow import fields

from chassis.schema import Day, Id, Sparse, Text, Timestamp


class How(Sparse):
    channel = fields.String()
    on = Day()
    reference = fields.String()


class ConsentView(Sparse):
    id = Id()
    member = Id()
    about = fields.String()
    to = fields.String()
    given = fields.Boolean()
    wording = fields.Integer()
    words = Text()
    how = fields.Nested(How)
    at = Timestamp()
    by = fields.String()
    roles = fields.List(fields.String())

"""What membership hears, its own events too, as far as it uses them."""

from marshmallow import EXCLUDE, Schema, fields

from chassis.schema import Id


class Reader(Schema):
    """Takes the fields it names and lets the rest pass."""

    class Meta:
        unknown = EXCLUDE


class ErasedRead(Reader):
    id = Id(required=True)
    erasure = Id(required=True)


class CompletedRead(Reader):
    id = Id(required=True)
    blanked = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)

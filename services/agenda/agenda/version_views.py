"""What a caller sees of the versions of a proposal."""

from marshmallow import fields

from agenda.shapes import Goals
from chassis.schema import Id, Sparse, Text, Timestamp


class AuthorShape(Sparse):
    role = fields.String()
    member = Id()


class VersionView(Sparse):
    proposal = Id()
    number = fields.Integer()
    title = Text()
    rationale = Text()
    sdgs = Goals()
    targets = fields.List(fields.String())
    purpose = fields.String()
    by = fields.Nested(AuthorShape)
    at = Timestamp()
    note = Text()


class ListedVersionView(VersionView):
    """Without its rationale, which may be long."""

    class Meta:
        exclude = ("rationale",)

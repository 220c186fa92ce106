"""Questions about the versions of a proposal."""

from marshmallow import fields, validate

from agenda.schemas.parts import ById, ListOfMeeting

COUNTED = validate.Range(min=1, max=1_000_000)


class ListVersions(ListOfMeeting):
    """A page of those of one proposal."""


class OneVersion(ById):
    number = fields.Integer(required=True, validate=COUNTED)


class CompareVersions(OneVersion):
    to = fields.Integer(load_default=None, validate=COUNTED)

"""Commands about what leaves the house in writing."""

from collections.abc import Collection
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from agenda.model.document_kinds import PARTICULARS, SIGNED_OFF, Kind
from agenda.schemas.meetings import YEAR_BE
from agenda.schemas.parts import ById, Verb
from agenda.shapes import PARAGRAPH, TITLE, SignatoryShape
from chassis.schema import Id, Line, Text

CLOCK = validate.Regexp(r"([01]\d|2[0-3]):[0-5]\d\Z")
FORMATS = ("html", "pdf", "docx")


class KindField(fields.Enum[Kind]):
    def __init__(self, among: Collection[Kind] = tuple(Kind)) -> None:
        super().__init__(Kind, by_value=True, required=True, validate=validate.OneOf(among))


class OfKind(Verb):
    kind = KindField()


class SignedOff(Verb):
    """A step on the way of what leaves the house."""

    kind = KindField(SIGNED_OFF)


class ActingForShape(Schema):
    post = Text(required=True, max=TITLE)
    mode = fields.String(required=True, validate=validate.OneOf(("ปฏิบัติราชการแทน", "รักษาราชการแทน")))


class IsoDate(fields.Date):
    """Checked as a date, kept as its text."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return super()._deserialize(value, attr, data, **kwargs).isoformat()


class SignDocument(SignedOff):
    signatory = fields.Nested(SignatoryShape, required=True)
    acting_for = fields.Nested(ActingForShape, load_default=None)
    letter_number = Line(max=60, load_default=None)
    letter_date = IsoDate(load_default=None)


class ReviseDocument(SignedOff):
    """What is not named stays as it is; null takes it away. Each kind has its own."""

    if_match = fields.Integer(strict=True, required=True)
    references = fields.List(Text(max=TITLE), validate=validate.Length(max=10), allow_none=True)
    enclosures = fields.List(Text(max=TITLE), validate=validate.Length(max=10), allow_none=True)
    reply_by = IsoDate(allow_none=True)
    remarks = Text(max=PARAGRAPH, allow_none=True)
    began = fields.String(validate=CLOCK, allow_none=True)
    ended = fields.String(validate=CLOCK, allow_none=True)
    recorder = fields.Nested(SignatoryShape, allow_none=True)

    @validates_schema
    def of_its_kind(self, data: dict[str, Any], **_: Any) -> None:
        strange = data.keys() - {"id", "kind", "if_match"} - PARTICULARS.get(data["kind"], frozenset())
        if strange:
            raise ValidationError({name: ["unknown"] for name in sorted(strange)})


class Rendering(Schema):
    language = fields.String(load_default="th", validate=validate.OneOf(("th", "en")))
    format = fields.String(load_default="html", validate=validate.OneOf(FORMATS))
    offset = fields.Integer(strict=True, load_default=0, validate=validate.Range(min=0))


class RenderDocument(OfKind, Rendering):
    """`member` is whom a letter goes to; without one it is the form that all of them are made from."""

    member = Id(load_default=None)


class RenderReport(ById, Rendering):
    """`id` is the committee's."""

    year_be = fields.Integer(required=True, strict=True, validate=YEAR_BE)

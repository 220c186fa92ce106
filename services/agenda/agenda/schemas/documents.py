"""Commands about what leaves the house in writing."""

from typing import Any

from marshmallow import Schema, fields, validate

from agenda.model.document_kinds import Kind
from agenda.schemas.parts import Verb
from agenda.shapes import TITLE, SignatoryShape
from chassis.schema import Line, Text

FORMATS = ("html", "pdf", "docx")


class OfKind(Verb):
    kind = fields.Enum(Kind, by_value=True, required=True)


class ActingForShape(Schema):
    post = Text(required=True, max=TITLE)
    mode = fields.String(required=True, validate=validate.OneOf(("ปฏิบัติราชการแทน", "รักษาราชการแทน")))


class IsoDate(fields.Date):
    """Checked as a date, kept as its text."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return super()._deserialize(value, attr, data, **kwargs).isoformat()


class SignDocument(OfKind):
    signatory = fields.Nested(SignatoryShape, required=True)
    acting_for = fields.Nested(ActingForShape, load_default=None)
    letter_number = Line(max=60, load_default=None)
    letter_date = IsoDate(load_default=None)


class RenderDocument(OfKind):
    language = fields.String(load_default="th", validate=validate.OneOf(("th", "en")))
    format = fields.String(load_default="html", validate=validate.OneOf(FORMATS))
    offset = fields.Integer(strict=True, load_default=0, validate=validate.Range(min=0))

"""Commands and queries about files."""

import base64
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from agenda.schemas.parts import ById
from chassis.files import PART
from chassis.schema import Id, PageQuery


class Bytes(fields.String):
    """In base64 on the wire."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        try:
            return base64.b64decode(super()._deserialize(value, attr, data, **kwargs), validate=True)
        except ValueError as error:
            raise ValidationError("invalid") from error


class BeginAttachment(Schema):
    proposal = Id(required=True)
    name = fields.String(required=True, validate=validate.Length(min=1, max=1000))
    size = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
    upload = fields.String(required=True, validate=validate.Length(min=1, max=200))


class PutPart(ById):
    n = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
    data = Bytes(required=True, validate=validate.Length(min=1, max=PART))


class FinishAttachment(ById):
    sha256 = fields.String(required=True, validate=validate.Regexp("[0-9a-f]{64}"))


class ReadAttachment(ById):
    offset = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))


class ListAttachments(PageQuery):
    proposal = Id(required=True)

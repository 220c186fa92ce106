"""What those who judge proposals say."""

from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, Text
from gateway.schemas.parts import PARAGRAPH, TITLE, says

_PROPOSAL = "0198a6d1-31aa-7e02-8c40-91b7f60d5a11"


class Return(Schema):
    comments = Text(max=PARAGRAPH, required=True, metadata=says("What to mend before it is submitted again."))

    EXAMPLE: ClassVar = {"comments": {"th": "ขอให้ระบุประเด็นที่ประสงค์ให้ที่ประชุมพิจารณา"}}


class Selection(Schema):
    meeting = Id(required=True)
    section = fields.Integer(
        strict=True,
        validate=validate.Range(min=1, max=20),
        metadata=says("Of the agenda; by default the one for the proposal's purpose."),
    )

    EXAMPLE: ClassVar = {"meeting": "0198a6e0-77c1-7b35-a1f4-2d9c4e6b8f20"}


class Merger(Schema):
    into = Id(required=True, metadata=says("The proposal that goes on for both."))

    EXAMPLE: ClassVar = {"into": _PROPOSAL}


class Duplication(Schema):
    of = Id(required=True, metadata=says("The proposal that says the same."))

    EXAMPLE: ClassVar = {"of": _PROPOSAL}


class Referral(Schema):
    to = Text(max=TITLE, required=True, metadata=says("Whose matter it is."))

    EXAMPLE: ClassVar = {"to": {"th": "กพย.", "en": "National Committee for Sustainable Development"}}

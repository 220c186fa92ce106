from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Text
from gateway.negotiation import FORMATS
from gateway.schemas.parts import TITLE, Day, Person, View, chosen, spoken

KINDS = ("agenda", "news-release")
STATUSES = ("draft", "checked", "cleared", "signed")
MODES = ("ปฏิบัติราชการแทน", "รักษาราชการแทน")

_SIGNATORY = {
    "name": {"th": {"title": "นาง", "given": "กาญจนา", "family": "ภัทรโชค"}},
    "post": {"th": "อธิบดีกรมองค์การระหว่างประเทศ"},
}


class DocumentQuery(Schema):
    language = spoken("By default the better of `Accept-Language`.")
    format = chosen(tuple(FORMATS), "For links, which cannot set `Accept`; it wins over it.")


class ActingFor(Schema):
    post = Text(max=TITLE, required=True)
    mode = chosen(MODES, "As it stands under the signature.", required=True)


class NewSignature(Schema):
    """Who signs, in which post. Number and date of the letter are the registry's, typed in."""

    signatory = fields.Nested(Person, required=True)
    acting_for = fields.Nested(ActingFor)
    letter_number = fields.String(validate=validate.Length(min=1, max=60))
    letter_date = Day()

    EXAMPLE: ClassVar = {"signatory": _SIGNATORY, "letter_date": "2018-01-31"}


class Document(View):
    """How far a document is on its way: draft, checked, cleared, signed, and then published or not."""

    meeting = fields.UUID(required=True)
    kind = chosen(KINDS, required=True)
    status = chosen(STATUSES, required=True)
    version = fields.Integer(required=True)
    signatory = fields.Nested(Person)
    acting_for = fields.Nested(ActingFor)
    letter_number = fields.String()
    letter_date = fields.String()
    signed_at = fields.String()
    published_at = fields.String()

    EXAMPLE: ClassVar = {
        "meeting": "0198a6e0-77c1-7b35-a1f4-2d9c4e6b8f20",
        "kind": "news-release",
        "status": "signed",
        "version": 4,
        "signatory": _SIGNATORY,
        "signed_at": "2018-01-31T08:00:00.000Z",
        "published_at": "2018-01-31T08:05:00.000Z",
    }

from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, Text
from gateway.negotiation import FORMATS
from gateway.schemas.parts import PARAGRAPH, TITLE, BuddhistYear, Day, Person, View, chosen, says, spoken

KINDS = ("agenda", "news-release", "invitation", "attendance", "minutes")
SIGNED_OFF = tuple(kind for kind in KINDS if kind != "attendance")
FOR_EVERYBODY = ("agenda", "news-release", "minutes")
CLOCK = validate.Regexp(r"([01]\d|2[0-3]):[0-5]\d\Z")
STATUSES = ("draft", "checked", "cleared", "signed")
MODES = ("ปฏิบัติราชการแทน", "รักษาราชการแทน")

WRITTEN = tuple(name for name in FORMATS if name != "json")

_SIGNATORY = {
    "name": {"th": {"title": "นาง", "given": "กาญจนา", "family": "ภัทรโชค"}},
    "post": {"th": "อธิบดีกรมองค์การระหว่างประเทศ"},
}


class DocumentQuery(Schema):
    language = spoken("By default the better of `Accept-Language`.")
    format = chosen(tuple(FORMATS), "For links, which cannot set `Accept`; it wins over it.")
    member = Id(
        metadata=says(
            "Of an invitation: the member whose letter it is. Without one a member gets its own, and the"
            " secretariat the form that all of them are made from."
        )
    )


class ReportQuery(Schema):
    year_be = BuddhistYear(strict=False, required=True)
    language = spoken("By default the better of `Accept-Language`.")
    format = chosen(WRITTEN, "For links, which cannot set `Accept`; it wins over it.")


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


class Particulars(Schema):
    """What is typed into a document; what is not named stays as it is, null takes it away.

    An invitation has references, enclosures, a day to reply by and remarks; minutes have the hours at which
    the meeting began and ended, and who took them.
    """

    references = fields.List(
        Text(max=TITLE), validate=validate.Length(max=10), allow_none=True, metadata=says("อ้างถึง")
    )
    enclosures = fields.List(
        Text(max=TITLE),
        validate=validate.Length(max=10),
        allow_none=True,
        metadata=says("สิ่งที่ส่งมาด้วย: the agenda and the reply form unless said."),
    )
    reply_by = Day(allow_none=True)
    remarks = Text(max=PARAGRAPH, allow_none=True, metadata=says("A paragraph of its own."))
    began = fields.String(validate=CLOCK, allow_none=True, metadata=says("09:05, in Bangkok."))
    ended = fields.String(validate=CLOCK, allow_none=True)
    recorder = fields.Nested(Person, allow_none=True, metadata=says("ผู้จดรายงานการประชุม, in their post."))

    EXAMPLE: ClassVar = {
        "references": [{"th": "หนังสือกระทรวงการต่างประเทศ ที่ กต ๐๐๐๐/๑ ลงวันที่ ๑ ธันวาคม ๒๕๖๐"}],
        "reply_by": "2018-01-24",
    }


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
    references = fields.List(Text())
    enclosures = fields.List(Text())
    reply_by = fields.String()
    remarks = Text()
    began = fields.String()
    ended = fields.String()
    recorder = fields.Nested(Person)
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

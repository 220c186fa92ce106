"""What a proposal said at one time, and what changed since."""

from typing import Any, ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import LANGUAGES, Text
from gateway.schemas.parts import PURPOSES, Goals, Page, Targets, View, chosen, says

KINDS = ("same", "added", "removed")
ROLES = ("member", "secretariat")
_PROPOSAL = "0198a6d1-31aa-7e02-8c40-91b7f60d5a11"
_LISTED: dict[str, Any] = {
    "proposal": _PROPOSAL,
    "number": 2,
    "title": {"th": "คุณภาพอากาศในเขตเมือง"},
    "sdgs": [3, 11],
    "purpose": "consideration",
    "by": {"role": "member", "member": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"},
    "at": "2018-08-21T03:00:00.000Z",
}


class Author(View):
    role = chosen(ROLES, required=True)
    member = fields.UUID(metadata=says("The member in whose name it was written."))


class ListedVersion(View):
    """Without its rationale, which may be long."""

    proposal = fields.UUID(required=True)
    number = fields.Integer(required=True)
    title = Text(required=True)
    sdgs = Goals(required=True)
    targets = Targets()
    purpose = chosen(PURPOSES, required=True)
    by = fields.Nested(Author, required=True)
    at = fields.String(required=True)
    note = Text(metadata=says("What its proposer says of an amendment."))


class Version(ListedVersion):
    rationale = Text(required=True)

    EXAMPLE: ClassVar = {**_LISTED, "rationale": {"th": "ฝุ่นละอองเกินค่ามาตรฐาน"}}


class VersionPage(Page):
    items = fields.List(fields.Nested(ListedVersion), required=True)

    EXAMPLE: ClassVar = {"items": [_LISTED], "next": None}


class ComparisonQuery(Schema):
    to = fields.Integer(
        validate=validate.Range(min=1), metadata=says("Another version; by default the newest.")
    )


class Part(View):
    kind = chosen(KINDS, required=True)
    text = fields.String(required=True)


def _parts(**kwargs: Any) -> fields.List[Any]:
    return fields.List(fields.Nested(Part), **kwargs)


class Words(fields.Nested):
    """The parts of a text in each language, in the order of reading."""

    def __init__(self, **kwargs: Any) -> None:
        languages: dict[str, fields.Field[Any]] = {name: _parts() for name in LANGUAGES}
        super().__init__(View.from_dict(languages, name="Words"), **kwargs)


class Difference(View):
    """Word by word, also in Thai: what is the same, and what was removed and added in its place."""

    from_ = fields.Integer(required=True, data_key="from", attribute="from")
    to = fields.Integer(required=True)
    title = Words(required=True)
    rationale = Words(required=True)
    sdgs = _parts(required=True)
    targets = _parts()
    purpose = _parts(required=True)

    EXAMPLE: ClassVar = {
        "from": 1,
        "to": 2,
        "title": {"th": [{"kind": "same", "text": "คุณภาพอากาศ"}, {"kind": "added", "text": "ในเขตเมือง"}]},
        "rationale": {"th": [{"kind": "same", "text": "ฝุ่นละอองเกินค่ามาตรฐาน"}]},
        "sdgs": [{"kind": "same", "text": "3"}, {"kind": "added", "text": "11"}],
        "purpose": [{"kind": "same", "text": "consideration"}],
    }

"""The data of each command: a fact that another system states, and that we act on."""

from typing import Any, ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, Line, Text
from gateway.schemas.participation import ATTENDED
from gateway.schemas.parts import PARAGRAPH, TITLE, Day, chosen, each_once, says
from gateway.schemas.referrals import KINDS

_OLD, _NEW = "0994000158378", "0994000158556"
_NAME = {"th": "กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม"}
_ON, _AUTHORITY = "2019-05-02", "พระราชบัญญัติปรับปรุงกระทรวง ทบวง กรม (ฉบับที่ 19) พ.ศ. 2562"
_SUCCESSOR = {"registry_number": _NEW, "name": _NAME, "abbreviation": {"th": "อว."}}
_THING = "0198a6d1-31aa-7e02-8c40-91b7f60d5a11"


class Number(Line):
    """Of an organisation, in the registry that the partner keeps."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max=60, metadata=says("The agency's number in the registry."), **kwargs)


class OfAnAgency(Schema):
    on = Day(required=True, metadata=says("Since when it is so."))
    authority = Line(
        required=True, max=200, metadata=says("By what it was done, as it is cited: an act, an announcement.")
    )


class Named(Schema):
    registry_number = Number(required=True)
    name = Text(required=True, max=TITLE, metadata=says("The official long name."))
    abbreviation = Text(max=60, allow_none=True, metadata=says("Left out: as it was."))


class Renaming(OfAnAgency, Named):
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "registry_number": _OLD,
        "name": _NAME,
        "abbreviation": {"th": "อว."},
        "on": _ON,
        "authority": _AUTHORITY,
    }


class Merging(OfAnAgency):
    registry_numbers = fields.List(
        Number(),
        required=True,
        validate=[validate.Length(min=1, max=20), each_once],
        metadata=says("Of those that end."),
    )
    into = fields.Nested(Named, required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "registry_numbers": [_OLD],
        "into": _SUCCESSOR,
        "on": _ON,
        "authority": _AUTHORITY,
    }


class Splitting(OfAnAgency):
    registry_number = Number(required=True)
    into = fields.List(
        fields.Nested(Named),
        required=True,
        validate=validate.Length(min=1, max=10),
        metadata=says("Where one of them keeps the number, the agency goes on as that one."),
    )

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "registry_number": _OLD,
        "into": [_SUCCESSOR],
        "on": _ON,
        "authority": _AUTHORITY,
    }


class Dissolving(OfAnAgency):
    registry_number = Number(required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {"registry_number": _OLD, "on": _ON, "authority": _AUTHORITY}


class ReferralAnswer(Schema):
    referral = Id(required=True, metadata=says("The id in the subject of `agenda.referral.sent.v1`."))
    kind = chosen(KINDS, required=True)
    text = Text(required=True, max=PARAGRAPH)
    on = Day(required=True, metadata=says("The day of the answer."))

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "referral": _THING,
        "kind": "noted",
        "text": {"th": "รับทราบและจะพิจารณาต่อไป"},
        "on": "2018-03-15",
    }


class Attended(Schema):
    member = Id(required=True)
    status = chosen(ATTENDED, required=True)
    persons = fields.Integer(
        strict=True, validate=validate.Range(min=0, max=1_000), metadata=says("How many came.")
    )


class Attendance(Schema):
    meeting = Id(required=True)
    attendance = fields.List(
        fields.Nested(Attended),
        required=True,
        validate=validate.Length(min=1, max=100),
        metadata=says("Of each member once; all of it counts, or nothing."),
    )

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "meeting": _THING,
        "attendance": [
            {"member": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02", "status": "attended", "persons": 2}
        ],
    }

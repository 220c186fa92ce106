from typing import Any, ClassVar

from marshmallow import fields

from chassis.schema import Text
from gateway.schemas.members import KINDS
from gateway.schemas.parts import PURPOSES, Aggregate, ListQuery, Page, View, chosen, says

RIGHTS = ("propose", "support", "take_part")


class Named(View):
    name = Text(required=True)
    abbreviation = Text()


class Convener(Named):
    press_office = Text()
    role = Text()
    sdg = fields.Integer()
    sdg_name = Text()


class Occasion(View):
    month = fields.String(required=True)
    event = Text(required=True)


class Founding(View):
    date = fields.String(required=True)
    body = Text(required=True)
    after = fields.Nested(Occasion)


class Openness(View):
    form = Text(required=True)
    who = Text(required=True)


class RightToPropose(View):
    what = Text(required=True)
    manner = Text()
    subjects = Text()


class Convening(View):
    frequency = Text(required=True)


class TemplateSection(View):
    ordinal = fields.Integer(required=True)
    title = Text(required=True)
    purpose = chosen(PURPOSES, "Proposals of this purpose are listed here.")
    if_empty = Text(metadata=says("What the agenda says where nothing is listed."))


class Quorum(View):
    government_agency = fields.Integer(required=True)
    civil_society = fields.Integer(required=True)


class Committee(Aggregate):
    """The group itself: who convenes it, how it came to be, how one joins, how its agenda is laid out."""

    status = chosen(("active",), required=True)
    name = Text(required=True)
    abbreviation = Text()
    short_name = Text()
    theme = fields.Nested(Named)
    convener = fields.Nested(Convener)
    founding = fields.Nested(Founding)
    join_policy = chosen(("open", "review"), "`open`: an applicant is a member at once.")
    rights = fields.Dict(
        keys=chosen(KINDS),
        values=fields.List(chosen(RIGHTS)),
        metadata=says("What each kind of member may do in this group."),
    )
    membership = fields.Nested(Openness)
    right_to_propose = fields.Nested(RightToPropose)
    purposes = fields.List(Text())
    benefits = fields.List(Text())
    convening = fields.Nested(Convening)
    agenda_template = fields.List(fields.Nested(TemplateSection), required=True)
    quorum = fields.Nested(Quorum)
    terms_of_reference = Text()
    sources = fields.List(fields.String())

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e01",
        "version": 1,
        "status": "active",
        "name": {
            "th": "คณะทำงานร่วมภาคประชาสังคมและภาครัฐเพื่อขับเคลื่อนเป้าหมายการพัฒนาที่ยั่งยืน",
            "en": (
                "Joint Working Group of Civil Society and Government"
                " for Driving the Sustainable Development Goals"
            ),
        },
        "abbreviation": {"en": "OEWG for SDGs"},
        "convener": {
            "name": {"th": "กระทรวงการต่างประเทศ", "en": "Ministry of Foreign Affairs"},
            "abbreviation": {"th": "กต.", "en": "MFA"},
            "sdg": 17,
        },
        "join_policy": "open",
        "rights": {"civil_society": ["propose", "support", "take_part"], "observer": ["take_part"]},
        "agenda_template": [
            {"ordinal": 1, "title": {"th": "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ"}},
            {
                "ordinal": 4,
                "title": {"th": "เรื่องที่เสนอให้ที่ประชุมทราบ (เพื่อทราบ)"},
                "purpose": "information",
            },
        ],
    }


class CommitteeQuery(ListQuery):
    pass


class CommitteePage(Page):
    items = fields.List(fields.Nested(Committee), required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {"items": [Committee.EXAMPLE], "next": None}

from typing import Any, ClassVar

from marshmallow import fields

from chassis.schema import Id, Text
from gateway.schemas.committee_terms import Adopted, NewTermsOfReference, Terms
from gateway.schemas.parts import Aggregate, Day, ListQuery, Page, View, chosen, says

STATUSES = ("active", "dissolved")
KEPT_TERMS = ("name", "join_policy", "rights", "agenda_template")
"""What no committee is without."""

_ID = "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e01"
_CONVENER = {
    "name": {"th": "กระทรวงการต่างประเทศ", "en": "Ministry of Foreign Affairs"},
    "abbreviation": {"th": "กต.", "en": "MFA"},
    "sdg": 17,
}
_TEMPLATE = [
    {"ordinal": 1, "title": {"th": "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ"}},
    {"ordinal": 4, "title": {"th": "เรื่องที่เสนอให้ที่ประชุมทราบ (เพื่อทราบ)"}, "purpose": "information"},
]
_TERMS = {"number": 1, **NewTermsOfReference.EXAMPLE, "effective_from": "2018-01-31"}
_STATED = {name: value for name, value in _TERMS.items() if name != "text"}


class NewCommittee(Terms):
    """Another committee, or a sub-committee of the one that is its `parent`."""

    parent = Id(metadata=says("The committee that it is a sub-committee of."))
    terms_of_reference = fields.Nested(NewTermsOfReference, metadata=says("The first version, if adopted."))

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "name": {"th": "คณะทำงานย่อยด้านข้อมูล", "en": "Sub-committee on data"},
        "join_policy": "review",
        "agenda_template": _TEMPLATE,
        "parent": _ID,
    }


class CommitteeChanges(Terms):
    """What is not named stays as it is; null takes away what may be absent."""

    EXAMPLE: ClassVar[dict[str, Any]] = {"join_policy": "review", "quorum": None}

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        field_obj.required, field_obj.allow_none = False, field_name not in KEPT_TERMS


class StatedTermsOfReference(Adopted):
    number = fields.Integer(required=True)
    effective_from = Day(required=True)


class Committee(Terms, Aggregate):
    """The group itself: who convenes it, how it came to be, how one joins, how its agenda is laid out."""

    status = chosen(STATUSES, required=True)
    first = fields.Boolean(metadata=says("The one that is meant where none is named."))
    parent = fields.UUID(metadata=says("The committee that it is a sub-committee of."))
    terms_of_reference = fields.Nested(
        StatedTermsOfReference, metadata=says("The version adopted last, without its text.")
    )
    reason = Text(metadata=says("Why it was dissolved."))

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": _ID,
        "version": 1,
        "status": "active",
        "first": True,
        "name": {
            "th": "คณะทำงานร่วมภาคประชาสังคมและภาครัฐเพื่อขับเคลื่อนเป้าหมายการพัฒนาที่ยั่งยืน",
            "en": (
                "Joint Working Group of Civil Society and Government"
                " for Driving the Sustainable Development Goals"
            ),
        },
        "abbreviation": {"en": "OEWG for SDGs"},
        "convener": _CONVENER,
        "join_policy": "open",
        "rights": {"civil_society": ["propose", "support", "take_part"], "observer": ["take_part"]},
        "agenda_template": _TEMPLATE,
        "terms_of_reference": _STATED,
    }


class CommitteeQuery(ListQuery):
    parent = Id(metadata=says("Only its sub-committees."))


class CommitteePage(Page):
    items = fields.List(fields.Nested(Committee), required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {"items": [Committee.EXAMPLE], "next": None}


class ListedTermsOfReference(StatedTermsOfReference, Aggregate):
    """Without its text, which may be long."""

    committee = fields.UUID(required=True)
    created_at = fields.String()


class TermsOfReference(ListedTermsOfReference):
    """One version."""

    text = Text(required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {**_TERMS, "id": _ID, "version": 1, "committee": _ID}


class TermsOfReferencePage(Page):
    items = fields.List(fields.Nested(ListedTermsOfReference), required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "items": [{**_STATED, "id": _ID, "version": 1, "committee": _ID}],
        "next": None,
    }


class TermsOfReferenceQuery(ListQuery):
    on = Day(metadata=says("Only the version in force on this day: 2561-01-31, ๒๕๖๑-๐๑-๓๑ or 2018-01-31."))


class CommitteeChange(View):
    """One step of a committee's history."""

    id = fields.UUID(required=True)
    committee = fields.UUID(required=True)
    at_version = fields.Integer(required=True, metadata=says("The version that it made."))
    at = fields.String(required=True)
    by = fields.String(required=True, metadata=says("Who did it, by an id that names nobody."))
    roles = fields.List(fields.String(), required=True)
    what = fields.List(fields.String(), required=True)
    changed = fields.List(fields.String(), metadata=says("The terms that changed."))
    reason = Text()


class CommitteeChangePage(Page):
    items = fields.List(fields.Nested(CommitteeChange), required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "items": [
            {
                "id": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b0a",
                "committee": _ID,
                "at_version": 2,
                "at": "2018-02-15T03:00:00.000Z",
                "by": "officer-1",
                "roles": ["secretariat"],
                "what": ["revised"],
                "changed": ["join_policy"],
            }
        ],
        "next": None,
    }

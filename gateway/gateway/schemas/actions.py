from typing import Any, ClassVar

from marshmallow import Schema, fields

from chassis.schema import Id, Text
from gateway.schemas.parts import (
    PARAGRAPH,
    TITLE,
    Aggregate,
    Day,
    ListQuery,
    Page,
    View,
    chosen,
    says,
)
from gateway.schemas.proposals import KEEPERS

STATUSES = ("assigned", "started", "done", "dropped")
SECRETARIAT = "secretariat"
NOTES = 10_000

_ACTION = "0198a6d0-10f3-7c44-a2b1-5e7d3f9c6a01"
_MEMBER = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"
_MEETING = "0198a6e0-77c1-7b35-a1f4-2d9c4e6b8f20"
_ITEM = "0198a6e3-0a44-7c88-9b12-7f5d3e1c6a90"
_TITLE = {"th": "จัดทำร่างขอบเขตการดำเนินงาน", "en": "Draft the scope of work"}
_SAID = {"th": "ส่งร่างแรกให้สมาชิกให้ความเห็นแล้ว", "en": "The first draft is out for comments"}


class Owner(fields.String):
    """A member, or `secretariat`."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        return text if text == SECRETARIAT else Id().deserialize(text)


def _owner(description: str, **kwargs: Any) -> Owner:
    return Owner(metadata=says(description), **kwargs)


class NewAction(Schema):
    """What a meeting resolved (`action`), as somebody's task."""

    meeting = Id(required=True)
    item = Id(required=True, metadata=says("Its item, on which it resolved so."))
    title = Text(max=TITLE, required=True)
    owner = _owner("The member that is charged with it, or `secretariat`.", required=True)
    due_on = Day(required=True, metadata=says("The last day for it, in Bangkok."))

    EXAMPLE: ClassVar = {
        "meeting": _MEETING,
        "item": _ITEM,
        "title": _TITLE,
        "owner": _MEMBER,
        "due_on": "2018-03-31",
    }


class ActionChanges(Schema):
    """What is not named stays as it is."""

    title = Text(max=TITLE)
    owner = _owner("Who goes on with it: a member, or `secretariat`.")
    due_on = Day()

    EXAMPLE: ClassVar = {"due_on": "2018-04-30"}


class Action(Aggregate):
    status = chosen(STATUSES, required=True)
    committee = fields.UUID(required=True)
    meeting = fields.UUID(required=True)
    item = fields.UUID(required=True)
    proposal = fields.UUID(metadata=says("The proposal that it came of."))
    sdgs = fields.List(fields.Integer(), metadata=says("The goals of that proposal."))
    title = Text(required=True)
    owner = fields.UUID(metadata=says("A member; without one it is the secretariat's."))
    keeper = chosen(KEEPERS, required=True)
    due_on = fields.String(required=True)
    overdue = fields.Boolean(required=True, metadata=says("Its day is over, and it is not done."))
    reports = fields.Integer(metadata=says("How many reports there are of it."))
    reported_on = fields.String(metadata=says("The day of the latest."))
    reason = Text(metadata=says("Why it was dropped."))
    handed_over_from = fields.List(fields.UUID(), metadata=says("Members that were charged with it before."))
    created_at = fields.String()
    started_at = fields.String()
    ended_at = fields.String()

    EXAMPLE: ClassVar = {
        "id": _ACTION,
        "version": 1,
        "status": "assigned",
        "committee": "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e01",
        "meeting": _MEETING,
        "item": _ITEM,
        "title": _TITLE,
        "owner": _MEMBER,
        "keeper": "member",
        "due_on": "2018-03-31",
        "overdue": False,
        "reports": 0,
        "created_at": "2018-01-31T06:00:00.000Z",
    }


class ActionQuery(ListQuery):
    owner = _owner("A member, or `secretariat`.")
    status = chosen(STATUSES)
    overdue = fields.Boolean(metadata=says("Those whose day is over and that are not done, or all others."))
    meeting = Id(metadata=says("The meeting that charged somebody with it."))
    proposal = Id(metadata=says("The proposal that it came of."))
    committee = Id(metadata=says("By default the installation's first, or that of what else is named."))


class ActionPage(Page):
    items = fields.List(fields.Nested(Action), required=True)

    EXAMPLE: ClassVar = {"items": [Action.EXAMPLE], "next": None}


class NewReport(Schema):
    """How far it has come. It is public and should name nobody."""

    text = Text(max=PARAGRAPH, required=True)
    on = Day(required=True, metadata=says("The day that it is about."))

    EXAMPLE: ClassVar = {"text": _SAID, "on": "2018-03-01"}


class Report(Aggregate):
    action = fields.UUID(required=True)
    text = Text(required=True)
    on = fields.String(required=True)
    reported_by = fields.UUID(metadata=says("A member; without one the secretariat."))
    reported_at = fields.String()

    EXAMPLE: ClassVar = {
        "id": "0198a6d0-2b61-7a09-9c55-0d4e8f7a6b12",
        "version": 1,
        "action": _ACTION,
        "text": _SAID,
        "on": "2018-03-01",
        "reported_by": _MEMBER,
        "reported_at": "2018-03-01T03:00:00.000Z",
    }


class ReportPage(Page):
    items = fields.List(fields.Nested(Report), required=True)

    EXAMPLE: ClassVar = {"items": [Report.EXAMPLE], "next": None}


class TraceStep(View):
    """Which fact, when, and what was said with it; as it was told to other systems."""

    id = fields.UUID(required=True)
    about = fields.String(
        required=True, metadata=says("What changed: `proposals/…`, `items/…`, `actions/…`.")
    )
    what = fields.String(required=True, metadata=says("The type of the event that told of it."))
    at = fields.String(required=True)
    by = fields.String(metadata=says("An id; it says that somebody did it, not who."))
    said = fields.Dict(metadata=says("Reasons, targets and the like."))

    EXAMPLE: ClassVar = {
        "id": "0198a6d0-10f3-7c44-a2b1-5e7d3f9c6a02",
        "about": f"actions/{_ACTION}",
        "what": "agenda.action.assigned.v1",
        "at": "2018-01-31T06:00:00.000Z",
        "by": "officer-1",
        "said": {"status": "assigned", "due_on": "2018-03-31"},
    }


class TraceStepPage(Page):
    items = fields.List(fields.Nested(TraceStep), required=True)

    EXAMPLE: ClassVar = {"items": [TraceStep.EXAMPLE], "next": None}


class NewNote(Schema):
    text = Text(max=NOTES, required=True, metadata=says("What was said; it should name nobody."))

    EXAMPLE: ClassVar = {"text": {"th": "ที่ประชุมแลกเปลี่ยนความเห็นกันอย่างกว้างขวาง"}}


class Note(Aggregate):
    """What was said on an item; `version` 0: nothing is written yet."""

    meeting = fields.UUID(required=True)
    text = Text()
    written_at = fields.String()

    EXAMPLE: ClassVar = {
        "id": _ITEM,
        "version": 1,
        "meeting": _MEETING,
        "text": {"th": "ที่ประชุมแลกเปลี่ยนความเห็นกันอย่างกว้างขวาง"},
        "written_at": "2018-01-31T04:00:00.000Z",
    }

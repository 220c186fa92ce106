"""Commands about what a meeting charged somebody with."""

from typing import Any

from marshmallow import Schema, fields

from agenda.model.action import ActionStatus
from agenda.model.handover import Keeper
from agenda.schemas.parts import Verb
from agenda.shapes import PARAGRAPH, TITLE
from chassis.schema import Day, Id, PageQuery, Text


class Owner(Id):
    """A member, or `secretariat`."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if value == Keeper.SECRETARIAT:
            return str(value)
        return super()._deserialize(value, attr, data, **kwargs)


class AssignAction(Schema):
    meeting = Id(required=True)
    item = Id(required=True)
    title = Text(required=True, max=TITLE)
    owner = Owner(required=True)
    due_on = Day(required=True)


class ReviseAction(Verb):
    if_match = fields.Integer(strict=True, required=True)
    title = Text(max=TITLE)
    owner = Owner()
    due_on = Day()


class ReportAction(Verb):
    text = Text(required=True, max=PARAGRAPH)
    on = Day(required=True)


class ListActions(PageQuery):
    committee = Id()
    owner = Owner()
    status = fields.Enum(ActionStatus, by_value=True)
    meeting = Id()
    proposal = Id()
    overdue = fields.Boolean()

"""What a meeting charged somebody with: who does what until which day, and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from agenda.model.fact import Fact, Facts, happened
from agenda.model.handover import LAST_MOMENT, Keeper, end_of_day
from agenda.model.item import CLOSED_TITLE
from agenda.model.number import BANGKOK, buddhist_year
from agenda.model.text import Text
from agenda.model.transition import Table, allow

REMINDED_BEFORE_DAYS, REMINDED_AGAIN_DAYS = 7, 14
IN_THE_MORNING = time(9)
REVISABLE = ("title", "due_on")


class ActionStatus(StrEnum):
    ASSIGNED = "assigned"
    STARTED = "started"
    DONE = "done"
    DROPPED = "dropped"


OPEN = (ActionStatus.ASSIGNED, ActionStatus.STARTED)
TRANSITIONS: Table = {
    "revise": OPEN,
    "start": (ActionStatus.ASSIGNED,),
    "report": OPEN,
    "complete": OPEN,
    "drop": OPEN,
    "remind": OPEN,
    "pass on": OPEN,
}


@dataclass(slots=True, kw_only=True)
class Report:
    """What its owner says of how far an action has come; `on` is the day (ISO) that it is about."""

    id: str
    action: str
    committee: str
    text: Text
    on: str
    reported_by: str | None
    reported_at: datetime
    version: int = 0


@dataclass(slots=True, kw_only=True)
class Action:
    """`owner` is a member; None is the secretariat's office. `remind_at` is None once nothing is to be done.

    `due_on` is a day (ISO) of Bangkok, and is over with its last moment. Of one from a `closed` item the
    public reads neither title nor reason.
    """

    id: str
    committee: str
    meeting: str
    item: str
    title: Text
    owner: str | None
    due_on: str
    created_at: datetime
    proposal: str | None = None
    sdgs: list[int] = field(default_factory=list)
    closed: bool = False
    status: ActionStatus = ActionStatus.ASSIGNED
    version: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    reason: Text | None = None
    reports: int = 0
    reported_on: str | None = None
    overdue: bool = False
    remind_at: datetime | None = None
    handed_over_from: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def masked(self) -> "Action":
        """As who does not take part knows it, where its item is closed."""
        return replace(self, title=self.public_title, reason=self.public_reason)

    @property
    def public_title(self) -> Text:
        return CLOSED_TITLE if self.closed else self.title

    @property
    def public_reason(self) -> Text | None:
        return None if self.closed else self.reason

    @property
    def keeper(self) -> Keeper:
        return Keeper.MEMBER if self.owner else Keeper.SECRETARIAT

    @property
    def year_be(self) -> int:
        return buddhist_year(self.created_at)

    def assign(self) -> Facts:
        self.remind_at = _next_reminder(self.due_on, self.created_at)
        return happened(Fact.ACTION_ASSIGNED)

    def revise(self, changes: Mapping[str, Any], at: datetime) -> Facts:
        """Who is given another day is no longer late."""
        self._allow("revise")
        another_day = changes.get("due_on", self.due_on) != self.due_on
        for name in REVISABLE:
            if name in changes:
                setattr(self, name, changes[name])
        if another_day:
            self.remind_at = _next_reminder(self.due_on, at)
            self.overdue = self.overdue and _over(self.due_on) <= at
        return happened(Fact.ACTION_REVISED)

    def start(self, at: datetime) -> Facts:
        self._allow("start")
        self.status, self.started_at = ActionStatus.STARTED, at
        return happened(Fact.ACTION_STARTED)

    def report(self, on: str) -> Facts:
        self._allow("report")
        self.reports += 1
        self.reported_on = max(on, self.reported_on or on)
        return happened(Fact.ACTION_REPORTED)

    def complete(self, at: datetime) -> Facts:
        self._end("complete", ActionStatus.DONE, at)
        return happened(Fact.ACTION_COMPLETED)

    def drop(self, reason: Text, at: datetime) -> Facts:
        self._end("drop", ActionStatus.DROPPED, at)
        self.reason = reason
        return happened(Fact.ACTION_DROPPED)

    def remind(self, at: datetime) -> Facts:
        """Its day is near, once; or over, again and again, until it comes to its end."""
        self._allow("remind")
        if at <= _over(self.due_on):
            self.remind_at = _over(self.due_on)
            return happened(Fact.ACTION_DUE_SOON)
        self.overdue = True
        self.remind_at = end_of_day(at, REMINDED_AGAIN_DAYS)
        return happened(Fact.ACTION_OVERDUE)

    def pass_to(self, owner: str | None) -> Facts:
        """Another member goes on with it, or the secretariat."""
        self._allow("pass on")
        if self.owner:
            self.handed_over_from.append(self.owner)
        self.owner = owner
        return happened(Fact.ACTION_REASSIGNED)

    def _end(self, verb: str, status: ActionStatus, at: datetime) -> None:
        self._allow(verb)
        self.status, self.ended_at = status, at
        self.remind_at, self.overdue = None, False

    def _allow(self, verb: str) -> None:
        allow(TRANSITIONS, verb, "action", self.status)


def _next_reminder(day: str, at: datetime) -> datetime:
    """When the day is near; when it is over, for who is told of it later than that."""
    before = date.fromisoformat(day) - timedelta(days=REMINDED_BEFORE_DAYS)
    near = datetime.combine(before, IN_THE_MORNING, BANGKOK).astimezone(UTC)
    return near if at < near else _over(day)


def _over(day: str) -> datetime:
    """The last moment of it."""
    return datetime.combine(date.fromisoformat(day), LAST_MOMENT, BANGKOK).astimezone(UTC)

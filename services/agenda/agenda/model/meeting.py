"""A numbered meeting of a committee, with its agenda."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agenda.errors import NOT_A_LATER_MEETING, OTHER_COMMITTEE, OTHER_YEAR, Conflict, Invalid
from agenda.model import window
from agenda.model.agenda import Agenda
from agenda.model.arranging import Arranged
from agenda.model.calling import MINUTES_DAYS, Called
from agenda.model.document_kinds import OF_ITEMS, OF_RECORD, Kind
from agenda.model.fact import Fact, Facts, Happened, happened
from agenda.model.item import Item
from agenda.model.meeting_states import AHEAD, TRANSITIONS, Status
from agenda.model.minutes import Minutes
from agenda.model.moved_from import MovedFrom
from agenda.model.number import Number, buddhist_year
from agenda.model.resolution import Resolution
from agenda.model.text import Participants, Person, Text
from agenda.model.transition import allow

ON_BOTH = ("venue", "chair", "purpose")
ON_NEITHER = ("online_url", "capacity")
ON_RELEASE = ("participants", "attended_by", "discussion", "outcomes")


@dataclass(slots=True, kw_only=True)
class Meeting(Arranged, Called):
    """`editions` counts the edits of what each kind of document says, so that a clearance can be void."""

    id: str
    committee: str
    number: Number | None
    starts_at: datetime
    agenda: Agenda
    created_at: datetime
    proposals_until: datetime | None = None
    reminded: bool = False
    venue: Text | None = None
    ends_at: datetime | None = None
    chair: Person | None = None
    purpose: Text | None = None
    status: Status = Status.PLANNED
    version: int = 0
    calendar_sequence: int = 0
    held: bool = False
    participants: Participants | None = None
    attended_by: Text | None = None
    discussion: list[Text] = field(default_factory=list)
    outcomes: list[Text] = field(default_factory=list)
    source: str | None = None
    reason: Text | None = None
    minutes: Minutes | None = None
    online_url: str | None = None
    capacity: int | None = None
    moved_from: list[MovedFrom] = field(default_factory=list)
    check_in_key: str | None = None
    ask_again_at: datetime | None = None
    reminded_to: str | None = None
    minutes_days: int = MINUTES_DAYS
    minutes_due_at: datetime | None = None
    editions: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Kind, 1))

    def __post_init__(self) -> None:
        _check_times(self.starts_at, self.ends_at)
        window.check(self.proposals_until, self.starts_at)

    @property
    def year_be(self) -> int:
        return self.number.year_be if self.number else buddhist_year(self.starts_at)

    @property
    def chair_post(self) -> Text | None:
        return self.chair.get("post") if self.chair else None

    @property
    def takes_answers(self) -> bool:
        return self.status in TRANSITIONS["respond"]

    def plan(self) -> Facts:
        return happened(Fact.MEETING_PLANNED)

    def record(self, at: datetime) -> Facts:
        """Held before it is entered here: it is told as a record, and invites nobody."""
        if self.starts_at > at:
            raise Invalid(fields={"starts_at": ["out_of_range"]})
        self.held = True
        self.status = Status.CLOSED
        return happened(Fact.MEETING_RECORDED)

    def revise(self, changes: Mapping[str, Any], at: datetime | None = None) -> Facts:
        """A convened meeting in another place is another entry in its calendars."""
        self.allow("revise")
        moved = "venue" in changes and changes["venue"] != self.venue
        if moved and self.status in AHEAD:
            self._move(at, None)
        self._set(ON_BOTH + ON_RELEASE + ON_NEITHER, changes)
        if "proposals_until" in changes:
            self.take_proposals_until(changes["proposals_until"])
        self._edited(*(Kind if any(name in changes for name in ON_BOTH) else OF_RECORD))
        return happened(Fact.MEETING_REVISED)

    def take_proposals_until(self, until: datetime | None) -> None:
        """Of another end than before there is another reminder."""
        window.check(until, self.starts_at)
        self.reminded = self.reminded and until == self.proposals_until
        self.proposals_until = until

    def convene(
        self,
        check_in_key: str | None = None,
        at: datetime | None = None,
        minutes_days: int = MINUTES_DAYS,
    ) -> Facts:
        facts = self._become("convene", Status.CONVENED, Fact.MEETING_CONVENED)
        self.check_in_key, self.minutes_days = check_in_key, minutes_days
        self._set_reminder(at or self.starts_at)
        self._expect_minutes(at or self.starts_at)
        return facts

    def reschedule(
        self,
        starts_at: datetime,
        ends_at: datetime | None,
        reason: Text | None,
        at: datetime | None = None,
    ) -> Facts:
        """Stays convened, in its year; without `ends_at` it stays as long as it was."""
        self.allow("reschedule")
        if buddhist_year(starts_at) != self.year_be:
            raise Conflict(OTHER_YEAR, year_be=self.year_be)
        if ends_at is None and self.ends_at:
            ends_at = starts_at + (self.ends_at - self.starts_at)
        _check_times(starts_at, ends_at)
        window.check(self.proposals_until, starts_at)
        self._move(at, reason)
        self.starts_at, self.ends_at, self.reason = starts_at, ends_at, reason
        self._set_reminder(at or starts_at)
        self._expect_minutes(at or starts_at)
        self._edited(*Kind)
        return happened(Fact.MEETING_RESCHEDULED)

    def open(self) -> Facts:
        return self._become("open", Status.IN_SESSION, Fact.MEETING_OPENED)

    def close(self, participants: Participants | None) -> Facts:
        facts = self._become("close", Status.CLOSED, Fact.MEETING_CLOSED)
        if participants:
            self.participants = participants
            self._edited(*OF_RECORD)
        return facts

    def cancel(self, reason: Text) -> Facts:
        """Its number is not used again. Those invited hear of it under a calendar sequence of its own."""
        invited = self.status is Status.CONVENED
        facts = self._become("cancel", Status.CANCELLED, Fact.MEETING_CANCELLED)
        self.calendar_sequence += invited
        self.reason, self.minutes_due_at = reason, None
        return facts

    def list_item(self, id: str, section: int, title: Text, **about: Any) -> tuple[Item, Facts]:
        self.allow("record" if self.held else "list")
        item = self.agenda.enter(id, section, title, meeting=self.id, committee=self.committee, **about)
        self._edited(*OF_ITEMS)
        return item, (Happened(Fact.ITEM_LISTED, item),)

    def take_over(self, id: str, item: Item) -> tuple[Item, Facts]:
        """Lists anew what another meeting adjourned to this one."""
        return self.list_item(
            id,
            item.section,
            item.title,
            purpose=item.purpose,
            proposal=item.proposal,
            proposed_by=item.proposed_by,
            continues=item.id,
            continued_from=item.meeting,
        )

    def pass_item(self, id: str, member: str) -> bool:
        """Whether its proposal stands in this member's name now; what was held stays on record as it was."""
        if self.status not in (*AHEAD, Status.IN_SESSION):
            return False
        self.agenda.item(id).proposed_by = member
        self._edited(Kind.AGENDA)
        return True

    def discuss_item(self, id: str) -> Facts:
        self.allow("discuss")
        item = self.agenda.item(id)
        item.discuss()
        return (Happened(Fact.ITEM_DISCUSSED, item),)

    def decide_item(self, id: str, resolution: Resolution) -> Facts:
        self.allow("decide")
        item = self.agenda.item(id)
        item.decide(resolution)
        self._edited(*OF_RECORD)
        return (Happened(Fact.ITEM_DECIDED, item),)

    def adjourn_item(self, id: str, to: "Meeting | None", by: str | None = None) -> Facts:
        self.allow("adjourn")
        if to:
            self._check_later(to)
        item = self.agenda.item(id)
        item.adjourn(to.id if to else None, by)
        self._edited(*OF_RECORD)
        return (Happened(Fact.ITEM_ADJOURNED, item),)

    def remove_item(self, id: str) -> Facts:
        """Until it sits, the items behind are numbered anew; in the room numbers stay as called."""
        self.allow("remove")
        item = self.agenda.item(id)
        item.remove()
        moved = self.agenda.close_gaps(item.section) if self.status in AHEAD else []
        self._edited(*OF_ITEMS)
        return (Happened(Fact.ITEM_REMOVED, item), *(Happened(Fact.ITEM_LISTED, one) for one in moved))

    def allow(self, verb: str) -> None:
        """Conflict unless the meeting's state permits `verb`."""
        allow(TRANSITIONS, verb, "meeting", self.status)

    def _become(self, verb: str, status: Status, fact: Fact) -> Facts:
        self.allow(verb)
        self.status = status
        return happened(fact)

    def _set(self, names: tuple[str, ...], changes: Mapping[str, Any]) -> None:
        for name in names:
            if name in changes:
                setattr(self, name, changes[name])

    def _edited(self, *kinds: Kind) -> None:
        for kind in kinds:
            self.editions[kind] += 1

    def _check_later(self, other: "Meeting") -> None:
        if other.committee != self.committee:
            raise Conflict(OTHER_COMMITTEE)
        if other.id == self.id or other.starts_at <= self.starts_at:
            raise Conflict(NOT_A_LATER_MEETING, meeting=other.id)


def _check_times(starts_at: datetime, ends_at: datetime | None) -> None:
    if ends_at and ends_at <= starts_at:
        raise Invalid(fields={"ends_at": ["ends_before_start"]})

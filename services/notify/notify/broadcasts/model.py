"""A broadcast: one letter of the secretariat's own words to many, from its draft until all have it.

`TRANSITIONS` is the whole state machine. What was counted and tested counts for the edition that it was done
with: who changes the draft does both again before it may be sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, StrEnum, auto
from typing import Any

from notify.errors import (
    BROADCAST_FOR_NOBODY,
    BROADCAST_NOT_COUNTED,
    BROADCAST_NOT_TESTED,
    TRANSITION_FORBIDDEN,
    Conflict,
    Invalid,
)

Words = dict[str, str]


class Status(StrEnum):
    DRAFT = "draft"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"
    DISCARDED = "discarded"


class Category(StrEnum):
    """What is essential comes also to those who do without such letters."""

    NORMAL = "normal"
    ESSENTIAL = "essential"


class State(StrEnum):
    """Of a dry run or a test."""

    ASKED = "asked"
    DONE = "done"
    FAILED = "failed"


class Fact(Enum):
    STARTED = auto()
    COMPLETED = auto()
    STOPPED = auto()


Facts = tuple[Fact, ...]
TRANSITIONS: Mapping[str, frozenset[Status]] = {
    "revise": frozenset({Status.DRAFT}),
    "count": frozenset({Status.DRAFT}),
    "test": frozenset({Status.DRAFT}),
    "send": frozenset({Status.DRAFT}),
    "discard": frozenset({Status.DRAFT}),
    "recall": frozenset({Status.HELD}),
    "start": frozenset({Status.HELD}),
    "complete": frozenset({Status.SENDING}),
    "stop": frozenset({Status.HELD, Status.SENDING}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Of the committee's members those of these states that every list names that names anything.

    `without` are members who are left out; `invited_to` is a meeting whose invited people are meant,
    `coming_to` one to which the members have answered that they come.
    """

    states: list[str] = field(default_factory=lambda: ["active"])
    kinds: list[str] = field(default_factory=list)
    sdgs: list[int] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    invited_to: str | None = None
    coming_to: str | None = None

    @property
    def meetings(self) -> list[str]:
        return [one for one in (self.invited_to, self.coming_to) if one]

    def means(self, member: Mapping[str, Any]) -> bool:
        """Whether such a member is meant, in whatever state."""
        of_kind = not self.kinds or member.get("kind") in self.kinds
        return of_kind and (not self.sdgs or not set(self.sdgs).isdisjoint(member.get("sdgs") or ()))


@dataclass(slots=True, kw_only=True)
class DryRun:
    """How many people would be written to, and how many not, by why; in which language and by what channel.

    `in_another_language` are those among `languages` whose language the text does not have.
    """

    edition: int
    asked_at: datetime
    state: State = State.ASKED
    done_at: datetime | None = None
    people: int = 0
    languages: dict[str, int] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)
    in_another_language: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Trial:
    """A test: the letter as an officer had sent to themselves; to what address is not kept."""

    edition: int
    asked_at: datetime
    state: State = State.ASKED
    done_at: datetime | None = None
    reason: str | None = None


@dataclass(slots=True, kw_only=True)
class Broadcast:
    """`by` is who drafted it, an id that names no person. `because` says why it is essential, `reason` why it
    was stopped. From `release_at` it is told; until then it may be recalled."""

    id: str
    committee: str
    by: str
    subject: Words
    body: Words
    audience: Audience
    created_at: datetime
    category: Category = Category.NORMAL
    because: Words | None = None
    status: Status = Status.DRAFT
    edition: int = 1
    dry_run: DryRun | None = None
    test: Trial | None = None
    release_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    reason: Words | None = None
    version: int = 0

    @property
    def is_essential(self) -> bool:
        return self.category is Category.ESSENTIAL

    def stated_in(self, language: str) -> dict[str, Any]:
        """What its letter in this language is written from; the text in the other one where it has to be."""
        text = self.body.get(language) or next(iter(self.body.values()))
        return {
            "broadcast": self.id,
            "subject": self.subject,
            "lines": [line.strip() for line in text.splitlines() if line.strip()],
            "in_another_language": language not in self.body,
            "because": self.because if self.is_essential else None,
            "test": False,
        }

    @property
    def wanting(self) -> list[str]:
        """What is to be done with this edition before it may be sent."""
        done = {"dry_run": self.dry_run, "test": self.test}
        return [name for name, one in done.items() if not self._is_done(one)]

    def revise(self, changes: Mapping[str, Any]) -> None:
        self._allow("revise")
        before = self._content()
        for name, value in changes.items():
            setattr(self, name, value)
        self.must_say_why()
        self.edition += self._content() != before

    def must_say_why(self) -> None:
        """Why it is essential; of a normal one there is nothing to say."""
        if not self.is_essential:
            self.because = None
        elif not self.because:
            raise Invalid(fields={"because": ["required"]})

    def ask_for_count(self, at: datetime) -> None:
        self._allow("count")
        self.dry_run = DryRun(edition=self.edition, asked_at=at)

    def count(self, counted: DryRun) -> None:
        self._allow("count")
        self.dry_run = counted

    def ask_for_test(self, at: datetime) -> None:
        self._allow("test")
        self.test = Trial(edition=self.edition, asked_at=at)

    def tested(self, test: Trial) -> None:
        self._allow("test")
        self.test = test

    def send(self, at: datetime, hold: timedelta, not_before: datetime | None) -> None:
        """Held for a while at least, or until the time that was set."""
        self._allow("send")
        if not self._is_done(self.dry_run):
            raise Conflict(BROADCAST_NOT_COUNTED, edition=self.edition)
        if not self._is_done(self.test):
            raise Conflict(BROADCAST_NOT_TESTED, edition=self.edition)
        if self.dry_run is None or self.dry_run.people == 0:
            raise Conflict(BROADCAST_FOR_NOBODY)
        self.status, self.release_at = Status.HELD, max(at + hold, not_before or at)

    def recall(self) -> None:
        """Nobody was told yet; what was counted and tested stands."""
        self._allow("recall")
        self.status, self.release_at = Status.DRAFT, None

    def discard(self, at: datetime) -> None:
        self._allow("discard")
        self.status, self.ended_at = Status.DISCARDED, at

    def start(self, at: datetime) -> Facts:
        self._allow("start")
        self.status, self.started_at = Status.SENDING, at
        return (Fact.STARTED,)

    def complete(self, at: datetime) -> Facts:
        """All have been told, and no letter is on its way any more."""
        self._allow("complete")
        self.status, self.ended_at = Status.SENT, at
        return (Fact.COMPLETED,)

    def stop(self, at: datetime, reason: Words) -> Facts:
        """Nobody else is told, and no letter leaves that has not left."""
        self._allow("stop")
        begun = self.status is Status.SENDING
        self.status, self.ended_at, self.reason = Status.STOPPED, at, reason
        return (Fact.STOPPED,) if begun else ()

    def _is_done(self, trial: DryRun | Trial | None) -> bool:
        return trial is not None and trial.state is State.DONE and trial.edition == self.edition

    def _content(self) -> tuple[Any, ...]:
        return self.subject, self.body, self.audience, self.category, self.because

    def _allow(self, verb: str) -> None:
        if self.status not in TRANSITIONS[verb]:
            raise Conflict(TRANSITION_FORBIDDEN, aggregate="broadcast", status=str(self.status), verb=verb)

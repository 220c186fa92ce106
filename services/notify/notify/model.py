"""A notification: one letter to one representative, from the fact that caused it to what became of it.

Its state machine is in `states`. Methods return the facts they caused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Literal

from notify.errors import TRANSITION_FORBIDDEN, Conflict
from notify.states import DONE_WITH, STOPPED, TOLD, TRANSITIONS
from notify.states import WAITING as WAITING
from notify.states import Fact as Fact
from notify.states import Facts as Facts
from notify.states import Status as Status

Language = Literal["th", "en"]
LANGUAGES: tuple[Language, ...] = ("th", "en")

FIRST_RETRY, LONGEST_RETRY, PARK_AFTER = timedelta(seconds=1), timedelta(minutes=15), timedelta(days=3)
RETURNED = "returned"
ANSWERS = ("accepted", "tentative", "declined")
"""What a calendar program may answer."""

_KEPT_WHEN_SENT_AGAIN = (
    *("cause", "template", "channel", "about", "committee", "member", "recipient", "language", "facts"),
    "correlation_id",
)


@dataclass(frozen=True, slots=True)
class Step:
    status: Status
    at: datetime


@dataclass(slots=True, kw_only=True)
class Notification:
    """`key` is the same for the same cause, template and recipient, whichever fact completed them.

    `facts` are what the cause stated, for the letter. `due_at` is when a sender may take it: when an attempt
    is due or, while it is being sent, when that sender's lease is over; None once nothing is to be done.
    `instead` says that it did not repeat what it `resends` by anybody's wish, but took its place.
    `held_until` is till when it was not to leave by the recipient's wish; `digest` is the notification that
    told of it, with others. `bundle` is where its words are kept, for as long as they are. `contact_attempts`
    are what people did about one that no sender takes: `{"at", "by", "how", "reached", "note"}`.
    """

    id: str
    key: str
    cause: str
    template: str
    channel: str
    about: str
    committee: str
    member: str
    recipient: str
    language: Language
    facts: Mapping[str, Any]
    created_at: datetime
    correlation_id: str | None = None
    resends: str | None = None
    instead: bool = False
    status: Status = Status.ACCEPTED
    version: int = 0
    attempts: int = 0
    due_at: datetime | None = None
    held_until: datetime | None = None
    digest: str | None = None
    sent_at: datetime | None = None
    message_id: str | None = None
    edition: str | None = None
    server: str | None = None
    server_said: str | None = None
    bundle: str | None = None
    reason: str | None = None
    reply: str | None = None
    replied_at: datetime | None = None
    replied_entry: int | None = None
    contact_attempts: list[dict[str, Any]] = field(default_factory=list)
    history: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.history:
            self.history.append(Step(self.status, self.created_at))

    def queue(self, at: datetime) -> Facts:
        facts = self._become(Status.QUEUED, at)
        self.due_at = at
        return facts

    def is_due(self, at: datetime) -> bool:
        return self.due_at is not None and self.due_at <= at

    def claim(self, at: datetime, lease: timedelta, message_id: str) -> Facts:
        """Takes it for one attempt; a stale attempt is taken over, under the Message-ID it had."""
        facts = self._become(Status.SENDING, at)
        self.attempts += 1
        self.message_id = self.message_id or message_id
        self.due_at = at + lease
        return facts

    def wait(self, until: datetime) -> None:
        """What it is about has not arrived here yet."""
        self.due_at = until

    def hold(self, until: datetime) -> None:
        """In hours of quiet."""
        self.held_until = self.due_at = until

    def set_aside(self, until: datetime) -> None:
        """For a digest: no sender may take it."""
        self.held_until, self.due_at = until, None

    def release(self, at: datetime) -> Facts:
        """It is in line, by itself, though it was held."""
        facts = self.queue(at) if self.status is Status.ACCEPTED else ()
        self.held_until = self.due_at = at
        return facts

    def tell_in(self, digest: str, at: datetime) -> Facts:
        facts = self._become(Status.DIGESTED, at)
        self.digest = digest
        return facts

    @property
    def ready_at(self) -> datetime:
        """Since when it could have been sent."""
        return max(self.created_at, self.held_until or self.created_at)

    def unclaim(self, at: datetime) -> None:
        """It was taken for an attempt, which was not made."""
        self.attempts -= 1
        self.due_at = at

    def deliver(self, at: datetime, edition: str, server: str, said: str) -> Facts:
        """The mail server has taken it over."""
        self.prove(at, edition, server, said)
        return self._become(Status.DELIVERED, at)

    def prove(self, at: datetime, edition: str, server: str, said: str) -> None:
        """When it was taken over, of which words it was, and what which server said."""
        self.sent_at, self.edition, self.server, self.server_said = at, edition, server, said

    def hand_over(self, at: datetime, edition: str, attempt: Mapping[str, Any]) -> Facts:
        """A person has told them, or posted it. Where it has lost its point since, that stands on record,
        and nothing else changes."""
        stopped = self.status in STOPPED
        if not stopped and self.status is not Status.QUEUED:
            self._refuse("deliver")
        self._attempted(attempt)
        self.edition, self.sent_at = edition, attempt["at"]
        return () if stopped else self._become(Status.DELIVERED, at)

    def miss(self, at: datetime, attempt: Mapping[str, Any]) -> Facts:
        """They were not reached, and it waits on; what had been posted has come back, and will not arrive."""
        if self.status not in (Status.QUEUED, Status.DELIVERED):
            self._refuse("not-reached")
        self._attempted(attempt)
        return () if self.status is Status.QUEUED else self.come_back(at, RETURNED)

    def fail_for_now(self, at: datetime, reason: str, jitter: float, wait: timedelta = timedelta()) -> Facts:
        """Again after a delay that grows, times `jitter`, or a longer `wait`; parked after too long."""
        if at - self._tried_since() >= PARK_AFTER:
            return self._become(Status.PARKED, at, reason)
        facts = self._become(Status.TEMPORARY_FAILURE, at, reason)
        delay = min(FIRST_RETRY * 2 ** min(self.attempts - 1, 20), LONGEST_RETRY) * jitter
        self.due_at = at + max(delay, min(wait, LONGEST_RETRY))
        return facts

    def resume(self, at: datetime) -> Facts:
        """What is parked is tried again, for as long as at first."""
        if self.status is not Status.PARKED:
            self._refuse("resume")
        return self.queue(at)

    def _tried_since(self) -> datetime:
        """The first attempt since it was put in line, where it may have waited for a server."""
        since = self.created_at
        for before, step in pairwise(self.history):
            if before.status is Status.QUEUED:
                since = step.at
        return since

    def fail_for_good(self, at: datetime, reason: str) -> Facts:
        """The mail server will never take it for this recipient."""
        return self._become(Status.PERMANENT_FAILURE, at, reason)

    def fail_technically(self, at: datetime, reason: str) -> Facts:
        """We could not write it; the fault is ours."""
        return self._become(Status.TECHNICAL_FAILURE, at, reason)

    def come_back(self, at: datetime, reason: str) -> Facts:
        """The mail system reports that it did not arrive after all; nothing where that is known."""
        if self.status is Status.PERMANENT_FAILURE:
            return ()
        return self._become(Status.PERMANENT_FAILURE, at, reason)

    def take_reply(self, reply: str, at: datetime, sequence: int) -> Facts:
        """From the recipient's calendar, to the entry of that sequence; an older one counts for nothing."""
        if self.replied_at is not None and at <= self.replied_at:
            return ()
        self.reply, self.replied_at, self.replied_entry = reply, at, sequence
        return (Fact.ANSWERED,)

    def stop(self, status: Status, at: datetime, reason: str) -> Facts:
        """Not to be sent: `status` is suppressed, cancelled or expired."""
        return self._become(status, at, reason)

    def cancel(self, at: datetime, reason: str) -> Facts:
        """By a person, who cannot call back what is on its way."""
        if self.status is Status.SENDING:
            self._refuse("cancel")
        return self.stop(Status.CANCELLED, at, reason)

    def again(self, id: str, at: datetime) -> "Notification":
        """Another one like it, once this one has come to its end."""
        if self.status not in DONE_WITH:
            self._refuse("resend")
        return Notification(
            id=id,
            key=f"{self.key}|{id}",
            resends=self.id,
            created_at=at,
            **{name: getattr(self, name) for name in _KEPT_WHEN_SENT_AGAIN},
        )

    def _attempted(self, attempt: Mapping[str, Any]) -> None:
        self.attempts += 1
        self.contact_attempts = [*self.contact_attempts, dict(attempt)]

    def _become(self, status: Status, at: datetime, reason: str | None = None) -> Facts:
        if status not in TRANSITIONS.get(self.status, ()):
            self._refuse(status)
        self.status, self.reason, self.due_at = status, reason, None
        self.history.append(Step(status, at))
        return (TOLD[status],) if status in TOLD else ()

    def _refuse(self, verb: str) -> None:
        raise Conflict(
            TRANSITION_FORBIDDEN, aggregate="notification", status=str(self.status), verb=str(verb)
        )


def key(cause: str, template: str, recipient: str, copy: str | None = None) -> str:
    """Of the letter itself or, by another channel, of a copy of it."""
    return "|".join((cause, template, recipient, *([copy] if copy else [])))

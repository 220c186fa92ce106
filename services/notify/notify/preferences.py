"""What a person chose about letters that are not essential: which, when, and whether together. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from chassis.thai import BANGKOK
from notify.addressees import NEWS
from notify.audiences import (
    BROADCASTS,
    CATEGORIES,
    CIRCULARS,
    DIGEST,
    DIGESTS,
    SUPPORTED,
    TEMPLATES,
    Category,
)
from notify.model import WAITING, Notification, Status
from notify.routing import EMAIL

DAILY, WEEKLY = "daily", "weekly"
DIGEST_AT, DIGEST_WEEKDAY = time(7), 0
"""In Bangkok; weekly ones on Mondays."""

NEVER_IN_ONE = {DIGEST.name, *BROADCASTS}
"""A digest leads to where things are read, and what the secretariat writes to many stands nowhere else."""

Person = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Hold:
    """Until when a letter waits, and whether it is told in a digest then."""

    until: datetime
    in_digest: bool


def kind_of(template: str, facts: Mapping[str, Any], person: Person) -> str | None:
    """By what this person may do without it; None for what is essential to them."""
    kind = TEMPLATES[template].kind
    return None if kind == SUPPORTED and _is_own(facts, person) else kind


def wants(kind: str, channel: str, person: Person) -> bool:
    """All kinds where nothing is said of the channel. News are for digests, and a digest for any kind but
    circulars, which come by themselves: its link takes leave of all the others."""
    wanted = (person.get("channels") or {}).get(channel)
    if kind == NEWS and (channel != EMAIL or not _takes_digest(person)):
        return False
    if wanted is None or kind in wanted:
        return True
    return kind == DIGESTS and any(one != CIRCULARS for one in wanted)


def is_told_by_letter(facts: Mapping[str, Any], person: Person) -> bool:
    """What becomes of it, as of a proposal that this person's member makes or supports."""
    return _is_own(facts, person) or not _members(person).isdisjoint(facts.get("supporters", ()))


def hold(notification: Notification, person: Person, at: datetime) -> Hold | None:
    """Why it does not leave at once; None where it does: all that is essential, what is sent again, and what
    was leaving when its sender died."""
    kind = kind_of(notification.template, notification.facts, person)
    if (
        CATEGORIES[kind] is Category.ESSENTIAL
        or notification.channel != EMAIL
        or (notification.resends is not None and not notification.instead)
        or notification.status is Status.SENDING
    ):
        return None
    slot = next_digest(person, at)
    untried = notification.status in WAITING and not notification.attempts
    if slot and untried and notification.template not in NEVER_IN_ONE:
        return Hold(slot, in_digest=True)
    quiet = quiet_until(person, at)
    return Hold(quiet, in_digest=False) if quiet else None


def next_digest(person: Person, at: datetime) -> datetime | None:
    """The first after `at`; None for who wants none."""
    if not _takes_digest(person):
        return None
    now = at.astimezone(BANGKOK)
    slot = datetime.combine(now.date(), DIGEST_AT, BANGKOK)
    if person["digest"] == WEEKLY:
        slot += timedelta(days=(DIGEST_WEEKDAY - now.weekday()) % 7)
    if slot <= now:
        slot += timedelta(days=7 if person["digest"] == WEEKLY else 1)
    return slot.astimezone(UTC)


def quiet_until(person: Person, at: datetime) -> datetime | None:
    """The end of the hours of quiet that `at` is within; None outside of them. They may pass midnight."""
    hours = person.get("quiet_hours")
    if not hours:
        return None
    now = at.astimezone(BANGKOK)
    begin, end = time.fromisoformat(hours["from"]), time.fromisoformat(hours["until"])
    late, early = now.time() >= begin, now.time() < end
    if not (late and early if begin < end else late or early):
        return None
    day = now.date() if early else now.date() + timedelta(days=1)
    return datetime.combine(day, end, BANGKOK).astimezone(UTC)


def _takes_digest(person: Person) -> bool:
    return person.get("digest") in (DAILY, WEEKLY)


def _is_own(facts: Mapping[str, Any], person: Person) -> bool:
    """Whether it is about a proposal of theirs, or that they propose too."""
    return not _members(person).isdisjoint((facts.get("proposed_by"), *facts.get("cosponsors", ())))


def _members(person: Person) -> set[str]:
    """Records that became a part of theirs are theirs too."""
    return {person["member"], *(one["member"] for one in person.get("served_for", ()))}

"""A partner's webhook as a row: where its events are posted to, how far it has come in each log, what became
of the last one. What is decided here touches nothing: a function returns how the row changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from chassis import signing
from chassis.retry_after import NOTHING
from gateway.collection import Row
from gateway.schemas.feed import SOURCES

WEBHOOKS = "partner_webhooks"
ACTIVE, DISABLED = "active", "disabled"
GONE, FAILED, BY_PARTNER, BEGUN_ANEW = "gone", "failed_for_a_week", "by_the_partner", "log_begun_anew"
REASONS = (GONE, FAILED, BY_PARTNER, BEGUN_ANEW)
FIRST_DELAY, LONGEST_DELAY = timedelta(seconds=5), timedelta(hours=6)
FAILS_FOR, PATIENCE = timedelta(days=1), timedelta(days=7)
DOUBLINGS = 20
"""After so many the delay is the longest anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """`status` is None where nothing was answered; `said` is the status, or why there was none."""

    source: str
    sequence: int
    type: str
    at: datetime
    status: int | None
    said: str

    @property
    def is_taken(self) -> bool:
        return self.status is not None and HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


def made(id: str, url: str, seed: str, cursors: Mapping[str, int], command: str, at: datetime) -> Row:
    """`seed` is of this registration alone; `edition` counts its secrets, of which the one before is good
    until `both_until`. `command` is the last that was told one. `turn` counts who has held it: see `Book`."""
    return {
        "_id": id,
        "version": 1,
        "url": url,
        "seed": seed,
        "edition": 1,
        "both_until": None,
        "command": command,
        "cursors": dict(cursors),
        "last": None,
        "turn": 0,
        "held_until": None,
        "made_at": at,
        "changed_at": at,
        **active(),
    }


def active() -> Row:
    """From where it stands, with patience anew."""
    return {"status": ACTIVE, "reason": None, **_patient()}


def disabled(reason: str) -> Row:
    return {"status": DISABLED, "reason": reason, "due": None}


def rotated(row: Row, command: str, at: datetime) -> Row:
    return {"edition": row["edition"] + 1, "both_until": at + signing.BOTH_FOR, "command": command}


def secrets(row: Row, roots: Sequence[bytes], at: datetime) -> list[bytes]:
    """What is signed with, the newest first."""
    both = row["both_until"] is not None and at < row["both_until"]
    return signing.secrets_of(roots, row["seed"], row["edition"], both=both)


def is_due(row: Row, at: datetime) -> bool:
    return bool(row["status"] == ACTIVE and (row["due"] is None or row["due"] <= at))


def in_trouble(row: Row, at: datetime) -> bool:
    """Nothing is posted to it, or has been taken for a day."""
    failing = row["failing_since"] is not None and at - row["failing_since"] > FAILS_FOR
    return bool(failing or row["status"] == DISABLED)


def order(row: Row) -> tuple[str, ...]:
    """The logs, beginning with that of the event that failed, else after that of the last one: each has its
    turn."""
    if row["last"] is None:
        return SOURCES
    first = SOURCES.index(row["last"]["source"]) + (row["failing_since"] is None)
    return SOURCES[first:] + SOURCES[:first]


def after(row: Row, attempt: Attempt, chance: float, wait: timedelta = NOTHING) -> Row:
    """What an attempt makes of it; `chance` is between 0 and 1. The receiver may ask for a longer `wait`
    than is its turn, but for none that is longer than the longest."""
    last = {"last": asdict(attempt)}
    if attempt.is_taken:
        return last | moved(row, attempt.source, attempt.sequence)
    since = row["failing_since"] or attempt.at
    failing = last | {"failing_since": since, "tries": row["tries"] + 1}
    if attempt.status == HTTPStatus.GONE:
        return failing | disabled(GONE)
    if attempt.at >= since + PATIENCE:
        return failing | disabled(FAILED)
    return failing | {"due": attempt.at + max(delay(row["tries"], chance), min(wait, LONGEST_DELAY))}


def moved(row: Row, source: str, to: int) -> Row:
    """Past what failed before, if anything did."""
    return {"cursors": row["cursors"] | {source: to}, **_patient()}


def delay(tries: int, chance: float) -> timedelta:
    """Twice as long each time; by chance between half of it and all, so that not all come back at once."""
    longest: timedelta = min(FIRST_DELAY * 2 ** min(tries, DOUBLINGS), LONGEST_DELAY)
    return longest * (1 + chance) / 2


def _patient() -> Row:
    return {"failing_since": None, "tries": 0, "due": None}

"""The states of a notification, and which facts it tells on its way.

`TRANSITIONS` is the whole state machine. It goes only forward: to a later state, or, after a failure that
may pass, to another attempt, which is counted. What failed for three days is parked until an operator has
it tried again.
"""

from collections.abc import Mapping
from enum import Enum, StrEnum, auto


class Status(StrEnum):
    ACCEPTED = "accepted"
    QUEUED = "queued"
    SENDING = "sending"
    TEMPORARY_FAILURE = "temporary_failure"
    PARKED = "parked"
    DELIVERED = "delivered"
    PERMANENT_FAILURE = "permanent_failure"
    TECHNICAL_FAILURE = "technical_failure"
    SUPPRESSED = "suppressed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    DIGESTED = "digested"


class Fact(Enum):
    QUEUED = auto()
    DELIVERED = auto()
    PARKED = auto()
    FAILED = auto()
    SUPPRESSED = auto()
    CANCELLED = auto()
    ANSWERED = auto()
    DIGESTED = auto()


Facts = tuple[Fact, ...]

STOPPED = frozenset({Status.SUPPRESSED, Status.CANCELLED, Status.EXPIRED})
_ANSWERED = frozenset(
    {Status.DELIVERED, Status.TEMPORARY_FAILURE, Status.PERMANENT_FAILURE, Status.TECHNICAL_FAILURE}
)
TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    Status.ACCEPTED: frozenset({Status.QUEUED, Status.DIGESTED, Status.TECHNICAL_FAILURE}) | STOPPED,
    Status.QUEUED: STOPPED | {Status.SENDING, Status.DELIVERED, Status.DIGESTED, Status.TECHNICAL_FAILURE},
    Status.SENDING: frozenset({Status.SENDING, Status.PARKED}) | _ANSWERED | STOPPED,
    Status.TEMPORARY_FAILURE: frozenset({Status.SENDING}) | STOPPED,
    Status.PARKED: frozenset({Status.QUEUED}) | STOPPED,
    Status.DELIVERED: frozenset({Status.PERMANENT_FAILURE}),
}
WAITING = frozenset({Status.ACCEPTED, Status.QUEUED})
"""Not tried yet: what waits for a digest is accepted, or in line where the person came to want one since."""
DONE_WITH = _ANSWERED - {Status.TEMPORARY_FAILURE} | STOPPED | {Status.DIGESTED}
"""Nothing more is to be done; what was delivered may still come back."""
TOLD: Mapping[Status, Fact] = {
    Status.QUEUED: Fact.QUEUED,
    Status.DELIVERED: Fact.DELIVERED,
    Status.PARKED: Fact.PARKED,
    Status.PERMANENT_FAILURE: Fact.FAILED,
    Status.TECHNICAL_FAILURE: Fact.FAILED,
    Status.SUPPRESSED: Fact.SUPPRESSED,
    Status.CANCELLED: Fact.CANCELLED,
    Status.EXPIRED: Fact.CANCELLED,
    Status.DIGESTED: Fact.DIGESTED,
}

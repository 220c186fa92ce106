"""The state machines, as tables: which verb leads from where to where, and which facts that causes."""

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from membership.errors import TRANSITION_FORBIDDEN, Conflict

MemberStatus = Literal[
    "submitted",
    "invited",
    "under_review",
    "active",
    "suspended",
    "declined",
    "cancelled",
    "expired",
    "withdrawn",
    "merged",
]
MemberFact = Literal[
    "submitted",
    "invited",
    "lapsed",
    "applied",
    "revised",
    "admitted",
    "declined",
    "suspended",
    "reinstated",
    "withdrawn",
    "merged",
]
RepresentativeStatus = Literal["nominated", "confirmed", "ended"]
EndReason = Literal["replaced", "term", "member_withdrawn", "member_declined", "member_merged"]
RepresentativeFact = Literal[
    "nominated", "asked", "invited", "revised", "confirmed", "expiring", "ended", "erased"
]
CommitteeStatus = Literal["active", "dissolved"]
CommitteeFact = Literal["established", "revised", "terms_adopted", "dissolved"]
DataRequestStatus = Literal["open", "carried_out", "refused"]
DataRequestFact = Literal["received", "due_soon", "carried_out", "refused"]

Status = TypeVar("Status", bound=str)
Fact = TypeVar("Fact", bound=str)


@dataclass(frozen=True, slots=True)
class Transition(Generic[Status, Fact]):
    verb: str
    source: Status
    target: Status
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Machine(Generic[Status, Fact]):
    aggregate: str
    transitions: tuple[Transition[Status, Fact], ...]

    def step(self, status: Status, verb: str) -> Transition[Status, Fact]:
        for transition in self.transitions:
            if (transition.source, transition.verb) == (status, verb):
                return transition
        raise Conflict(TRANSITION_FORBIDDEN, aggregate=self.aggregate, status=status, verb=verb)

    def is_final(self, status: Status) -> bool:
        return all(transition.source != status for transition in self.transitions)


MEMBER: Machine[MemberStatus, MemberFact] = Machine(
    "member",
    (
        Transition("admit", "submitted", "active", ("applied", "admitted")),
        Transition("review", "submitted", "under_review", ("applied",)),
        Transition("withdraw", "submitted", "cancelled", ("lapsed",)),
        Transition("expire", "submitted", "expired", ("lapsed",)),
        Transition("admit", "invited", "active", ("admitted",)),
        Transition("withdraw", "invited", "cancelled", ("lapsed",)),
        Transition("expire", "invited", "expired", ("lapsed",)),
        Transition("admit", "under_review", "active", ("admitted",)),
        Transition("decline", "under_review", "declined", ("declined",)),
        Transition("withdraw", "under_review", "cancelled", ("withdrawn",)),
        Transition("suspend", "active", "suspended", ("suspended",)),
        Transition("reinstate", "suspended", "active", ("reinstated",)),
        Transition("withdraw", "active", "withdrawn", ("withdrawn",)),
        Transition("withdraw", "suspended", "withdrawn", ("withdrawn",)),
        Transition("merge", "under_review", "merged", ("merged",)),
        Transition("merge", "active", "merged", ("merged",)),
        Transition("merge", "suspended", "merged", ("merged",)),
    ),
)
REPRESENTATIVE: Machine[RepresentativeStatus, RepresentativeFact] = Machine(
    "representative",
    (
        Transition("confirm", "nominated", "confirmed", ("confirmed",)),
        Transition("end", "nominated", "ended", ("ended",)),
        Transition("end", "confirmed", "ended", ("ended",)),
    ),
)
COMMITTEE: Machine[CommitteeStatus, CommitteeFact] = Machine(
    "committee", (Transition("dissolve", "active", "dissolved", ("dissolved",)),)
)
DATA_REQUEST: Machine[DataRequestStatus, DataRequestFact] = Machine(
    "data request",
    (
        Transition("carry-out", "open", "carried_out", ("carried_out",)),
        Transition("refuse", "open", "refused", ("refused",)),
    ),
)

"""What a person asks of the data that are kept about them: that they are put right, or forgotten."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from membership.errors import Invalid
from membership.model.erasure import Erasure
from membership.model.names import Text
from membership.states import DATA_REQUEST, DataRequestFact, DataRequestStatus

RequestKind = Literal["erasure", "correction"]
ANSWERED_WITHIN: dict[RequestKind, timedelta] = {
    "erasure": timedelta(days=90),
    "correction": timedelta(days=30),
}
REMINDER = timedelta(days=14)
RefusalGround = Literal[
    "freedom_of_expression",
    "archives",
    "public_task",
    "legal_claims",
    "legal_obligation",
    "accurate",
    "not_identified",
    "erased",
]
GROUNDS: dict[RequestKind, tuple[RefusalGround, ...]] = {
    "erasure": (
        *("freedom_of_expression", "archives", "public_task", "legal_claims", "legal_obligation"),
        "not_identified",
    ),
    "correction": ("accurate", "not_identified"),
}
"""Those of sections 33 and 36 of the Act, and that nobody has shown to be the person. What is to be put right
of somebody who is `erased` meanwhile is refused by that alone."""


@dataclass(kw_only=True)
class DataRequest:
    """It names nobody but in `changes`, what is to stand in the record: they go when the person is erased.

    `received` is how it came that the secretariat entered for them: `{"channel", "on", "reference"}`.
    """

    id: str
    kind: RequestKind
    committee: str
    member: str
    representative: str
    received_at: datetime
    due_at: datetime
    by: str
    roles: list[str]
    received: dict[str, Any] | None = None
    changes: dict[str, Any] | None = None
    status: DataRequestStatus = "open"
    reminded_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    ground: RefusalGround | None = None
    reason: Text | None = None
    erasure: str | None = None
    version: int = 0

    @classmethod
    def receive(
        cls, *, kind: RequestKind, received_at: datetime, **about: Any
    ) -> tuple["DataRequest", tuple[DataRequestFact, ...]]:
        due_at = received_at + ANSWERED_WITHIN[kind]
        return cls(kind=kind, received_at=received_at, due_at=due_at, **about), ("received",)

    @property
    def remind_at(self) -> datetime | None:
        """When it is to be said that it is nearly due; None where that is said, or it is answered."""
        return self.due_at - REMINDER if self.status == "open" and self.reminded_at is None else None

    def remind(self, at: datetime) -> tuple[DataRequestFact, ...]:
        if self.remind_at is None or self.remind_at > at:
            return ()
        self.reminded_at = at
        return ("due_soon",)

    def carry_out(self, at: datetime, by: str, erasure: str | None = None) -> tuple[DataRequestFact, ...]:
        self.erasure = erasure
        return self._close("carry-out", at, by)

    def refuse(
        self, at: datetime, by: str, ground: RefusalGround, reason: Text
    ) -> tuple[DataRequestFact, ...]:
        if ground not in GROUNDS[self.kind]:
            raise Invalid(fields={"ground": ["not_one_of"]})
        facts = self._close("refuse", at, by)
        self.ground, self.reason = ground, reason
        return facts

    def forget(self, erasure: Erasure, whole: bool) -> tuple[DataRequestFact, ...]:
        """Its person was erased: what it would say of them goes, and where all of them is, it is answered."""
        self.changes = None
        if not whole or DATA_REQUEST.is_final(self.status):
            return ()
        if self.kind == "erasure":
            return self.carry_out(erasure.asked_at, erasure.by, erasure.id)
        facts = self._close("refuse", erasure.asked_at, erasure.by)
        self.ground = "erased"
        return facts

    def _close(self, verb: str, at: datetime, by: str) -> tuple[DataRequestFact, ...]:
        transition = DATA_REQUEST.step(self.status, verb)
        self.status, self.closed_at, self.closed_by = transition.target, at, by
        return transition.facts

"""What the agenda knows of members and committees, which are membership's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from agenda.errors import (
    COMMITTEE_DISSOLVED,
    KIND_MAY_NOT,
    MEMBER_NOT_ACTIVE,
    OTHER_COMMITTEE,
    Conflict,
    Denied,
)
from agenda.model.calling import MINUTES_DAYS
from agenda.model.item import Section
from agenda.model.text import Text

Right = Literal["propose", "support", "take_part"]
ENDED = frozenset({"withdrawn", "cancelled", "declined", "expired"})
"""The states in which a membership is over and leaves behind what it had here.

A suspension passes, and for what was merged another member stands.
"""
HANDOVER_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    id: str
    committee: str
    kind: str
    name: Text
    status: str
    merged_into: str | None = None
    addressee: Mapping[str, Text] | None = None

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    def may(self, right: Right, committee: "Committee") -> bool:
        try:
            self.must_be_entitled(right, committee)
        except (Conflict, Denied):
            return False
        return True

    def must_be_entitled(self, right: Right, committee: "Committee") -> None:
        """Conflict unless it is active, Denied unless its kind may do this in its committee.

        Of a committee that is dissolved the meetings are still held to which it was called before.
        """
        if self.status != "active":
            raise Conflict(MEMBER_NOT_ACTIVE, member=self.id, status=self.status)
        if right != "take_part":
            committee.must_be_active()
        if not committee.grants(self.kind, right):
            raise Denied(KIND_MAY_NOT, kind=self.kind, right=right)

    def must_be_of(self, committee: str) -> None:
        """What is one committee's is for its own members alone."""
        if self.committee != committee:
            raise Conflict(OTHER_COMMITTEE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """`facts` are all that it states of itself."""

    id: str
    facts: dict[str, Any]

    def must_be_active(self) -> None:
        if self.facts.get("status", "active") != "active":
            raise Conflict(COMMITTEE_DISSOLVED, committee=self.id)

    def grants(self, kind: str, right: Right) -> bool:
        """By the table of its terms; without one all may do all, but observers not propose."""
        table = self.facts.get("rights")
        if table is None:
            return (kind, right) != ("observer", "propose")
        return right in table.get(kind, ())

    @property
    def handover_days(self) -> int:
        """How long a proposal whose proposer left is offered to its supporters."""
        return int(self.facts.get("handover_days") or HANDOVER_DAYS)

    @property
    def minutes_days(self) -> int:
        """Within how many days after a meeting its minutes are circulated."""
        return int(self.facts.get("minutes_days") or MINUTES_DAYS)

    @property
    def support_needed(self) -> int:
        """How many others have to stand with a proposal before it is admitted."""
        return int(self.facts.get("support_needed") or 0)

    @property
    def sections(self) -> list[Section]:
        return [
            Section(
                ordinal=one["ordinal"],
                title=one["title"],
                purpose=one.get("purpose"),
                if_empty=one.get("if_empty"),
            )
            for one in self.facts["agenda_template"]
        ]

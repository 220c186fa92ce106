"""What the agenda knows of members and committees, which are membership's."""

from dataclasses import dataclass
from typing import Any

from agenda.errors import MEMBER_NOT_ACTIVE, OBSERVER_MAY_NOT_PROPOSE, Conflict, Denied
from agenda.model.item import Section
from agenda.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    id: str
    committee: str
    kind: str
    name: Text
    status: str

    def may_take_part(self) -> None:
        if self.status != "active":
            raise Conflict(MEMBER_NOT_ACTIVE, member=self.id, status=self.status)

    def may_propose(self) -> None:
        self.may_take_part()
        if self.kind == "observer":
            raise Denied(OBSERVER_MAY_NOT_PROPOSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """`facts` are all that it states of itself."""

    id: str
    facts: dict[str, Any]

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

"""The agenda of a meeting: the committee's sections as they were when it was planned, and its items."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from agenda.errors import (
    ALREADY_ON_AGENDA,
    ITEM_NOT_FOUND,
    NO_SUCH_SECTION,
    NOT_IN_THE_SECTION,
    Conflict,
    Invalid,
    NotFound,
)
from agenda.model.agenda_version import Line, Published
from agenda.model.item import Item, Section


@dataclass(slots=True, kw_only=True)
class Agenda:
    sections: list[Section]
    items: list[Item] = field(default_factory=list)
    published: Published | None = None

    @property
    def revised(self) -> bool:
        """Whether it says something else than what was published."""
        return self.published is not None and self.published.digest != self.digest

    @property
    def lines(self) -> list[Line]:
        """What stands on it, in order."""
        ordered = [item for section in self.sections for item in self.items_of(section.ordinal)]
        return [item.line for item in ordered]

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps(self.lines, sort_keys=True).encode()).hexdigest()

    def expected(self, starts_at: datetime) -> dict[str, datetime]:
        """When each item comes up, as far as everything before it has a length."""
        found, at = {}, starts_at
        for section in self.sections:
            for item in self.items_of(section.ordinal):
                found[item.id] = at
                if item.minutes is None:
                    return found
                at += timedelta(minutes=item.minutes)
        return found

    @property
    def proposals(self) -> list[str]:
        return [item.proposal for item in self.items if item.stands and item.proposal]

    def item(self, id: str) -> Item:
        for item in self.items:
            if item.id == id:
                return item
        raise NotFound(ITEM_NOT_FOUND, id=id)

    def standing(self, id: str) -> Item:
        item = self.item(id)
        if not item.stands:
            raise NotFound(ITEM_NOT_FOUND, id=id)
        return item

    def items_of(self, section: int) -> list[Item]:
        """Those that stand, in the order of their numbers."""
        return [item for item in self.items if item.stands and item.section == section]

    def has_section_for(self, purpose: str) -> bool:
        return any(section.purpose == purpose for section in self.sections)

    def section_for(self, purpose: str) -> int:
        """Where the template puts proposals of this purpose."""
        for section in self.sections:
            if section.purpose == purpose:
                return section.ordinal
        raise Invalid(fields={"section": ["required"]})

    def enter(self, id: str, section: int, title: Mapping[str, str], **about: Any) -> Item:
        """A new last item of `section`; a proposal stands on one agenda only once."""
        template = self._section(section)
        self._only_once(about.get("proposal"))
        about.setdefault("purpose", template.purpose)
        item = Item(id=id, section=section, ordinal=self._next(section), title=title, **about)
        self.items.append(item)
        return item

    def move(self, id: str, section: int, after: str | None) -> list[Item]:
        """Behind `after`, or to the head of `section`; the items whose number changed."""
        item, template = self.standing(id), self._section(section)
        if after is not None and (after == id or self.standing(after).section != section):
            raise Conflict(NOT_IN_THE_SECTION, item=after, section=section)
        left = item.section
        self.items.remove(item)
        there = [one.id for one in self.items_of(section)]
        place = there.index(after) + 1 if after else 0
        behind = self.item(there[place]) if place < len(there) else None
        self.items.insert(self.items.index(behind) if behind else len(self.items), item)
        if left != section:
            item.section, item.ordinal = section, 0
            if item.proposal is None:
                item.purpose = template.purpose
        return [*(self.close_gaps(left) if left != section else ()), *self.close_gaps(section)]

    def close_gaps(self, section: int) -> list[Item]:
        """Numbers a section anew without gaps; the items whose number changed."""
        moved = []
        for ordinal, item in enumerate(self.items_of(section), start=1):
            if item.ordinal != ordinal:
                item.ordinal = ordinal
                moved.append(item)
        return moved

    def _section(self, ordinal: int) -> Section:
        for section in self.sections:
            if section.ordinal == ordinal:
                return section
        raise Conflict(NO_SUCH_SECTION, section=ordinal)

    def _next(self, section: int) -> int:
        return max((item.ordinal for item in self.items_of(section)), default=0) + 1

    def _only_once(self, proposal: str | None) -> None:
        if proposal in self.proposals:
            raise Conflict(ALREADY_ON_AGENDA, proposal=proposal)

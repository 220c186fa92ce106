"""The agenda of a meeting: the committee's sections as they were when it was planned, and its items."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agenda.errors import ALREADY_ON_AGENDA, ITEM_NOT_FOUND, NO_SUCH_SECTION, Conflict, Invalid, NotFound
from agenda.model.item import Item, Section


@dataclass(slots=True, kw_only=True)
class Agenda:
    sections: list[Section]
    items: list[Item] = field(default_factory=list)

    @property
    def proposals(self) -> list[str]:
        return [item.proposal for item in self.items if item.stands and item.proposal]

    def item(self, id: str) -> Item:
        for item in self.items:
            if item.id == id:
                return item
        raise NotFound(ITEM_NOT_FOUND, id=id)

    def items_of(self, section: int) -> list[Item]:
        """Those that stand, in the order of their numbers."""
        return [item for item in self.items if item.stands and item.section == section]

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

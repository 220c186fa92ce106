"""How an agenda is put in order before the meeting: items moved, timed, closed, and published in versions."""

from datetime import datetime
from typing import Any

from agenda.errors import AGENDA_NOT_REVISED, Conflict
from agenda.model.agenda import Agenda
from agenda.model.agenda_version import AgendaVersion, Published
from agenda.model.document_kinds import Kind
from agenda.model.fact import Fact, Facts, Happened, happened
from agenda.model.item import Item
from agenda.model.text import Text


class Arranged:
    """What a meeting can do with its agenda as a whole."""

    __slots__ = ()

    id: str
    committee: str
    starts_at: datetime
    agenda: Agenda

    def move_item(self, id: str, section: int, after: str | None) -> Facts:
        """Behind `after`, or to the head of the section; whatever has another number now is told."""
        self.allow("arrange")
        return self._listed(self.agenda.move(id, section, after))

    def revise_item(self, id: str, changes: dict[str, Any]) -> Facts:
        self.allow("arrange")
        item = self.agenda.standing(id)
        item.revise(changes)
        return self._listed([item])

    def list_by_itself(self, id: str, purpose: str, title: Text, **about: Any) -> Facts:
        """In the section that the template keeps for it; not at all where it has none."""
        if not self.agenda.has_section_for(purpose):
            return ()
        section = self.agenda.section_for(purpose)
        about = {"meeting": self.id, "committee": self.committee, **about}
        return self._listed([self.agenda.enter(id, section, title, by_itself=True, **about)])

    def drop(self, items: list[Item]) -> Facts:
        """Takes off what was listed by itself and no longer holds."""
        for item in items:
            item.remove()
        sections = sorted({item.section for item in items})
        moved = [item for section in sections for item in self.agenda.close_gaps(section)]
        if items:
            self._edited(*Kind)
        return (*(Happened(Fact.ITEM_REMOVED, item) for item in items), *self._listed(moved))

    def goes_on(self, id: str, at: str, item: Item) -> None:
        """What was adjourned without a date is taken up `at` another meeting, as `item`."""
        adjourned = self.agenda.item(id)
        adjourned.adjourned_to, adjourned.continued_by = at, item.id
        item.continued_from = self.id

    def publish_agenda(self, id: str, at: datetime) -> tuple[AgendaVersion, Facts]:
        self.allow("publish")
        if self.agenda.published and not self.agenda.revised:
            raise Conflict(AGENDA_NOT_REVISED, number=self.agenda.published.number)
        number = self.agenda.published.number + 1 if self.agenda.published else 1
        self.agenda.published = Published(number=number, at=at, digest=self.agenda.digest)
        version = AgendaVersion(
            id=id,
            meeting=self.id,
            committee=self.committee,
            number=number,
            published_at=at,
            lines=self.agenda.lines,
        )
        return version, happened(Fact.MEETING_AGENDA_PUBLISHED)

    def _listed(self, items: list[Item]) -> Facts:
        if items:
            self._edited(*Kind)
        return tuple(Happened(Fact.ITEM_LISTED, item) for item in items)

    def allow(self, verb: str) -> None:
        raise NotImplementedError

    def _edited(self, *kinds: Kind) -> None:
        raise NotImplementedError

"""A member's concern, as its proposer writes it, submits it and takes it back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from agenda.errors import TEXT_SUPPORTED, Conflict
from agenda.model.fact import Fact, Facts, happened
from agenda.model.number import Series
from agenda.model.proposal_deciding import DecidedProposal
from agenda.model.proposal_states import Status
from agenda.model.targets import with_goals
from agenda.model.text import Text
from agenda.model.version import KEPT, Amendment, Author, Version


class Proposal(DecidedProposal):
    __slots__ = ()

    def revise(self, changes: Mapping[str, Any]) -> bool:
        """Whether its text is another than before."""
        self.allow("revise")
        if self.supporters:
            raise Conflict(TEXT_SUPPORTED)
        self.for_meeting = changes.get("for_meeting", self.for_meeting)
        return self._rewrite(changes)

    def amend(self, changes: Mapping[str, Any], note: Text, at: datetime) -> Facts:
        """Once it was submitted; who supports it goes on doing so, unless it takes its support back."""
        self.allow("amend")
        if not self._rewrite(changes):
            return ()
        self.amendment = Amendment(edition=self.edition + 1, note=note, at=at)
        return happened(Fact.PROPOSAL_AMENDED)

    def submit(self, numbers: Series, at: datetime) -> Facts:
        """The first time takes the next of `numbers` as its reference, kept from then on."""
        self.allow("submit")
        self.status = Status.SUBMITTED
        self.reference = self.reference or numbers.allot()
        self.submitted_at = at
        return happened(Fact.PROPOSAL_SUBMITTED)

    def written(self, id: str, by: Author, at: datetime, note: Text | None = None) -> Version:
        """What it says now, as the next of its versions."""
        self.edition += 1
        said = {name: getattr(self, name) for name in KEPT}
        about: dict[str, Any] = {"proposal": self.id, "number": self.edition, "told": self.told, "note": note}
        return Version(id=id, by=by, at=at, **about, **said)

    def withdraw(self, at: datetime) -> Facts:
        self.allow("withdraw")
        self.status, self.decided = Status.WITHDRAWN, None
        self.end_offer(at)
        return happened(Fact.PROPOSAL_WITHDRAWN) if self.told else ()

    def _rewrite(self, changes: Mapping[str, Any]) -> bool:
        new = {name: changes[name] for name in KEPT if name in changes}
        new["sdgs"] = with_goals(new.get("sdgs", self.sdgs), new.get("targets", self.targets))
        changed = any(getattr(self, name) != value for name, value in new.items())
        for name, value in new.items():
            setattr(self, name, value)
        return changed

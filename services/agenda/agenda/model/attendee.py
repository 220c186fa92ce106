"""A person named for one meeting: who comes in a member's place, or a guest of no member.

Nothing of them is told to anybody; their name is kept until they are to be forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agenda.errors import ATTENDEE_ERASED, Conflict
from agenda.model.text import Name, Text


class Part(StrEnum):
    SUBSTITUTE = "substitute"
    GUEST = "guest"


@dataclass(slots=True, kw_only=True)
class Attendee:
    """`representative` is membership's id of a substitute that speaks for the member there too."""

    id: str
    meeting: str
    committee: str
    part: Part
    created_at: datetime
    name: Mapping[str, Name] | None = None
    post: Text | None = None
    organisation: Text | None = None
    member: str | None = None
    representative: str | None = None
    checked_in_at: datetime | None = None
    erased_at: datetime | None = None
    version: int = 0

    def check_in(self, at: datetime) -> None:
        self._must_be_known()
        self.checked_in_at = self.checked_in_at or at

    def erase(self, at: datetime) -> None:
        """Who it was is forgotten; that somebody was named, and came, is not."""
        self._must_be_known()
        self.name = self.post = self.organisation = self.representative = None
        self.erased_at = at

    def _must_be_known(self) -> None:
        if self.erased_at is not None:
            raise Conflict(ATTENDEE_ERASED, attendee=self.id)

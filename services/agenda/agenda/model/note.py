"""What was said on an item, as the secretariat wrote it down. The minutes are made from it."""

from dataclasses import dataclass
from datetime import datetime

from agenda.model.text import Text


@dataclass(slots=True, kw_only=True)
class Note:
    """Of the item whose id it has; at version 0 nothing was written yet."""

    id: str
    meeting: str
    committee: str
    text: Text | None = None
    written_at: datetime | None = None
    version: int = 0

    def write(self, text: Text, at: datetime) -> None:
        self.text, self.written_at = text, at

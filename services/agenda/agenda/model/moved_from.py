from dataclasses import dataclass
from datetime import datetime

from agenda.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedFrom:
    """Where and when a meeting was to be before; `announced` if members had been called there."""

    starts_at: datetime
    ends_at: datetime | None
    venue: Text | None
    calendar_sequence: int
    announced: bool
    moved_at: datetime | None = None
    reason: Text | None = None

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Judge:
    """Who judges, and when; the id names no person. `told_at` is when it is told, where that is later."""

    id: str
    at: datetime
    told_at: datetime | None = None

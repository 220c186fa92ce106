from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Judge:
    """Who judges, and when. The id names no person."""

    id: str
    at: datetime

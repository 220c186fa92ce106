from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agenda.model.text import Text


class ResolutionKind(StrEnum):
    NOTED = "noted"
    AGREED = "agreed"
    REFERRED_UP = "referred_up"
    ACTION = "action"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """มติ: what a meeting resolved on one item; `to` names the body it was referred up to."""

    kind: ResolutionKind
    text: Text
    meeting: str
    item: str
    decided_at: datetime
    to: Text | None = None

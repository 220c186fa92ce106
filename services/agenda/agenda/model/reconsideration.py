"""Asked for by who proposed what was refused: that another looks at it once more."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agenda.model.text import Text

TERM_DAYS = 30


class Answer(StrEnum):
    UPHELD = "upheld"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconsideration:
    """`refused` is the status that it is about, `refused_by` who judged so, and `refused_for` the reason."""

    reasons: Text
    asked_at: datetime
    refused: str
    refused_by: str | None
    refused_for: Text | None
    answer: Answer | None = None
    reason: Text | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None

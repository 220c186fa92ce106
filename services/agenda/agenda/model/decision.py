"""A judgement that is made and not yet told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Judgement(StrEnum):
    RETURN = "return"
    ADMIT = "admit"
    REFUSE = "refuse"
    SELECT = "select"
    DEFER = "defer"
    MERGE = "merge"
    DUPLICATE = "duplicate"
    REFER = "refer"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """On the text of this `edition`; `says` is what the judgement states: a reason, a target, a meeting."""

    judgement: Judgement
    decided_by: str
    decided_at: datetime
    edition: int
    says: dict[str, Any]

"""ขอบเขตการดำเนินงาน: what a committee is for, in the versions that it adopted."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from membership.model.names import Text


@dataclass(kw_only=True)
class TermsOfReference:
    """One version, which never changes: a correction is another one.

    Days are ISO texts. `meeting` is the one that adopted it: `{"id"}` where it is held in wara, `{"display"}`
    as its number is written, or both.
    """

    id: str
    committee: str
    number: int
    text: Text
    adopted_on: str
    effective_from: str
    created_at: datetime
    meeting: dict[str, str] | None = None
    resolution: Text | None = None
    version: int = 0

    def without_text(self) -> dict[str, Any]:
        """What the committee states of it."""
        named = ("number", "adopted_on", "effective_from", "meeting", "resolution")
        return {name: value for name, value in asdict(self).items() if name in named and value is not None}


def in_force(versions: Iterable[TermsOfReference], day: str) -> TermsOfReference | None:
    """Of those in effect by that day the one that took effect last; on one day, the one adopted last."""
    begun = (one for one in versions if one.effective_from <= day)
    return max(begun, key=lambda one: (one.effective_from, one.number), default=None)

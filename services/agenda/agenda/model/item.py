"""One item on the agenda of a meeting: ระเบียบวาระที่ ๕.๑."""

from dataclasses import dataclass
from enum import StrEnum

from agenda.model.resolution import Resolution
from agenda.model.text import Text, in_both
from agenda.model.transition import Table, allow


class ItemStatus(StrEnum):
    LISTED = "listed"
    DISCUSSED = "discussed"
    DECIDED = "decided"
    ADJOURNED = "adjourned"
    REMOVED = "removed"


TRANSITIONS: Table = {
    "discuss": (ItemStatus.LISTED,),
    "decide": (ItemStatus.DISCUSSED,),
    "adjourn": (ItemStatus.LISTED, ItemStatus.DISCUSSED),
    "remove": (ItemStatus.LISTED,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the committee's template; proposals of its `purpose` go there by themselves.

    `if_empty` is what the agenda says where nothing is listed.
    """

    ordinal: int
    title: Text
    purpose: str | None = None
    if_empty: Text | None = None


@dataclass(slots=True, kw_only=True)
class Item:
    """`continues` is the item of an earlier meeting that was adjourned to this one."""

    id: str
    meeting: str
    committee: str | None = None
    section: int
    ordinal: int
    title: Text
    purpose: str | None = None
    proposal: str | None = None
    proposed_by: str | None = None
    continues: str | None = None
    status: ItemStatus = ItemStatus.LISTED
    adjourned_to: str | None = None
    resolution: Resolution | None = None

    @property
    def number(self) -> dict[str, str]:
        return in_both(f"{self.section}.{self.ordinal}")

    @property
    def stands(self) -> bool:
        return self.status is not ItemStatus.REMOVED

    def discuss(self) -> None:
        self._become("discuss", ItemStatus.DISCUSSED)

    def decide(self, resolution: Resolution) -> None:
        self._become("decide", ItemStatus.DECIDED)
        self.resolution = resolution

    def adjourn(self, to: str | None) -> None:
        """`to` is the meeting it goes to; None while the date of that is not known."""
        self._become("adjourn", ItemStatus.ADJOURNED)
        self.adjourned_to = to

    def remove(self) -> None:
        self._become("remove", ItemStatus.REMOVED)

    def _become(self, verb: str, status: ItemStatus) -> None:
        allow(TRANSITIONS, verb, "item", self.status)
        self.status = status

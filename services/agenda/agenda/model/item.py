"""One item on the agenda of a meeting: ระเบียบวาระที่ ๕.๑."""

from dataclasses import dataclass, field
from enum import StrEnum

from agenda.errors import RESOLVED_OTHERWISE, Conflict
from agenda.model.resolution import Resolution, ResolutionKind
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
    """`continues` is the item of an earlier meeting that was adjourned to this one.

    `actions` and `referrals` are what became of its resolution.
    """

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
    actions: list[str] = field(default_factory=list)
    referrals: list[str] = field(default_factory=list)

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

    def charge(self, action: str) -> None:
        """Somebody is charged with what was resolved."""
        self._must_be(ResolutionKind.ACTION)
        self.actions.append(action)

    def refer(self, referral: str) -> Resolution:
        """What was resolved goes up, or to another body."""
        resolution = self._must_be(ResolutionKind.REFERRED_UP)
        self.referrals.append(referral)
        return resolution

    def _must_be(self, kind: ResolutionKind) -> Resolution:
        """Conflict unless this is what was resolved on it."""
        if self.resolution is None or self.resolution.kind is not kind:
            raise Conflict(RESOLVED_OTHERWISE, item=self.id, kind=str(kind))
        return self.resolution

    def _become(self, verb: str, status: ItemStatus) -> None:
        allow(TRANSITIONS, verb, "item", self.status)
        self.status = status

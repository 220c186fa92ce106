"""One item on the agenda of a meeting: ระเบียบวาระที่ ๕.๑."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

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


ARRANGED = ("minutes", "presenters", "closed")
CLOSED_TITLE: Text = {"th": "เรื่องที่ประชุมลับ", "en": "A closed item"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the committee's template; proposals of its `purpose` go there by themselves, and so do
    the `minutes` of the meeting before and the `follow_up` of what it resolved.

    `if_empty` is what the agenda says where nothing is listed.
    """

    ordinal: int
    title: Text
    purpose: str | None = None
    if_empty: Text | None = None


@dataclass(slots=True, kw_only=True)
class Item:
    """`continues` is the item of an earlier meeting, `continued_from`, that was adjourned to this one, and
    `continued_by` the item of a later one, `adjourned_to`, that goes on with this.

    `by_itself`: made for the section's purpose, about what `of_meeting` left: its minutes, or what `follows`
    one of its items. Of a `closed` one the public sees the number alone.
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
    continued_from: str | None = None
    continued_by: str | None = None
    by_itself: bool = False
    of_meeting: str | None = None
    follows: str | None = None
    minutes: int | None = None
    presenters: list[dict[str, Any]] = field(default_factory=list)
    closed: bool = False

    @property
    def line(self) -> dict[str, Any]:
        """What an agenda says of it."""
        names = ("section", "ordinal", "closed", "minutes")
        said = {name: getattr(self, name) for name in names}
        return {"item": self.id, "title": dict(self.title), "presenters": list(self.presenters), **said}

    @property
    def masked(self) -> "Item":
        """As who does not take part knows it, where it is closed."""
        return replace(self, title=CLOSED_TITLE, resolution=None, presenters=[], actions=[], referrals=[])

    @property
    def public_title(self) -> Text:
        return CLOSED_TITLE if self.closed else self.title

    @property
    def public_proposal(self) -> str | None:
        return None if self.closed else self.proposal

    @property
    def public_resolution(self) -> Resolution | None:
        return None if self.closed else self.resolution

    @property
    def number(self) -> dict[str, str]:
        return in_both(f"{self.section}.{self.ordinal}")

    @property
    def stands(self) -> bool:
        return self.status is not ItemStatus.REMOVED

    def revise(self, changes: Mapping[str, Any]) -> None:
        for name in ARRANGED:
            if name in changes:
                setattr(self, name, changes[name])

    def discuss(self) -> None:
        self._become("discuss", ItemStatus.DISCUSSED)

    def decide(self, resolution: Resolution) -> None:
        self._become("decide", ItemStatus.DECIDED)
        self.resolution = resolution

    def adjourn(self, to: str | None, by: str | None = None) -> None:
        """`to` is the meeting it goes to and `by` its item there; None while the date is not known."""
        self._become("adjourn", ItemStatus.ADJOURNED)
        self.adjourned_to, self.continued_by = to, by

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

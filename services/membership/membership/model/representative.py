"""A person who speaks for a member."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal

from membership.errors import (
    ASKED_LATELY,
    ASKED_OFTEN,
    CONFIRMED_ALREADY,
    EXPERTS_OF_A_COMMISSION,
    PRINCIPAL_ALREADY,
    REPRESENTATIVE_ENDED,
    REPRESENTATIVE_ERASED,
    REPRESENTATIVE_IN_OFFICE,
    Conflict,
    Invalid,
)
from membership.model.contact import ContactChannel, preferred, wanting
from membership.model.erasure import EVERYTHING, PersonalClass
from membership.model.member import Member
from membership.model.names import Text
from membership.model.preferences import Digest, QuietHours
from membership.states import REPRESENTATIVE, EndReason, RepresentativeFact, RepresentativeStatus

Role = Literal["principal", "alternate", "expert"]
"""An expert takes part in person, beside whoever speaks for the commission that named them."""
REMINDER = timedelta(days=30)
ASKED_AT_MOST, ASKED_AGAIN_AFTER = 5, timedelta(minutes=10)
PERSONAL: dict[PersonalClass, tuple[str, ...]] = {
    "identity": ("name", "post"),
    "contact": (
        *("email", "telephone", "postal_address", "preferred_channel"),
        *("language", "channels", "digest", "quiet_hours"),
    ),
}


@dataclass(kw_only=True)
class Representative:
    """A person who speaks for a member. `name` is `{"th": {"title", "given", "family"}, "en": …}`.
    `served_for` are records they spoke for that are a part of this member now: `{"member", "confirmed_at"}`;
    `doubles` are their own entries at such, which were left to end.
    Who is `shown` has agreed to be named in public.
    `postal_address` is `{"street", "subdistrict", "district", "province", "postcode"}`; they are written to
    by the `preferred_channel`, by e-mail where there is none.
    `channels` says by channel which letters they want beside the essential; all, where it does not. Those
    wait for the `digest`, where they want one, and do not come in the `quiet_hours`.
    An alternate has a `rank`, from 1.

    `term_ends` is the last day in office, if there is one; `reminded_of` the one that they were told of.
    `asked` counts the links sent to confirm the address, the last of them at `asked_at`.
    Who left office did so at `ended_at`. Of whom an `erasure` has forgotten there is neither address, number,
    language nor preferences, or neither name nor post either.
    """

    id: str
    member: str
    committee: str
    role: Role
    name: dict[str, dict[str, str]] | None
    language: Literal["th", "en"] | None
    created_at: datetime
    updated_at: datetime
    email: str | None = None
    telephone: str | None = None
    postal_address: dict[str, str] | None = None
    preferred_channel: ContactChannel | None = None
    post: Text | None = None
    channels: dict[str, list[str]] | None = None
    digest: Digest | None = None
    quiet_hours: QuietHours | None = None
    shown: bool = False
    rank: int | None = None
    status: RepresentativeStatus = "nominated"
    confirmed_at: datetime | None = None
    term_ends: str | None = None
    reminded_of: str | None = None
    asked: int = 0
    asked_at: datetime | None = None
    reason: EndReason | None = None
    erasure: str | None = None
    ended_at: datetime | None = None
    served_for: list[dict[str, Any]] = field(default_factory=list)
    doubles: list[str] = field(default_factory=list)
    version: int = 0

    @classmethod
    def nominate(
        cls, member: Member, *, at: datetime, **person: Any
    ) -> tuple["Representative", tuple[RepresentativeFact, ...]]:
        member.must_be_live()
        if person["role"] == "expert" and member.kind != "expert_commission":
            raise Conflict(EXPERTS_OF_A_COMMISSION, kind=member.kind)
        new = cls(member=member.id, committee=member.committee, created_at=at, updated_at=at, **person)
        new._must_be_reachable()
        return new, ("nominated",)

    def ask(self, member: Member, at: datetime) -> tuple[RepresentativeFact, ...]:
        """A link is sent to the address: so often, and with such pauses, that nobody is pestered by it. Who
        has no e-mail is entered by the secretariat."""
        if member.lapses_at is None:
            raise Conflict(CONFIRMED_ALREADY, member=member.id, status=member.status)
        if self.email is None:
            raise Invalid(fields={"representative.email": ["required"]})
        if self.asked_at is not None and at - self.asked_at < ASKED_AGAIN_AFTER:
            raise Conflict(ASKED_LATELY, minutes=int(ASKED_AGAIN_AFTER.total_seconds() / 60))
        if self.asked >= ASKED_AT_MOST:
            raise Conflict(ASKED_OFTEN)
        self.asked += 1
        self.asked_at = self.updated_at = at
        return ("invited" if member.status == "invited" else "asked",)

    def confirm(self, at: datetime) -> tuple[RepresentativeFact, ...]:
        facts = self._do("confirm", at)
        self.confirmed_at = at
        return facts

    def revise(self, at: datetime, changes: Mapping[str, Any]) -> tuple[RepresentativeFact, ...]:
        """Name, post, address and language, put right; who has left office is as they were."""
        if REPRESENTATIVE.is_final(self.status):
            raise Conflict(REPRESENTATIVE_ENDED, representative=self.id)
        if not changes:
            return ()
        for name, value in changes.items():
            setattr(self, name, value)
        if not set(changes).isdisjoint(PERSONAL["contact"]):
            self._must_be_reachable()
        self.updated_at = at
        return ("revised",)

    def kept_since(self, personal: PersonalClass) -> datetime | None:
        """Since when they have been out of office, while this is known of them."""
        if not REPRESENTATIVE.is_final(self.status) or personal in self.forgotten:
            return None
        return self.ended_at or self.updated_at

    @property
    def forgotten(self) -> list[PersonalClass]:
        """Of which classes nothing is left."""
        held = {personal: [getattr(self, name) for name in names] for personal, names in PERSONAL.items()}
        return [personal for personal, values in held.items() if not any(values)]

    @property
    def due_on(self) -> str | None:
        """The day on which the term is next to be looked at: its reminder's, then that after its end."""
        if self.status != "confirmed" or self.term_ends is None:
            return None
        last = date.fromisoformat(self.term_ends)
        days = timedelta(days=1) if self.reminded_of == self.term_ends else -REMINDER
        return (last + days).isoformat()

    def look_at_term(self, at: datetime, today: str) -> tuple[RepresentativeFact, ...]:
        """Ends where the term has, and is reminded, once, when it is about to; nothing where none is due."""
        if self.due_on is None or self.due_on > today or self.term_ends is None:
            return ()
        if self.term_ends < today:
            return self.end(at, "term")
        self.reminded_of, self.updated_at = self.term_ends, at
        return ("expiring",)

    @property
    def in_the_seat(self) -> bool:
        """Whether they are the principal in office."""
        return (self.role, self.status) == ("principal", "confirmed")

    def take_over(self, at: datetime) -> tuple[RepresentativeFact, ...]:
        """Becomes the principal, from alternate or from nominee."""
        if self.in_the_seat:
            raise Conflict(PRINCIPAL_ALREADY, representative=self.id)
        if self.status == "confirmed":
            return self.revise(at, {"role": "principal", "rank": None})
        facts = self.confirm(at)
        self.role, self.rank = "principal", None
        return facts

    def step_back(self, at: datetime) -> tuple[RepresentativeFact, ...]:
        """Stays as an alternate, the last of them."""
        return self.revise(at, {"role": "alternate"})

    def stands_in_for(self, other: "Representative") -> bool:
        """Whether this is the same person, and at least as much in office."""
        same = self.email is not None and self.email.casefold() == (other.email or "").casefold()
        return same and (self.status == "confirmed" or other.status == "nominated")

    def succeed(self, other: "Representative", at: datetime) -> tuple[RepresentativeFact, ...]:
        """From now on also for the record that the other entry of this person was of."""
        served_for = [*self.served_for, {"member": other.member, "confirmed_at": at}]
        return self.revise(at, {"served_for": served_for, "doubles": [*self.doubles, other.id]})

    def role_at(self, other: Member, seat_taken: bool) -> Role:
        """At a member that has a principal an alternate; an expert stays one where there may be any."""
        if self.role == "expert" and other.kind == "expert_commission":
            return "expert"
        return "alternate" if seat_taken or self.role == "expert" else self.role

    def speak_for(
        self, member: str, at: datetime, role: Role, rank: int | None
    ) -> tuple[RepresentativeFact, ...]:
        """From now on for the member that theirs became a part of."""
        if self.status == "confirmed":
            before = {"member": self.member, "confirmed_at": self.confirmed_at or self.created_at}
            self.served_for, self.confirmed_at = [*self.served_for, before], at
        return self.revise(at, {"member": member, "role": role, "rank": rank})

    @property
    def members(self) -> list[str]:
        """All records they have spoken for, that of today last."""
        return [*(one["member"] for one in self.served_for), self.member]

    def is_replaced_by(self, other: "Representative") -> bool:
        """A member has one principal in office; the last confirmed is the one."""
        both = self.in_the_seat and other.in_the_seat
        return both and self.member == other.member and self.id != other.id

    def end(self, at: datetime, reason: EndReason) -> tuple[RepresentativeFact, ...]:
        facts = self._do("end", at, reason)
        self.rank, self.ended_at = None, at
        return facts

    def erase(
        self, at: datetime, erasure: str, classes: Collection[PersonalClass] = EVERYTHING
    ) -> tuple[RepresentativeFact, ...]:
        """Forgets how they were reached, or who it was that held the office; when it was held, and why it
        ended, stays."""
        if not REPRESENTATIVE.is_final(self.status):
            raise Conflict(REPRESENTATIVE_IN_OFFICE, representative=self.id)
        if set(classes) <= set(self.forgotten):
            raise Conflict(REPRESENTATIVE_ERASED, erasure=self.erasure)
        self.ended_at = self.ended_at or self.updated_at
        for name in (name for personal in classes for name in PERSONAL[personal]):
            setattr(self, name, None)
        self.erasure, self.updated_at = erasure, at
        return ("erased",)

    def _must_be_reachable(self) -> None:
        self.preferred_channel = preferred(vars(self))
        if name := wanting(vars(self)):
            raise Invalid(fields={name: ["required"]})

    def _do(self, verb: str, at: datetime, reason: EndReason | None = None) -> tuple[RepresentativeFact, ...]:
        transition = REPRESENTATIVE.step(self.status, verb)
        self.status, self.reason, self.updated_at = transition.target, reason, at
        return transition.facts

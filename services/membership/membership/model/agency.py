"""Agencies as an authority knows them, and what becomes of their seats when it renames, merges or splits one.

An agency is `{"registry_number", "name", "abbreviation"}`; one without `abbreviation` keeps what it has.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from membership.model.committee import Committee
from membership.model.member import Member
from membership.model.names import marks_of
from membership.states import MemberFact

Agency = Mapping[str, Any]


def same_number(one: str | None, other: str | None) -> bool:
    return marks_of((), one) == marks_of((), other)


def changes(seat: Member, agency: Agency) -> dict[str, Any]:
    """What is to be put right for the seat to be this agency's; what it was called before stays known."""
    changed = {name: value for name, value in agency.items() if getattr(seat, name) != value}
    if same_number(seat.registry_number, agency["registry_number"]):
        changed.pop("registry_number", None)
    if changed.keys() & {"name", "registry_number"}:
        changed["also_known_as"] = _former(seat, changed)
    if "name" in changed and _is_addressed_by_name(seat):
        changed["addressee"] = None
    return changed


def _former(seat: Member, changed: Mapping[str, Any]) -> list[dict[str, Any]]:
    before = {"id": seat.id, "name": seat.name, "registry_number": seat.registry_number}
    after = {name: changed.get(name, value) for name, value in before.items()}
    return [one for one in (*seat.also_known_as, before) if one != after]


def _is_addressed_by_name(seat: Member) -> bool:
    """Whether letters go to an office that is called after the agency: ปลัดกระทรวงการต่างประเทศ."""
    offices = seat.addressee["office"].values() if seat.addressee else ()
    return any(name in office for name in seat.name.values() for office in offices)


def standing(seats: Iterable[Member], number: str) -> Member:
    """Which takes the others in: of the active ones that which has the number, else the longest-standing. Who
    takes part does not cease to by being merged with one that is suspended, or was not admitted yet."""

    def place(one: Member) -> tuple[bool, bool, datetime, str]:
        bears_it = same_number(one.registry_number, number)
        return (one.status != "active", not bears_it, one.created_at, one.id)

    return min(seats, key=place)


def part(
    seat: Member, committee: Committee, agency: Agency, *, id: str, at: datetime
) -> tuple[Member, tuple[MemberFact, ...]]:
    """A seat for what was a part of this one; as this one is, it is suspended too, or under review."""
    known = {**agency, "id": id, "kind": seat.kind, "split_from": seat.id}
    if seat.status == "under_review":
        return Member.apply(committee, at=at, known=True, **known)
    member, facts = Member.enter(committee, at=at, **known)
    if seat.status == "suspended" and seat.reason is not None:
        facts += member.suspend(at, seat.reason, seat.until)
    return member, facts

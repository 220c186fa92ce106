"""What an authority did to agencies, as its system tells: their seats follow, in all committees at once.

Each answers with the ids of the members that are not as they were: nobody where all was so already.
"""

from collections.abc import Iterable
from typing import Any

from chassis.mongo import Transaction
from chassis.thai import day_of
from membership import authority, store
from membership.errors import AGENCY_NOT_A_MEMBER, Denied, Invalid, NotFound
from membership.handlers import keeping, merging
from membership.model import agency
from membership.model.agency import Agency, same_number
from membership.model.member import Member
from membership.model.names import Text, marks_of

Body = dict[str, Any]


def rename(tx: Transaction, body: Body) -> list[str]:
    reason = _reason(tx, "rename", body)
    seats = _live(_records(tx, body["registry_number"]))
    _must_be_known(seats, body["registry_number"])
    return [id for seat in seats for id in _become(tx, seat, body, reason)]


def merge(tx: Transaction, body: Body) -> list[str]:
    """The records of one committee become one, which is the new agency's."""
    reason, into = _reason(tx, "merge", body), body["into"]
    seats = _live(_records(tx, *body["registry_numbers"], into["registry_number"]))
    _must_be_known(seats, *body["registry_numbers"])
    changed = []
    for committee in dict.fromkeys(one.committee for one in seats):
        there = [one for one in seats if one.committee == committee]
        stands = agency.standing(there, into["registry_number"])
        for one in there:
            if one is not stands:
                merging.unite(tx, one, stands, reason)
                changed += [one.id, stands.id]
        changed += _become(tx, stands, into, reason)
    return changed


def split(tx: Transaction, body: Body) -> list[str]:
    """Each part has a seat where the agency had one. That one ends, unless a part keeps its number."""
    reason, number = _reason(tx, "split", body), body["registry_number"]
    records, parts = _records(tx, number), _records(tx, *(one["registry_number"] for one in body["into"]))
    seats, split_off = _live(records), {one.split_from for one in parts}
    if not any(one.id in split_off for one in records):
        _must_be_known(seats, number)
    return [id for seat in seats for id in _divide(tx, seat, body["into"], parts, reason)]


def dissolve(tx: Transaction, body: Body) -> list[str]:
    """One that left before is as a dissolved one would be."""
    reason = _reason(tx, "dissolve", body)
    records = _records(tx, body["registry_number"])
    _must_be_known(records, body["registry_number"])
    return [id for seat in _live(records) for id in _leave(tx, seat, reason)]


def _reason(tx: Transaction, deed: authority.Deed, body: Body) -> Text:
    """Told by the systems of authorities alone, and of what is so by now."""
    if not tx.caller.has("partner"):
        raise Denied()
    on = body.pop("on")
    if on > day_of(tx.now):
        raise Invalid(fields={"on": ["in_the_future"]})
    return authority.reason(deed, body.pop("authority"), on)


def _records(tx: Transaction, *numbers: str) -> list[Member]:
    """Of each committee the last record of each of these agencies, if somebody answers for it."""
    marks = {mark for number in numbers for mark in marks_of((), number)}
    keys = [f"{committee.id}{mark}" for committee in store.committees.find(tx, {}) for mark in sorted(marks)]
    holders = {claim.holder for claim in store.claims_of(tx, keys).values()}
    found = (member for _, member in sorted(store.members_by_id(tx, holders).items()))
    return [one for one in found if one.confirmed and not marks.isdisjoint(marks_of((), one.registry_number))]


def _live(records: Iterable[Member]) -> list[Member]:
    return [one for one in records if one.live]


def _must_be_known(found: Iterable[Member], *numbers: str) -> None:
    if not list(found):
        raise NotFound(AGENCY_NOT_A_MEMBER, registry_number=", ".join(numbers))


def _become(tx: Transaction, seat: Member, named: Agency, reason: Text) -> list[str]:
    before, changes = seat.marks, agency.changes(seat, named)
    facts = seat.revise(tx.now, changes)
    if not facts:
        return []
    keeping.change_marks(tx, seat, before)
    keeping.keep(tx, seat, facts, changed=changes, reason=reason)
    return [seat.id]


def _leave(tx: Transaction, seat: Member, reason: Text) -> list[str]:
    keeping.keep(tx, seat, seat.withdraw(tx.now, reason))
    return [seat.id]


def _divide(
    tx: Transaction, seat: Member, into: Iterable[Agency], parts: Iterable[Member], reason: Text
) -> list[str]:
    """A committee that is dissolved takes no more members. Where the seat ends, a part may bear its name."""
    committee = store.committees.get(tx, seat.committee)
    goes_on = [one for one in into if same_number(one["registry_number"], seat.registry_number)]
    new = [
        agency.part(seat, committee, one, id=tx.new_id(), at=tx.now)
        for one in into
        if one not in goes_on and committee.status == "active" and not _is_there(seat, one, parts)
    ]
    changed = _become(tx, seat, goes_on[0], reason) if goes_on else _leave(tx, seat, reason)
    for member, facts in new:
        member.rejoins = keeping.take_marks(tx, member, member.marks)
        store.members.add(tx, member)
        keeping.tell(tx, member, facts, reason=reason)
    return [*changed, *(member.id for member, _ in new)]


def _is_there(seat: Member, named: Agency, parts: Iterable[Member]) -> bool:
    """Whether this part has its seat already, or had it from this split and gave it up."""
    return any(
        one.committee == seat.committee
        and same_number(one.registry_number, named["registry_number"])
        and (one.live or one.split_from == seat.id)
        for one in parts
    )

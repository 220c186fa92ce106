"""What every change does: it is kept, told, and stands in the member's history."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from chassis.call import Caller
from chassis.envelope import Told
from chassis.mongo import Transaction
from membership import events, store
from membership.errors import NOT_OF_THIS_MEMBER, NOTHING_NAMED, Denied, Invalid
from membership.handlers import committees
from membership.model.change import Change
from membership.model.member import Member
from membership.model.names import Text
from membership.model.representative import Representative
from membership.states import EndReason, MemberFact, RepresentativeFact


def must_speak_for(caller: Caller, member: str) -> None:
    if not (caller.has("secretariat") or caller.represents(member)):
        raise Denied(NOT_OF_THIS_MEMBER, member=member)


def differing(one: Member | Representative, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the changes that are any; Invalid where none is named."""
    if not changes:
        raise Invalid(NOTHING_NAMED)
    return {name: value for name, value in changes.items() if getattr(one, name) != value}


def take_marks(tx: Transaction, member: Member, marks: Collection[str]) -> str | None:
    """Claims these names and numbers, and gives the last record that bore one of them, if it has ended."""
    former = store.claims_of(tx, marks).values()
    for claim in former:
        if claim.live:
            store.members.get(tx, claim.holder).refuse_another()
    for key in sorted(marks):
        store.claim(tx, key, member.id)
    return max((claim.holder for claim in former), default=None)


def change_marks(tx: Transaction, member: Member, before: Collection[str]) -> None:
    """Claims what it is called by now, and gives up what it was called by `before` and is no longer."""
    now = set(member.marks)
    take_marks(tx, member, now.difference(before))
    for key in set(before) - now:
        store.forget(tx, key)


def keep(
    tx: Transaction,
    member: Member,
    facts: Iterable[MemberFact],
    changed: Iterable[str] = (),
    reason: Text | None = None,
) -> Member:
    """`reason` is why, where the record itself does not say it."""
    store.members.save(tx, member)
    tell(tx, member, facts, changed, reason)
    ended_because = member.ends_representatives
    if ended_because is not None:
        for key in member.marks:
            _let_go(tx, member, key)
        for person in people(tx, member.id):
            end(tx, person, ended_because)
        committees.pass_secretariat_on(tx, member, None)
    return member


def keep_decided(tx: Transaction, member: Member, facts: Iterable[MemberFact]) -> Member:
    """Where it is admitted, the principal named in the application takes office with it."""
    keep(tx, member, facts)
    if member.status == "active":
        serving = (one for one in people(tx, member.id) if one.role == "principal")
        principal = next(serving, None)
        if principal is not None and principal.status == "nominated":
            keep_person(tx, principal, principal.confirm(tx.now))
    return member


def _let_go(tx: Transaction, member: Member, key: str) -> None:
    """Who joins again is linked to the record before, but not to one that nobody ever confirmed."""
    if member.confirmed:
        store.release(tx, key)
    elif member.rejoins is not None:
        store.give_back(tx, key, member.rejoins)
    else:
        store.forget(tx, key)


def tell(
    tx: Transaction,
    member: Member,
    facts: Iterable[MemberFact],
    changed: Iterable[str] = (),
    reason: Text | None = None,
) -> None:
    told = events.of_member(member, facts)
    tx.tell(*told)
    why = {} if changed else {"reason": member.reason, "until": member.until}
    note(tx, member.id, told, facts, changed, **(why if reason is None else {**why, "reason": reason}))


def note(
    tx: Transaction,
    member: str,
    told: Sequence[Told],
    facts: Iterable[str],
    changed: Iterable[str] = (),
    **why: Any,
) -> None:
    """What was done, into the member's history."""
    store.changes.add(tx, _change(tx, member, told, facts, changed, **why))


def people(tx: Transaction, member: str) -> list[Representative]:
    """Those nominated and those in office, in the order they were named."""
    return [one for one in store.representatives.find(tx, {"member": member}) if one.status != "ended"]


def with_doubles(tx: Transaction, person: Representative) -> list[Representative]:
    """And their other entries, those that a merge left to end."""
    doubles = [store.representatives.get(tx, id) for id in person.doubles]
    return [person, *(entry for one in doubles for entry in with_doubles(tx, one))]


def nominate(tx: Transaction, member: Member, *, confirmed: bool, **person: Any) -> Representative:
    named, facts = Representative.nominate(member, id=tx.new_id(), at=tx.now, **person)
    if confirmed:
        facts += named.confirm(tx.now)
    store.representatives.add(tx, named)
    _tell_person(tx, named, facts)
    return named


def keep_new(
    tx: Transaction, new: Sequence[tuple[Member, Sequence[MemberFact]]], people: Sequence[Representative]
) -> None:
    """Many at once, with the people in office for them from the first."""
    store.members.add(tx, *(member for member, _ in new))
    store.representatives.add(tx, *people)
    told: list[tuple[str, list[Told], Sequence[str]]] = [
        *((member.id, events.of_member(member, facts), facts) for member, facts in new),
        *((one.member, events.of_representative(one, ("confirmed",)), ("confirmed",)) for one in people),
    ]
    tx.tell(*(event for _, events_of_one, _ in told for event in events_of_one))
    store.changes.add(tx, *(_change(tx, *one) for one in told))


def end(tx: Transaction, person: Representative, reason: EndReason) -> Representative:
    return keep_person(tx, person, person.end(tx.now, reason))


def keep_person(
    tx: Transaction,
    person: Representative,
    facts: Iterable[RepresentativeFact],
    changed: Iterable[str] = (),
) -> Representative:
    store.representatives.save(tx, person)
    _tell_person(tx, person, facts, changed)
    return person


def _tell_person(
    tx: Transaction,
    person: Representative,
    facts: Iterable[RepresentativeFact],
    changed: Iterable[str] = (),
) -> None:
    told = events.of_representative(person, facts)
    tx.tell(*told)
    note(tx, person.member, told, facts, changed, ended_because=person.reason)


def _change(
    tx: Transaction,
    member: str,
    told: Sequence[Told],
    facts: Iterable[str],
    changed: Iterable[str] = (),
    **why: Any,
) -> Change:
    """What is told, as it stands in the member's history."""
    return Change(
        id=tx.new_id(),
        member=member,
        about=told[0].subject,
        at_version=told[0].version,
        at=tx.now,
        by=tx.caller.id,
        roles=sorted(tx.caller.roles),
        what=list(facts),
        changed=sorted(changed),
        **why,
    )

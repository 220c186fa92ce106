"""What may be asked of membership: load, call the model, keep, tell. Each runs inside one transaction."""

from collections.abc import Iterable
from typing import Any

from chassis.call import Caller
from chassis.mongo import Transaction
from membership import events, store
from membership.errors import NO_COMMITTEE, NOT_OF_THIS_MEMBER, Denied, NotYetKnown
from membership.model import Committee, EndReason, Member, Representative
from membership.states import MemberFact, RepresentativeFact

Body = dict[str, Any]


def establish_committee(tx: Transaction, terms: Body) -> Committee:
    """The installation's first committee; the one that is there when it has been established before."""
    founded = store.claim_of(tx, store.FIRST_COMMITTEE)
    if founded is not None:
        return store.committees.get(tx, founded.holder)
    committee = Committee(id=tx.new_id(), terms=terms)
    store.claim(tx, store.FIRST_COMMITTEE, committee.id)
    store.committees.add(tx, committee)
    tx.tell(events.of_committee(committee))
    return committee


def get_committee(tx: Transaction, id: str | None) -> Committee:
    if id is not None:
        return store.committees.get(tx, id)
    first = store.claim_of(tx, store.FIRST_COMMITTEE)
    if first is None:
        raise NotYetKnown(NO_COMMITTEE)
    return store.committees.get(tx, first.holder)


def list_committees(tx: Transaction, query: Body) -> tuple[list[Committee], str | None]:
    return store.committees.page(tx, {}, query["after"], query["limit"])


def apply_member(tx: Transaction, body: Body) -> Member:
    committee = get_committee(tx, body["committee"])
    application = {name: body[name] for name in body if name not in ("committee", "representative")}
    member, facts = Member.apply(committee, id=tx.new_id(), at=tx.now, **application)
    member.rejoins = _take_names(tx, member)
    store.members.add(tx, member)
    tx.tell(*events.of_member(member, facts))
    _nominate(tx, member, confirmed=member.status == "active", role="principal", **body["representative"])
    return member


def admit_member(tx: Transaction, body: Body) -> Member:
    """The principal named in the application takes office with it."""
    member = store.members.get(tx, body["id"], body["if_match"])
    _keep(tx, member, member.admit(tx.now))
    serving = (one for one in _people(tx, member.id) if one.role == "principal")
    principal = next(serving, None)
    if principal is not None and principal.status == "nominated":
        _keep_person(tx, principal, principal.confirm(tx.now))
    return member


def decline_member(tx: Transaction, body: Body) -> Member:
    member = store.members.get(tx, body["id"], body["if_match"])
    return _keep(tx, member, member.decline(tx.now, body["reason"]))


def suspend_member(tx: Transaction, body: Body) -> Member:
    member = store.members.get(tx, body["id"], body["if_match"])
    return _keep(tx, member, member.suspend(tx.now, body["reason"]))


def reinstate_member(tx: Transaction, body: Body) -> Member:
    member = store.members.get(tx, body["id"], body["if_match"])
    return _keep(tx, member, member.reinstate(tx.now))


def withdraw_member(tx: Transaction, body: Body) -> Member:
    member = store.members.get(tx, body["id"], body["if_match"])
    must_speak_for(tx.caller, member.id)
    return _keep(tx, member, member.withdraw(tx.now, body["reason"]))


def get_member(tx: Transaction, id: str) -> Member:
    return store.members.get(tx, id)


def list_members(tx: Transaction, query: Body) -> tuple[list[Member], str | None]:
    committee = query["committee"] or get_committee(tx, None).id
    asked = {name: query[name] for name in ("status", "kind") if query[name] is not None}
    return store.members.page(tx, {"committee": committee, **asked}, query["after"], query["limit"])


def add_representative(tx: Transaction, body: Body) -> Representative:
    must_speak_for(tx.caller, body["member"])
    member = store.members.get(tx, body["member"])
    store.hold(tx, member)
    person = {name: body[name] for name in body if name != "member"}
    return _nominate(tx, member, confirmed=False, **person)


def confirm_representative(tx: Transaction, body: Body) -> Representative:
    """A principal who takes office replaces the one before."""
    person = store.representatives.get(tx, body["id"], body["if_match"])
    must_speak_for(tx.caller, person.member)
    store.hold(tx, store.members.get(tx, person.member))
    _keep_person(tx, person, person.confirm(tx.now))
    for former in _people(tx, person.member):
        if former.is_replaced_by(person):
            _end(tx, former, "replaced")
    return person


def end_representative(tx: Transaction, body: Body) -> Representative:
    person = store.representatives.get(tx, body["id"], body["if_match"])
    must_speak_for(tx.caller, person.member)
    return _end(tx, person, body["reason"])


def list_representatives(tx: Transaction, query: Body) -> tuple[list[Representative], str | None]:
    must_speak_for(tx.caller, query["member"])
    member = store.members.get(tx, query["member"])
    return store.representatives.page(tx, {"member": member.id}, query["after"], query["limit"])


def must_speak_for(caller: Caller, member: str) -> None:
    if not (caller.has("secretariat") or caller.represents(member)):
        raise Denied(NOT_OF_THIS_MEMBER, member=member)


def _take_names(tx: Transaction, member: Member) -> str | None:
    """Claims the member's names, and gives the last record that bore one of them, if it has ended."""
    former = [claim for key in member.names if (claim := store.claim_of(tx, key)) is not None]
    for claim in former:
        if claim.live:
            store.members.get(tx, claim.holder).refuse_another()
    for key in member.names:
        store.claim(tx, key, member.id)
    return max((claim.holder for claim in former), default=None)


def _keep(tx: Transaction, member: Member, facts: Iterable[MemberFact]) -> Member:
    store.members.save(tx, member)
    tx.tell(*events.of_member(member, facts))
    reason = member.ends_representatives
    if reason is not None:
        for key in member.names:
            store.release(tx, key)
        for person in _people(tx, member.id):
            _end(tx, person, reason)
    return member


def _people(tx: Transaction, member: str) -> list[Representative]:
    """Those nominated and those in office, in the order they were named."""
    return [one for one in store.representatives.find(tx, {"member": member}) if one.status != "ended"]


def _nominate(tx: Transaction, member: Member, *, confirmed: bool, **person: Any) -> Representative:
    named, facts = Representative.nominate(member, id=tx.new_id(), at=tx.now, **person)
    if confirmed:
        facts += named.confirm(tx.now)
    store.representatives.add(tx, named)
    tx.tell(*events.of_representative(named, facts))
    return named


def _end(tx: Transaction, person: Representative, reason: EndReason) -> Representative:
    return _keep_person(tx, person, person.end(tx.now, reason))


def _keep_person(
    tx: Transaction, person: Representative, facts: Iterable[RepresentativeFact]
) -> Representative:
    store.representatives.save(tx, person)
    tx.tell(*events.of_representative(person, facts))
    return person

"""The groups themselves: established, revised, given their terms of reference, dissolved, and asked for."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from chassis.errors import TooLarge
from chassis.mongo import Transaction
from chassis.thai import day_of
from membership import events, store
from membership.errors import (
    NO_COMMITTEE,
    OTHER_COMMITTEE,
    SUB_COMMITTEES_LEFT,
    Conflict,
    Invalid,
    NotFound,
    NotYetKnown,
)
from membership.model.committee import Committee, CommitteeChange
from membership.model.member import Member
from membership.model.terms_of_reference import TermsOfReference, in_force
from membership.states import CommitteeFact

Body = dict[str, Any]
STATED_LIMIT = 48 * 1024
"""Bytes of what a committee states of itself, all of which its events carry."""


def establish(tx: Transaction, terms: Body) -> Committee:
    """The installation's first committee; the one that is there when it has been established before."""
    founded = store.claim_of(tx, store.FIRST_COMMITTEE)
    if founded is not None:
        return store.committees.get(tx, founded.holder)
    return establish_another(tx, {**terms, "parent": None})


def establish_another(tx: Transaction, body: Body) -> Committee:
    """The first of an installation is the one that is meant where none is named."""
    parent, adopted = body.pop("parent"), body.pop("terms_of_reference", None)
    if parent is not None:
        superior = store.committees.get(tx, parent)
        superior.must_be_active()
        store.hold(tx, superior)
    first = store.claim_of(tx, store.FIRST_COMMITTEE) is None
    committee = Committee(id=tx.new_id(), terms=body, first=first, parent=parent)
    _check_secretariat(tx, committee, body)
    facts: tuple[CommitteeFact, ...] = ("established",)
    if adopted is not None:
        facts += _adopt(tx, committee, adopted)[1]
    if first:
        store.claim(tx, store.FIRST_COMMITTEE, committee.id)
    return _keep(tx, committee, facts)


def revise(tx: Transaction, body: Body) -> Committee:
    """Nothing happens where everything is as it was."""
    committee = store.committees.get(tx, body.pop("id"), body.pop("if_match"))
    changes = {name: value for name, value in body.items() if value != committee.terms.get(name)}
    _check_secretariat(tx, committee, changes)
    return _keep(tx, committee, committee.revise(changes), changes) if changes else committee


def pass_secretariat_on(tx: Transaction, member: Member, other: Member | None) -> None:
    """From the one that was named as the secretariat to the member that stands for it; where none does, the
    committee is to name another."""
    committee = store.committees.get(tx, member.committee)
    if committee.status == "active" and committee.terms.get("secretariat") == member.id:
        changes = {"secretariat": other and other.id}
        _keep(tx, committee, committee.revise(changes), changes)


def adopt(tx: Transaction, body: Body) -> TermsOfReference:
    committee = store.committees.get(tx, body.pop("committee"))
    version, facts = _adopt(tx, committee, body)
    _keep(tx, committee, facts)
    return version


def dissolve(tx: Transaction, body: Body) -> Committee:
    """From the last to the first: not while a sub-committee is left."""
    committee = store.committees.get(tx, body["id"], body["if_match"])
    facts = committee.dissolve(body["reason"])
    left = [one.id for one in store.committees.find(tx, {"parent": committee.id}) if one.status == "active"]
    if left:
        raise Conflict(SUB_COMMITTEES_LEFT, committee=left[0])
    return _keep(tx, committee, facts)


def get(tx: Transaction, id: str | None) -> Committee:
    if id is not None:
        return store.committees.get(tx, id)
    first = store.claim_of(tx, store.FIRST_COMMITTEE)
    if first is None:
        raise NotYetKnown(NO_COMMITTEE)
    return store.committees.get(tx, first.holder)


def page(tx: Transaction, query: Body) -> tuple[list[Committee], str | None]:
    where = {"parent": query["parent"]} if query["parent"] else {}
    return store.committees.page(tx, where, query["after"], query["limit"])


def history(tx: Transaction, query: Body) -> tuple[list[CommitteeChange], str | None]:
    committee = store.committees.get(tx, query["committee"])
    return store.committee_changes.page(tx, {"committee": committee.id}, query["after"], query["limit"])


def terms_of_reference(tx: Transaction, committee: str, number: int) -> TermsOfReference:
    found = store.terms_of_reference.find(tx, {"committee": committee, "number": number})
    if not found:
        raise NotFound(id=f"{committee}/{number}")
    return found[0]


def terms_of_reference_page(tx: Transaction, query: Body) -> tuple[list[TermsOfReference], str | None]:
    """Newest first; of a day the one that was in force, if one was."""
    committee = store.committees.get(tx, query["committee"])
    if query["on"] is None:
        where = {"committee": committee.id}
        return store.terms_of_reference.page(tx, where, query["after"], query["limit"], newest_first=True)
    begun = {"committee": committee.id, "effective_from": {"$gte": "", "$lte": query["on"]}}
    found = in_force(store.terms_of_reference.find(tx, begun), query["on"])
    return [found] if found else [], None


def _check_secretariat(tx: Transaction, committee: Committee, stated: Body) -> None:
    """Of this committee, and it does not end meanwhile."""
    if not stated.get("secretariat"):
        return
    member = store.members.get(tx, stated["secretariat"])
    if member.committee != committee.id:
        raise Conflict(OTHER_COMMITTEE)
    member.must_be_live()
    store.hold(tx, member)


def _adopt(
    tx: Transaction, committee: Committee, adopted: Body
) -> tuple[TermsOfReference, tuple[CommitteeFact, ...]]:
    if adopted["adopted_on"] > day_of(tx.now):
        raise Invalid(fields={"adopted_on": ["out_of_range"]})
    effective_from = adopted["effective_from"] or adopted["adopted_on"]
    dated = {**adopted, "effective_from": effective_from, "created_at": tx.now}
    version, facts = committee.adopt(id=tx.new_id(), **dated)
    store.terms_of_reference.add(tx, version)
    return version, facts


def _keep(
    tx: Transaction, committee: Committee, facts: Iterable[CommitteeFact], changed: Collection[str] = ()
) -> Committee:
    """Kept, told, and written into the committee's history."""
    write = store.committees.save if committee.version else store.committees.add
    write(tx, committee)
    told = events.of_committee(committee, facts)
    if len(json.dumps(told[0].data, ensure_ascii=False).encode()) > STATED_LIMIT:
        raise TooLarge(limit=STATED_LIMIT)
    tx.tell(*told)
    change = CommitteeChange(
        id=tx.new_id(),
        committee=committee.id,
        at_version=committee.version,
        at=tx.now,
        by=tx.caller.id,
        roles=sorted(tx.caller.roles),
        what=list(facts),
        changed=sorted(changed),
        reason=committee.reason,
    )
    store.committee_changes.add(tx, change)
    return committee

"""Who speaks for a member: named, put right, in office, replaced."""

from typing import Any

from chassis.mongo import Transaction
from membership import store
from membership.handlers import consenting, keeping, ranking
from membership.model.consent import agreed
from membership.model.representative import Representative

Body = dict[str, Any]


def add(tx: Transaction, body: Body) -> Representative:
    keeping.must_speak_for(tx.caller, body["member"])
    member = store.members.get(tx, body["member"])
    store.hold(tx, member)
    person = {name: body[name] for name in body if name not in ("member", "consent")}
    rank = ranking.next_rank(tx, member.id, body["role"])
    named = keeping.nominate(tx, member, confirmed=False, rank=rank, **person)
    consenting.note(tx, named, body["consent"])
    return named


def revise(tx: Transaction, body: Body) -> Representative:
    person = store.representatives.get(tx, body.pop("id"), body.pop("if_match"))
    keeping.must_speak_for(tx.caller, person.member)
    received, consented = body.pop("consent", None), agreed(person)
    changes = keeping.differing(person, body)
    facts = person.revise(tx.now, changes)
    consenting.note(tx, person, received, consented)
    return keeping.keep_person(tx, person, facts, changed=changes) if facts else person


def confirm(tx: Transaction, body: Body) -> Representative:
    """A principal who takes office replaces the one before."""
    person = store.representatives.get(tx, body["id"], body["if_match"])
    keeping.must_speak_for(tx.caller, person.member)
    store.hold(tx, store.members.get(tx, person.member))
    keeping.keep_person(tx, person, person.confirm(tx.now))
    for former in keeping.people(tx, person.member):
        if former.is_replaced_by(person):
            keeping.end(tx, former, "replaced")
    return person


def take_over(tx: Transaction, body: Body) -> Representative:
    """The principal's seat is handed over in one step: at no moment two have it, or nobody."""
    person = store.representatives.get(tx, body["id"], body["if_match"])
    keeping.must_speak_for(tx.caller, person.member)
    store.hold(tx, store.members.get(tx, person.member))
    keeping.keep_person(tx, person, person.take_over(tx.now), changed=["role"])
    for former in keeping.people(tx, person.member):
        if former.is_replaced_by(person):
            if body["stays"]:
                keeping.keep_person(tx, former, former.step_back(tx.now), changed=["role"])
            else:
                keeping.end(tx, former, "replaced")
    ranking.close_up(tx, person.member)
    return person


def look_at_term(tx: Transaction, id: str, today: str) -> None:
    person = store.representatives.get(tx, id)
    facts = person.look_at_term(tx.now, today)
    if facts:
        store.hold(tx, store.members.get(tx, person.member))
        keeping.keep_person(tx, person, facts)
        ranking.close_up(tx, person.member)


def get(tx: Transaction, id: str) -> Representative:
    person = store.representatives.get(tx, id)
    keeping.must_speak_for(tx.caller, person.member)
    return person


def named(tx: Transaction, id: str) -> list[Representative]:
    """Those in office whom everybody may know of: the member says so, and they do."""
    if not store.members.get(tx, id).shows("representatives"):
        return []
    serving = ranking.in_order(keeping.people(tx, id))
    return [one for one in serving if one.shown and one.status == "confirmed"]


def end(tx: Transaction, body: Body) -> Representative:
    person = store.representatives.get(tx, body["id"], body["if_match"])
    keeping.must_speak_for(tx.caller, person.member)
    store.hold(tx, store.members.get(tx, person.member))
    keeping.end(tx, person, body["reason"])
    ranking.close_up(tx, person.member)
    return person

"""Whether an address is whose it is said to be: a link is sent to it, and followed, or its time runs out."""

from typing import Any

from chassis.mongo import Transaction
from membership import events, store
from membership.errors import LINK_INVALID, Denied
from membership.handlers import committees, keeping
from membership.links import Links
from membership.model.member import Member
from membership.model.representative import Representative
from membership.states import REPRESENTATIVE

Body = dict[str, Any]


def ask(tx: Transaction, member: Member, person: Representative, links: Links) -> None:
    facts = person.ask(member, tx.now)
    confirm_by = member.confirm_by or tx.now
    store.representatives.save(tx, person)
    told = events.of_asking(person, facts, confirm_by, links.token(person, confirm_by))
    tx.tell(*told)
    keeping.note(tx, member.id, told, facts)


def ask_again(tx: Transaction, body: Body, links: Links) -> Member:
    """Where the first letter did not arrive, or was lost. Anybody may ask, and is told nothing by it."""
    member = store.members.get(tx, body["id"], body["if_match"])
    for person in keeping.people(tx, member.id)[:1]:
        ask(tx, member, person, links)
    return member


def confirm(tx: Transaction, body: Body, links: Links) -> Member:
    """By somebody who has left office since nothing is confirmed."""
    person = store.representatives.get(tx, links.person(body["token"]))
    links.must_be_for(body["token"], person)
    member = store.members.get(tx, person.member)
    facts = member.confirm(committees.get(tx, member.committee), tx.now)
    if REPRESENTATIVE.is_final(person.status):
        raise Denied(LINK_INVALID)
    return keeping.keep_decided(tx, member, facts)


def look_at(tx: Transaction, id: str) -> None:
    """Ends what nobody confirmed in time."""
    member = store.members.get(tx, id)
    if member.lapses_at is not None and member.lapses_at <= tx.now:
        keeping.keep(tx, member, member.expire(tx.now))

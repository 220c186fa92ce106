"""A member that may not take part for now, for a term or until it is said."""

from typing import Any

from chassis.mongo import Transaction
from chassis.thai import day_of
from membership import store
from membership.errors import Invalid
from membership.handlers import keeping
from membership.model.member import Member

Body = dict[str, Any]


def suspend(tx: Transaction, body: Body) -> Member:
    if body["until"] is not None and body["until"] < day_of(tx.now):
        raise Invalid(fields={"until": ["in_the_past"]})
    member = store.members.get(tx, body["id"], body["if_match"])
    return keeping.keep(tx, member, member.suspend(tx.now, body["reason"], body["until"]))


def reinstate(tx: Transaction, body: Body) -> Member:
    member = store.members.get(tx, body["id"], body["if_match"])
    return keeping.keep(tx, member, member.reinstate(tx.now))


def look_at_suspension(tx: Transaction, id: str, today: str) -> None:
    member = store.members.get(tx, id)
    facts = member.look_at_suspension(tx.now, today)
    if facts:
        keeping.keep(tx, member, facts)

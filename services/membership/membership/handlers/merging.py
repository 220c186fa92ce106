"""Two records of one organisation become one: everything follows to the other, and whatever refers to the
first still finds it.
"""

from typing import Any

from chassis.mongo import Transaction
from membership import store
from membership.handlers import committees, keeping, keeping_requests, ranking
from membership.model.member import Member
from membership.model.names import Text

Body = dict[str, Any]


def merge(tx: Transaction, body: Body) -> Member:
    member = store.members.get(tx, body["id"], body["if_match"])
    unite(tx, member, store.members.get(tx, body["into"]), body["reason"])
    return member


def unite(tx: Transaction, member: Member, other: Member, reason: Text) -> None:
    facts = member.merge(tx.now, reason, other)
    _bring_people(tx, member, other)
    committees.pass_secretariat_on(tx, member, other)
    keeping.keep(tx, member, facts)
    taken = other.take_in(tx.now, member)
    for key in sorted(member.marks):
        store.claim(tx, key, other.id)
    keeping.keep(tx, other, taken, changed=["also_known_as"], reason=reason)


def _bring_people(tx: Transaction, member: Member, other: Member) -> None:
    """Who speaks for the one speaks for the other from now on; who does for both already is left to end.

    The other's principal stays: the one who comes is then an alternate, as are those who come with them.
    Where it has none, the seat is the one's who was principal here.
    """
    there = keeping.people(tx, other.id)
    seat_taken = any(one.in_the_seat for one in there)
    rank = sum(one.role == "alternate" for one in there)
    for person in ranking.in_order(keeping.people(tx, member.id)):
        twin = next((one for one in there if one.stands_in_for(person)), None)
        if twin is not None:
            keeping_requests.pass_on(tx, person, twin)
            keeping.keep_person(tx, twin, twin.succeed(person, tx.now), changed=["served_for"])
            if person.in_the_seat and not seat_taken:
                keeping.keep_person(tx, twin, twin.take_over(tx.now), changed=["role"])
            continue
        role = person.role_at(other, seat_taken)
        rank += role == "alternate"
        brought = person.speak_for(other.id, tx.now, role, rank if role == "alternate" else None)
        keeping.keep_person(tx, person, brought, changed=["member", "role"])
    ranking.close_up(tx, other.id)


def standing_for(tx: Transaction, member: Member) -> Member:
    """The record that it has become a part of, at the end of the chain; itself, where it has not."""
    while member.merged_into is not None:
        member = store.members.get(tx, member.merged_into)
    return member


def must_speak_for(tx: Transaction, member: Member) -> None:
    """As everywhere, and for a merged record also whoever speaks for the one that stands for it."""
    if not tx.caller.represents(standing_for(tx, member).id):
        keeping.must_speak_for(tx.caller, member.id)

"""The caller as a person of whom something is kept."""

from chassis.mongo import Transaction
from membership import store
from membership.errors import NO_PERSON, NOT_OF_THIS_MEMBER, Denied
from membership.handlers import keeping
from membership.model.representative import Representative


def person(tx: Transaction) -> Representative:
    """The representative or expert whom the caller is; with a token of the member, its principal."""
    known = store.representatives.find(tx, {"_id": tx.caller.id}) or _principals(tx)
    for one in known:
        if tx.caller.represents(one.member) or (one.role == "expert" and tx.caller.has("expert")):
            return one
    raise Denied(NO_PERSON)


def must_be(tx: Transaction, one: Representative) -> None:
    if person(tx).id != one.id:
        raise Denied(NO_PERSON)


def must_see(tx: Transaction, one: Representative) -> None:
    """The secretariat and the member do, and everybody themselves."""
    expert = one.id == tx.caller.id and tx.caller.has("expert")
    if not (tx.caller.has("secretariat") or tx.caller.represents(one.member) or expert):
        raise Denied(NOT_OF_THIS_MEMBER, member=one.member)


def _principals(tx: Transaction) -> list[Representative]:
    people = keeping.people(tx, tx.caller.member) if tx.caller.member else []
    return [one for one in people if one.in_the_seat]

"""Who agreed to what, when and how: each change of it is another record, in the transaction that makes it."""

from collections.abc import Collection
from typing import Any

from chassis.mongo import Transaction
from membership import store
from membership.errors import ENTERED_BY_THE_SECRETARIAT, Denied
from membership.handlers import keeping, myself
from membership.model.consent import BY_THEMSELVES, WORDING, Consent, ConsentTo, agreed, changes
from membership.model.erasure import Erasure
from membership.model.member import Member
from membership.model.representative import Representative

Received = dict[str, Any] | None


def note(
    tx: Transaction,
    one: Member | Representative,
    received: Received,
    before: Collection[ConsentTo] = frozenset(),
) -> None:
    """What differs from what was agreed to before; `received` as the secretariat says."""
    if received is not None and not tx.caller.has("secretariat"):
        raise Denied(ENTERED_BY_THE_SECRETARIAT)
    is_person = isinstance(one, Representative)
    for to, given in changes(before, agreed(one)):
        consent = Consent(
            id=tx.new_id(),
            member=one.member if isinstance(one, Representative) else one.id,
            about=f"{'representatives' if is_person else 'members'}/{one.id}",
            to=to,
            given=given,
            wording=WORDING,
            how=received if tx.caller.has("secretariat") else BY_THEMSELVES,
            at=tx.now,
            by=tx.caller.id,
            roles=sorted(tx.caller.roles),
        )
        store.consents.add(tx, consent)


def page(tx: Transaction, query: dict[str, Any]) -> tuple[list[Consent], str | None]:
    """Those of a member and of its people, also of records that became a part of it, as they came."""
    keeping.must_speak_for(tx.caller, query["member"])
    member = store.members.get(tx, query["member"])
    of = {"member": {"$in": member.records}}
    return store.consents.page(tx, of, query["after"], query["limit"])


def mine(tx: Transaction) -> list[Consent]:
    return of_person(tx, myself.person(tx).id)


def of_person(tx: Transaction, representative: str) -> list[Consent]:
    return store.consents.find(tx, {"about": f"representatives/{representative}"})


def forget(tx: Transaction, erasure: Erasure) -> None:
    for consent in of_person(tx, erasure.representative):
        if consent.forget():
            store.consents.save(tx, consent)

"""All that membership keeps about a person: the record, what was done, what was told of it."""

from dataclasses import dataclass
from typing import Any

from chassis.mongo import Transaction
from membership import store
from membership.handlers import representatives
from membership.model.change import Change
from membership.model.representative import Representative
from membership.personal import FIELDS


@dataclass(frozen=True, slots=True)
class PersonalData:
    """`told` are the facts in the private log: `{"type", "at", "data"}`, with what was so before."""

    representative: Representative
    classes: dict[str, str]
    history: list[Change]
    told: list[dict[str, Any]]


def of(tx: Transaction, id: str) -> PersonalData:
    """To those who may see the person."""
    person = representatives.get(tx, id)
    subject = f"representatives/{person.id}"
    return PersonalData(
        representative=person,
        classes={name: str(one) for name, one in FIELDS["representative"].items()},
        history=[
            one
            for member in person.members
            for one in store.changes.find(tx, {"member": member})
            if one.about == subject
        ],
        told=store.told_of(tx, subject),
    )

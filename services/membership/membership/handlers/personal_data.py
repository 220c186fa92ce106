"""All that membership keeps about a person: the record, what was done, what was told of it."""

from dataclasses import dataclass
from typing import Any

from chassis.mongo import Transaction
from membership import request_store, store
from membership.handlers import consenting, keeping, myself
from membership.handlers.scans import put_forward
from membership.model.change import Change
from membership.model.consent import Consent
from membership.model.data_request import DataRequest
from membership.model.representative import Representative
from membership.model.scan import Scan
from membership.personal import FIELDS


@dataclass(frozen=True, slots=True)
class PersonalData:
    """`told` are the facts in the private log: `{"type", "at", "data"}`, with what was so before."""

    representative: Representative
    classes: dict[str, str]
    history: list[Change]
    told: list[dict[str, Any]]
    requests: list[DataRequest]
    consents: list[Consent]
    scans: list[Scan]


def of(tx: Transaction, id: str) -> PersonalData:
    """To those who may see the person, with what is kept by their other entries."""
    person = store.representatives.get(tx, id)
    myself.must_see(tx, person)
    entries = keeping.with_doubles(tx, person)
    subjects = [f"representatives/{one.id}" for one in entries]
    members = dict.fromkeys(member for one in entries for member in one.members)
    return PersonalData(
        representative=person,
        classes={name: str(one) for name, one in FIELDS["representative"].items()},
        history=[
            one
            for member in members
            for one in store.changes.find(tx, {"member": member})
            if one.about in subjects
        ],
        told=[fact for subject in subjects for fact in store.told_of(tx, subject)],
        requests=[one for entry in entries for one in request_store.of_person(tx, entry.id)],
        consents=[one for entry in entries for one in consenting.of_person(tx, entry.id)],
        scans=[scan for entry in entries for id in put_forward(tx, entry) for scan in store.scans_of(tx, id)],
    )

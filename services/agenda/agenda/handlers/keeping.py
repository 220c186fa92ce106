"""The last step of every use case: what the model changed is saved, and what it caused is told."""

from typing import TypeVar

from agenda import events, store
from agenda.model.fact import Facts
from agenda.model.number import Series
from agenda.model.proposal import Judge
from chassis.aggregates import Aggregates
from chassis.mongo import Transaction

Kept = TypeVar("Kept", bound=events.Source)


def keep(tx: Transaction, aggregates: Aggregates[Kept], model: Kept, facts: Facts = ()) -> Kept:
    """Adds what is new, saves what was read, and tells `facts` at the version that this makes."""
    write = aggregates.save if model.version else aggregates.add
    write(tx, model)
    tx.tell(*events.told(model, facts))
    return model


def numbers_of(tx: Transaction, kind: str, committee: str, year_be: int) -> Series:
    """To be read early and kept last: all who want a number in one year meet in this one document."""
    id = f"{kind}/{committee}/{year_be}"
    found = store.NUMBERS.find(tx, {"_id": id})
    return found[0] if found else Series(id=id, year_be=year_be)


def keep_numbers(tx: Transaction, numbers: Series) -> None:
    write = store.NUMBERS.save if numbers.version else store.NUMBERS.add
    write(tx, numbers)


def judge(tx: Transaction) -> Judge:
    return Judge(tx.caller.id, tx.now)

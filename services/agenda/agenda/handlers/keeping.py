"""The last step of every use case: what the model changed is saved, and what it caused is told and noted."""

from typing import TypeVar

from agenda import events
from agenda.handlers import steps
from agenda.model.fact import Facts
from chassis.aggregates import Aggregates
from chassis.mongo import Transaction

Kept = TypeVar("Kept", bound=events.Source)


def keep(tx: Transaction, aggregates: Aggregates[Kept], model: Kept, facts: Facts = ()) -> Kept:
    """Adds what is new, saves what was read, and tells `facts` at the version that this makes."""
    write = aggregates.save if model.version else aggregates.add
    write(tx, model)
    told = events.told(model, facts)
    tx.tell(*told)
    steps.note(tx, model, facts, told)
    return model

"""What is noted of every change, so that the way of a proposal can be shown step by step."""

from collections.abc import Sequence
from typing import Any

from agenda.following.store import ACTIONS, STEPS
from agenda.model.action import Action
from agenda.model.fact import Facts
from agenda.model.item import Item
from agenda.model.proposal import Proposal
from agenda.model.referral import Referral
from agenda.model.step import FOLLOWED, SAID, Step
from chassis.envelope import Told
from chassis.mongo import Transaction


def note(tx: Transaction, source: object, facts: Facts, told: Sequence[Told]) -> None:
    """`told` are `facts` in the form in which everybody hears them."""
    steps = [
        _step(tx, one.item or source, event)
        for one, event in zip(facts, told, strict=True)
        if one.fact in FOLLOWED
    ]
    if steps:
        STEPS.add(tx, *steps)


def of_action(tx: Transaction, command: dict[str, Any]) -> tuple[list[Step], str | None]:
    """Its history."""
    id = ACTIONS.get(tx, command["id"]).id
    return STEPS.page(tx, {"about": f"actions/{id}"}, command["after"], command["limit"])


def _step(tx: Transaction, about: object, event: Told) -> Step:
    return Step(
        id=tx.new_id(),
        of=_way_of(about),
        about=event.subject,
        at_version=event.version,
        what=event.type,
        at=tx.now,
        by=tx.caller.id,
        said={name: event.data[name] for name in SAID if name in event.data},
    )


def _way_of(about: object) -> str:
    match about:
        case Proposal():
            return about.id
        case Item():
            return about.proposal or about.id
        case Action() | Referral() if way := about.proposal or about.item:
            return way
    raise TypeError(type(about).__name__)

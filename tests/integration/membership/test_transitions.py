"""What is forbidden in a state is refused with the code that says so, and changes nothing."""

from typing import Any

import pytest

from chassis.errors import Conflict
from membership.errors import TRANSITION_FORBIDDEN
from membership.states import MEMBER, REPRESENTATIVE, Machine
from tests.integration.membership.desk import PERSON, Desk

REASON = {"th": "ตามหนังสือของหน่วยงาน"}
NEEDED: dict[str, dict[str, Any]] = {
    "decline": {"reason": REASON},
    "suspend": {"reason": REASON},
    "end": {"reason": "term"},
}
MEMBERS_WAY: dict[str, tuple[str, ...]] = {
    "submitted": (),
    "invited": (),
    "expired": (),
    "under_review": (),
    "active": ("admit",),
    "suspended": ("admit", "suspend"),
    "declined": ("decline",),
    "cancelled": ("withdraw",),
    "withdrawn": ("admit", "withdraw"),
    "merged": ("admit", "merge"),
}
PERSONS_WAY: dict[str, tuple[str, ...]] = {"nominated": (), "confirmed": ("confirm",), "ended": ("end",)}
BY_ITSELF = {"review", "expire"}


def forbidden(machine: Machine[Any, Any], ways: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Each verb that may be asked for, in each state in which it leads nowhere."""
    verbs = {one.verb for one in machine.transitions} - BY_ITSELF
    allowed = {(one.source, one.verb) for one in machine.transitions}
    return sorted((state, verb) for state in ways for verb in verbs if (state, verb) not in allowed)


def done(desk: Desk, aggregate: str, id: str, verb: str) -> dict[str, Any]:
    needed = {"reason": REASON, "into": another(desk)} if verb == "merge" else NEEDED.get(verb, {})
    return desk.ask(f"{verb}_{aggregate}", id=id, **needed)


def another(desk: Desk) -> str:
    """An active member, made when it is first asked for."""
    if not desk.ask("list_members", text="Another")["items"]:
        desk.ask("admit_member", id=desk.apply(name={"en": "Another"})["id"])
    return str(desk.ask("list_members", text="Another")["items"][0]["id"])


def begin(desk: Desk, state: str, name: str) -> dict[str, Any]:
    if state == "expired":
        return desk.wait_in_vain(desk.submit(name)["id"])
    beginning = {"submitted": desk.submit, "invited": desk.invite}.get(state, desk.apply)
    return beginning(name)


def must_refuse(desk: Desk, aggregate: str, id: str, state: str, verb: str) -> None:
    told = desk.store.db.outbox.count_documents({})
    with pytest.raises(Conflict) as refused:
        done(desk, aggregate, id, verb)
    assert refused.value.code == TRANSITION_FORBIDDEN
    assert refused.value.params == {"aggregate": aggregate, "status": state, "verb": verb}
    assert desk.store.db.outbox.count_documents({}) == told


def test_every_state_is_come_to_here() -> None:
    states = {state for one in MEMBER.transitions for state in (one.source, one.target)}
    assert states == set(MEMBERS_WAY)
    assert {one.target for one in REPRESENTATIVE.transitions} < set(PERSONS_WAY)


def test_of_a_member(reviewing: Desk) -> None:
    another(reviewing)
    for number, (state, way) in enumerate(MEMBERS_WAY.items()):
        member = begin(reviewing, state, f"องค์กร {number}")
        for verb in way:
            member = done(reviewing, "member", member["id"], verb)
        assert member["status"] == state
        for verb in [verb for where, verb in forbidden(MEMBER, MEMBERS_WAY) if where == state]:
            must_refuse(reviewing, "member", member["id"], state, verb)


def test_of_a_representative(desk: Desk) -> None:
    member = desk.apply()["id"]
    for state, way in PERSONS_WAY.items():
        person = desk.ask("add_representative", member=member, role="alternate", **PERSON)
        for verb in way:
            person = done(desk, "representative", person["id"], verb)
        assert person["status"] == state
        for verb in [verb for where, verb in forbidden(REPRESENTATIVE, PERSONS_WAY) if where == state]:
            must_refuse(desk, "representative", person["id"], state, verb)

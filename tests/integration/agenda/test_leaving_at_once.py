"""A member leaves while something is done in its name: nothing is left with it, whoever comes first."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from agenda import offers, store
from agenda.handlers import projections
from chassis import clock
from chassis.errors import WaraError
from chassis.mongo import Transaction
from tests.integration.agenda.office import Office, View, representing, together

DRAFT: dict[str, Any] = {
    "title": {"th": "คุณภาพอากาศ"},
    "rationale": {"th": "ฝุ่นละออง"},
    "sdgs": [3],
    "purpose": "consideration",
}
Ask = Callable[[], View]


@pytest.fixture
def meeting(office: Office) -> str:
    id = str(office.plan()["id"])
    office.ask("convene_meeting", id=id)
    return id


def left_with(office: Office, member: str) -> list[str]:
    """What still hangs on a member: its open proposals, those it supports, and its seats."""
    hanging = office.store.read(lambda tx: store.open_proposals_of(tx, member))
    theirs = [one for one in hanging if one.proposed_by == member]
    supported = [one for one in hanging if member in one.supporters]
    seats = office.store.db.responses.find({"member": member, "answer": {"$ne": "withdrawn"}})
    return [
        *(f"proposes {one.id}" for one in theirs if one.keeper == "member"),
        *(f"supports {one.id}" for one in supported),
        *(f"comes to {one['meeting']}" for one in seats),
    ]


def deeds(office: Office, member: str, meeting: str) -> dict[str, Ask]:
    """Each way in which something comes to hang on a member."""
    by, others = representing(member), office.member()
    theirs, left, draft = office.admissible(others), office.admissible(office.member()), office.draft(member)
    office.ask("support_proposal", by=by, id=left)
    office.leaves(office.ask("get_proposal", id=left)["proposed_by"])
    return {
        "create": partial(office.ask, "create_proposal", by=by, proposed_by=member, **DRAFT),
        "submit": partial(office.ask, "submit_proposal", by=by, id=draft),
        "support": partial(office.ask, "support_proposal", by=by, id=theirs),
        "take over": partial(office.ask, "take_over_proposal", by=by, id=left),
        "respond": partial(office.ask, "respond_meeting", by=by, id=meeting, answer="accepted"),
    }


@contextmanager
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, threading.Event]]:
    """Commands stop, when they have found that they may, until they are let go on."""
    arrived, go_on = threading.Event(), threading.Event()
    original = projections.entitled

    def entitled(tx: Transaction, *args: Any) -> Any:
        found = original(tx, *args)
        arrived.set()
        go_on.wait(10)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(projections, "entitled", entitled)
        yield arrived, go_on
        go_on.set()


@pytest.mark.parametrize("deed", ["create", "submit", "support", "take over", "respond"])
def test_what_was_allowed_before_the_member_left_is_found_by_its_leaving(
    office: Office, member: str, meeting: str, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    """The command has seen an active member; it is kept only after the leaving would have been done."""
    ask = deeds(office, member, meeting)[deed]
    outcomes: list[View | WaraError] = []
    with held_up(monkeypatch) as (arrived, go_on):
        command = threading.Thread(target=lambda: outcomes.extend(together([ask])))
        command.start()
        assert arrived.wait(5)
        leaves = threading.Thread(target=office.leaves, args=(member,))
        leaves.start()
        leaves.join(0.5)  # unguarded it would be done by then, and find nothing
        go_on.set()
        leaves.join(15)
        command.join(15)
    assert not leaves.is_alive() and not command.is_alive()
    assert len(outcomes) == 1
    assert left_with(office, member) == []


def test_whoever_comes_first_nothing_hangs_on_who_left(office: Office, meeting: str) -> None:
    for _ in range(6):
        member = office.member()
        asks = list(deeds(office, member, meeting).values())
        together([*asks[:3], partial(left, office, member), *asks[3:]])
        assert left_with(office, member) == []


def left(office: Office, member: str) -> View:
    office.leaves(member)
    return {"member": member}


def test_of_many_that_take_over_at_once_one_has_it(office: Office, member: str) -> None:
    proposal, others = office.admissible(member), [office.member() for _ in range(6)]
    for one in others:
        office.ask("support_proposal", by=representing(one), id=proposal)
    office.leaves(member)
    ask = partial(office.ask, "take_over_proposal", id=proposal)
    outcomes = together([partial(ask, by=representing(one)) for one in others])
    (taken,) = [one for one in outcomes if isinstance(one, dict)]
    assert taken["proposed_by"] in others
    assert taken["handed_over_from"] == [member]


def test_the_end_of_a_term_and_an_acceptance_leave_one_outcome(office: Office, member: str) -> None:
    for _ in range(5):
        leaver, supporter = office.member(), office.member()
        proposal = office.admissible(leaver)
        office.ask("support_proposal", by=representing(supporter), id=proposal)
        office.leaves(leaver)
        accept = partial(office.ask, "take_over_proposal", by=representing(supporter), id=proposal)
        accepted, _ = together([accept, partial(term_over, office)])
        told = [type.split(".")[2] for type in office.told(f"proposals/{proposal}")][3:]
        assert told == (["offered", "taken_over"] if isinstance(accepted, dict) else ["offered", "entrusted"])


def term_over(office: Office) -> View:
    return {"over": offers.look(office.store, clock.now() + timedelta(days=30))}

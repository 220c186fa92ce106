"""Many at the same time: what must be one stays one, and nobody is lost."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from chassis.errors import WaraError
from membership.errors import APPLICATION_PENDING
from membership.handlers import committees
from tests.integration.membership.desk import PERSON, Desk

THREADS = 16
Outcome = dict[str, Any] | WaraError


def together(asked: Sequence[Callable[[], dict[str, Any]]]) -> list[Outcome]:
    """Asks all at once, and gives each answer or refusal in the order asked."""

    def outcome(ask: Callable[[], dict[str, Any]]) -> Outcome:
        try:
            return ask()
        except WaraError as error:
            return error

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(outcome, asked))


def test_of_100_applications_under_one_name_one_succeeds(desk: Desk) -> None:
    spellings = ("กระทรวงพลังงาน", " กระทรวงพลังงาน", "กระทรวง\u200bพลังงาน")
    outcomes = together([partial(desk.submit, spellings[n % 3]) for n in range(100)])
    (joined,) = [one for one in outcomes if isinstance(one, dict)]
    refused = [one for one in outcomes if isinstance(one, WaraError)]
    assert {(one.code, one.params["member"]) for one in refused} == {(APPLICATION_PENDING, joined["id"])}
    assert desk.store.db.members.count_documents({}) == 1
    assert desk.store.db.outbox.count_documents({}) == 1 + 3, "submitted, nominated, asked"


def test_100_different_organisations_all_join(desk: Desk) -> None:
    outcomes = together([partial(desk.apply, f"องค์กร {n}") for n in range(100)])
    assert {one["status"] for one in outcomes if isinstance(one, dict)} == {"active"}
    assert desk.store.db.members.count_documents({}) == 100


def test_nobody_slips_in_while_a_member_leaves(desk: Desk) -> None:
    for number in range(10):
        member = desk.apply(f"องค์กร {number}")["id"]
        name = partial(desk.ask, "add_representative", member=member, role="alternate", **PERSON)
        leave = partial(desk.ask, "withdraw_member", id=member)
        together([name, leave, name, name])
        assert desk.ask("get_member", id=member)["status"] == "withdrawn"
        assert {one["status"] for one in desk.people(member)} == {"ended"}


def test_one_principal_remains_of_many_confirmed_at_once(desk: Desk) -> None:
    member = desk.apply()["id"]
    desk.ask("end_representative", id=desk.people(member)[0]["id"], reason="term")
    named = [desk.ask("add_representative", member=member, role="principal", **PERSON) for _ in range(8)]
    outcomes = together([partial(desk.ask, "confirm_representative", id=one["id"]) for one in named])
    assert all(isinstance(one, dict) for one in outcomes)
    people = desk.people(member)
    assert sorted(one["status"] for one in people) == ["confirmed", *["ended"] * 8]


def test_workers_that_start_together_found_one_committee(empty: Desk, terms: dict[str, Any]) -> None:
    def found() -> dict[str, Any]:
        return {"id": empty.store.transact(lambda tx: committees.establish(tx, terms)).id}

    assert len({str(one) for one in together([found] * 8)}) == 1
    assert len(empty.ask("list_committees")["items"]) == 1
    committee = empty.ask("get_committee")
    (told,) = empty.told(f"committees/{committee['id']}")
    assert told["data"] == committee

"""The alternates of a member: each has a rank, without a gap, which the member may change."""

from functools import partial
from typing import Any

import pytest

from chassis.errors import Conflict, Denied, Invalid
from chassis.ids import new_id
from membership import due
from membership.errors import NOT_THE_ALTERNATES
from tests.integration.membership.desk import PERSON, PUBLIC, Desk, representing
from tests.integration.membership.test_at_once import together

View = dict[str, Any]


@pytest.fixture
def member(desk: Desk) -> str:
    return str(desk.apply()["id"])


def named(desk: Desk, member: str, count: int = 3, **changes: Any) -> list[str]:
    """Alternates nominated one after the other."""
    asked = {"member": member, "role": "alternate", **PERSON, **changes}
    return [desk.ask("add_representative", **asked)["id"] for _ in range(count)]


def ranked(desk: Desk, member: str) -> list[tuple[str, int]]:
    return [(one["id"], one["rank"]) for one in desk.people(member) if "rank" in one]


def test_alternates_stand_in_the_order_in_which_they_were_named(desk: Desk, member: str) -> None:
    first, second, third = named(desk, member)
    assert ranked(desk, member) == [(first, 1), (second, 2), (third, 3)]
    assert (desk.people(member)[0]["role"], "rank" in desk.people(member)[0]) == ("principal", False)


def test_the_member_puts_them_in_another_order(desk: Desk, member: str) -> None:
    first, second, third = named(desk, member)
    own = representing(member)
    answer = desk.ask("order_representatives", by=own, member=member, order=[third, second, first])
    assert answer["items"] == desk.people(member)
    assert ranked(desk, member) == [(third, 1), (second, 2), (first, 3)]
    assert desk.told(f"representatives/{third}")[-1]["data"]["rank"] == 1
    told = [desk.told(f"representatives/{id}")[-1]["type"].split(".")[2] for id in (third, second, first)]
    assert told == ["revised", "nominated", "revised"], "whose rank is as it was is not told of"


def test_an_order_names_all_of_them_each_once(desk: Desk, member: str) -> None:
    first, second = named(desk, member, 2)
    (principal, *_) = [one["id"] for one in desk.people(member)]
    for order in ([first], [first, second, new_id()], [first, principal], []):
        with pytest.raises(Conflict) as refused:
            desk.ask("order_representatives", member=member, order=order)
        assert (refused.value.code, refused.value.params["alternates"]) == (
            NOT_THE_ALTERNATES,
            [first, second],
        )
    with pytest.raises(Invalid) as twice:
        desk.ask("order_representatives", member=member, order=[first, first])
    assert twice.value.fields == {"order": ["duplicate"]}
    with pytest.raises(Denied):
        desk.ask("order_representatives", by=PUBLIC, member=member, order=[first, second])


def test_whoever_leaves_leaves_no_gap(desk: Desk, member: str) -> None:
    first, second, third = named(desk, member)
    desk.ask("end_representative", id=first, reason="replaced")
    assert ranked(desk, member) == [(second, 1), (third, 2)]
    (fourth,) = named(desk, member, 1, term_ends="2030-09-30")
    desk.ask("confirm_representative", id=fourth)
    desk.ask("order_representatives", member=member, order=[fourth, third, second])
    due.look(desk.store, due.terms_of_office("2030-10-01"))
    assert ranked(desk, member) == [(third, 1), (second, 2)]


def test_who_becomes_the_principal_has_no_rank_and_the_one_before_is_the_last(
    desk: Desk, member: str
) -> None:
    first, second, third = named(desk, member)
    (principal, *_) = [one["id"] for one in desk.people(member)]
    taken = desk.ask("take_over_representative", id=second, stays=True)
    assert "rank" not in taken
    assert [one["id"] for one in desk.people(member)] == [second, first, third, principal]
    assert ranked(desk, member) == [(first, 1), (third, 2), (principal, 3)]


def test_named_at_once_they_have_a_rank_each(desk: Desk, member: str) -> None:
    ask = partial(desk.ask, "add_representative", member=member, role="alternate", **PERSON)
    assert all(isinstance(one, dict) for one in together([ask] * 5))
    assert [number for _, number in ranked(desk, member)] == [1, 2, 3, 4, 5]


def test_people_come_in_pages_in_their_order(desk: Desk, member: str) -> None:
    named(desk, member, 4)
    all_of_them, found, after = [one["id"] for one in desk.people(member)], [], None
    while True:
        page = desk.ask("list_representatives", member=member, limit=2, after=after)
        found += [one["id"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert found == all_of_them
    with pytest.raises(Invalid):
        desk.ask("list_representatives", member=member, after=new_id())

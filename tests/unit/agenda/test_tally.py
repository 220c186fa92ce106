"""What is counted under each goal, and in all."""

from typing import Any

from agenda import goals
from agenda.model.tally import GOALS, Tallies, Tally


def action(*sdgs: int, **changes: Any) -> dict[str, Any]:
    return {"sdgs": list(sdgs), "status": "assigned", "overdue": False, "owner": "member-1", **changes}


def test_what_concerns_several_goals_counts_under_each_and_once_in_all() -> None:
    found = Tallies()
    found.count([{"sdgs": [3, 11]}, {"sdgs": [3]}], Tally.proposed)
    assert (found.by_goal[3].proposals, found.by_goal[11].proposals, found.total.proposals) == (2, 1, 2)
    assert sum(one.proposals for one in found.by_goal.values()) == 3


def test_resolutions_are_counted_by_their_kind() -> None:
    found = Tallies()
    rows = [{"sdgs": [17], "resolution": {"kind": kind}} for kind in ("agreed", "agreed", "noted")]
    found.count(rows, Tally.decided)
    assert found.by_goal[17].decisions == {"agreed": 2, "noted": 1}
    assert found.total.decisions.total() == 3


def test_what_is_done_late_and_answered_is_told_apart() -> None:
    found = Tallies()
    found.count([action(6), action(6, status="done"), action(6, overdue=True, owner=None)], Tally.charged)
    found.count([{"sdgs": [6], "status": status} for status in ("prepared", "answered")], Tally.referred)
    one = found.by_goal[6]
    assert (one.actions, one.done, one.overdue, one.referrals, one.answered) == (3, 1, 1, 2, 1)
    assert one.owners == {"member-1": 2}


def test_an_action_of_no_goal_counts_in_all_alone() -> None:
    found = Tallies()
    found.count([action()], Tally.charged)
    assert found.total.actions == 1
    assert all(one.actions == 0 for one in found.by_goal.values())


def test_each_goal_has_its_name_in_both_languages() -> None:
    assert list(goals.names()) == list(GOALS)
    for language in ("th", "en"):
        assert len({name[language] for name in goals.names().values()}) == 17

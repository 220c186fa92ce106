"""What a meeting charged somebody with: its states, its day, who goes on with it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agenda.errors import RESOLVED_OTHERWISE, TRANSITION_FORBIDDEN, Conflict
from agenda.model.action import OPEN, TRANSITIONS, Action, ActionStatus
from agenda.model.fact import Fact
from agenda.model.resolution import Resolution, ResolutionKind
from tests.unit.agenda.builders import COMMITTEE, MEETING, NOW, PROPOSER, REASON, SUPPORTER, kinds, sitting

DUE, LAST_MOMENT = "2018-01-31", datetime(2018, 1, 31, 16, 59, 59, 999_000, tzinfo=UTC)
A_WEEK_BEFORE = datetime(2018, 1, 24, 2, tzinfo=UTC)


def assigned(**changes: Any) -> Action:
    plain: dict[str, Any] = {
        "id": "action-1",
        "committee": COMMITTEE,
        "meeting": MEETING,
        "item": "item-1",
        "title": {"th": "จัดทำร่าง"},
        "owner": PROPOSER,
        "due_on": DUE,
        "created_at": NOW,
    }
    one = Action(**{**plain, **changes})
    one.assign()
    return one


VERBS: dict[str, Any] = {
    "revise": lambda one: one.revise({"due_on": "2018-02-28"}, NOW),
    "start": lambda one: one.start(NOW),
    "report": lambda one: one.report("2018-01-20"),
    "complete": lambda one: one.complete(NOW),
    "drop": lambda one: one.drop(REASON, NOW),
    "remind": lambda one: one.remind(NOW),
    "pass on": lambda one: one.pass_to(None),
}


@pytest.mark.parametrize("status", ActionStatus)
@pytest.mark.parametrize("verb", TRANSITIONS)
def test_a_verb_starts_from_the_states_of_its_row_and_from_no_other(verb: str, status: ActionStatus) -> None:
    one = assigned(status=status)
    if status in TRANSITIONS[verb]:
        assert VERBS[verb](one)
        return
    with pytest.raises(Conflict) as refused:
        VERBS[verb](one)
    assert refused.value.params == {"aggregate": "action", "status": str(status), "verb": verb}
    assert refused.value.code == TRANSITION_FORBIDDEN


def test_it_is_begun_reported_on_and_done() -> None:
    one = assigned()
    assert kinds(one.start(NOW) + one.report("2018-01-20") + one.complete(NOW)) == [
        Fact.ACTION_STARTED,
        Fact.ACTION_REPORTED,
        Fact.ACTION_COMPLETED,
    ]
    assert (one.status, one.started_at, one.ended_at, one.remind_at) == ("done", NOW, NOW, None)


def test_what_is_done_at_once_was_never_begun() -> None:
    one = assigned()
    one.complete(NOW)
    assert (one.status, one.started_at) == ("done", None)


def test_a_report_of_an_earlier_day_is_not_the_latest() -> None:
    one = assigned()
    one.report("2018-01-20")
    one.report("2018-01-10")
    assert (one.reports, one.reported_on) == (2, "2018-01-20")


def test_its_owner_is_reminded_once_a_week_before_its_day_and_when_that_is_over() -> None:
    one = assigned()
    assert one.remind_at == A_WEEK_BEFORE
    assert kinds(one.remind(A_WEEK_BEFORE + timedelta(seconds=1))) == [Fact.ACTION_DUE_SOON]
    assert (one.remind_at, one.overdue) == (LAST_MOMENT, False)


def test_who_is_told_of_it_in_its_last_week_is_not_reminded_that_it_is_near() -> None:
    assert assigned(created_at=A_WEEK_BEFORE).remind_at == LAST_MOMENT


def test_another_day_moves_the_reminder_and_the_same_one_does_not() -> None:
    one, at = assigned(), A_WEEK_BEFORE + timedelta(seconds=1)
    one.remind(at)
    one.revise({"due_on": DUE, "title": {"th": "จัดทำร่างที่สอง"}}, at)
    assert one.remind_at == LAST_MOMENT
    one.revise({"due_on": "2018-02-28"}, at)
    assert one.remind_at == A_WEEK_BEFORE + timedelta(days=28)
    one.pass_to(SUPPORTER)
    assert kinds(one.remind(one.remind_at + timedelta(seconds=1))) == [Fact.ACTION_DUE_SOON]
    assert one.owner == SUPPORTER


def test_whose_reminder_was_missed_hears_that_it_is_late() -> None:
    assert kinds(assigned().remind(LAST_MOMENT + timedelta(minutes=1))) == [Fact.ACTION_OVERDUE]


def test_it_is_told_as_late_again_and_again() -> None:
    one, at = assigned(), LAST_MOMENT + timedelta(minutes=1)
    assert kinds(one.remind(at)) == [Fact.ACTION_OVERDUE]
    assert one.overdue
    assert one.remind_at == LAST_MOMENT + timedelta(days=15)


@pytest.mark.parametrize(("due_on", "late"), [("2018-02-28", False), ("2018-02-01", True)])
def test_who_is_given_time_is_no_longer_late(due_on: str, late: bool) -> None:
    one, at = assigned(), datetime(2018, 2, 2, tzinfo=UTC)
    one.remind(at)
    one.revise({"due_on": due_on}, at)
    assert one.overdue is late
    assert one.remind_at is not None
    assert (one.remind_at > at) is not late


@pytest.mark.parametrize("end", ["complete", "drop"])
def test_what_has_ended_is_not_late(end: str) -> None:
    one = assigned()
    one.remind(LAST_MOMENT)
    VERBS[end](one)
    assert (one.overdue, one.remind_at, one.is_open) == (False, None, False)


def test_it_says_who_was_charged_with_it_before() -> None:
    one = assigned()
    for owner in (SUPPORTER, None):
        assert kinds(one.pass_to(owner)) == [Fact.ACTION_REASSIGNED]
    assert one.handed_over_from == [PROPOSER, SUPPORTER]
    assert (one.owner, one.keeper) == (None, "secretariat")
    one.pass_to(PROPOSER)
    assert (one.keeper, one.handed_over_from) == ("member", [PROPOSER, SUPPORTER])


@pytest.mark.parametrize("kind", [None, *ResolutionKind])
def test_only_a_resolution_of_its_kind_charges_somebody(kind: ResolutionKind | None) -> None:
    one = sitting()
    item, _ = one.list_item("item-1", 5, {"th": "เรื่อง"})
    if kind:
        one.discuss_item(item.id)
        resolution = Resolution(
            kind=kind, text={"th": "มติ"}, meeting=MEETING, item=item.id, decided_at=NOW, to={"th": "กพย."}
        )
        one.decide_item(item.id, resolution)
    for fit, allowed in ((item.charge, ResolutionKind.ACTION), (item.refer, ResolutionKind.REFERRED_UP)):
        if kind is allowed:
            fit("follows")
            continue
        with pytest.raises(Conflict) as refused:
            fit("follows")
        assert (refused.value.code, refused.value.params["kind"]) == (RESOLVED_OTHERWISE, str(allowed))
    assert item.actions == (["follows"] if kind is ResolutionKind.ACTION else [])
    assert item.referrals == (["follows"] if kind is ResolutionKind.REFERRED_UP else [])


def test_open_states_are_those_that_something_can_be_done_from() -> None:
    assert {state for states in TRANSITIONS.values() for state in states} == set(OPEN)

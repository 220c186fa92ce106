"""Rows that wait for their next try: claimed by one, and given back by it once."""

from types import SimpleNamespace
from typing import Any

import pytest

from chassis.errors import Conflict
from chassis.failed import FailedRows, SetAside
from chassis.inbox import Inbox
from chassis.mongo import Store
from tests.integration.chassis.line import counted
from tests.integration.chassis.test_settling import delivered
from tests.support.echo.worker import WORKER


@pytest.fixture
def rows(store: Store) -> FailedRows:
    return FailedRows(store, Inbox(store, WORKER.subscriptions), delays=(0.0, 60.0))


def failed(rows: FailedRows) -> dict[str, Any]:
    event = counted("bad")
    delivery = delivered(event)
    rows.set_aside([SetAside(delivery, Conflict(), delivery.event())])
    return event


def test_a_due_row_is_claimed_once_and_its_try_is_counted(rows: FailedRows) -> None:
    event = failed(rows)
    [claimed] = rows.claim(10)
    assert (claimed["_id"], claimed["attempts"]) == (event["id"], 2)
    assert rows.claim(10) == []


def test_a_row_given_back_again_by_mistake_loses_one_try_only(rows: FailedRows) -> None:
    """As whoever could not hear whether the first time was kept."""
    failed(rows)
    claimed = rows.claim(10)
    rows.give_back(claimed)
    rows.give_back(claimed)
    assert [row["attempts"] for row in rows.claim(10)] == [2]


def test_who_claimed_it_before_can_no_longer_judge_it(rows: FailedRows) -> None:
    failed(rows)
    [before] = rows.claim(10)
    rows.give_back([before])
    [now] = rows.claim(10)
    rows.judge([(before, Conflict())])
    assert rows.claim(10) == []
    rows.judge([(now, Conflict())])
    assert rows.claim(10) == [], "due only after its delay"


def test_the_log_says_which_error_it_was_and_not_what_it_says(
    rows: FailedRows, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[dict[str, Any]] = []
    logger = SimpleNamespace(warning=lambda event, **about: said.append(about))
    monkeypatch.setattr("chassis.failed.logger", logger)
    delivery = delivered(counted("bad"))
    rows.set_aside([SetAside(delivery, KeyError("ผู้แทน หนึ่ง"), delivery.event())])
    assert [one["reason"] for one in said] == ["KeyError"]

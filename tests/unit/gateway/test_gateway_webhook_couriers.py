"""Who is served: partners that may hear, each by one courier at a time, by what they are granted now."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from prometheus_client import REGISTRY

from chassis import clock
from chassis.call import Caller
from chassis.errors import Unavailable
from gateway.partners.register import Register
from gateway.webhooks import webhook
from gateway.webhooks.couriers import Couriers
from tests.unit.gateway.posted import CONVENED, LISTED, OFFICE, Hook
from tests.unit.gateway.rows import Rows


@pytest.fixture
def hook() -> Hook:
    hook = Hook()
    hook.register()
    return hook


@pytest.fixture
def register() -> Register:
    register = Register(Rows())
    register.add(OFFICE, [CONVENED], [], Caller(id="operator-1"), "command")
    register.mark(OFFICE, provisioned_at=clock.now())
    return register


def looking(hook: Hook, register: Register) -> Callable[[], list[str]]:
    def look() -> list[str]:
        before = len(hook.receiver.posted)
        Couriers(register, hook.courier(), lambda work, *args: work(*args)).look()
        return hook.receiver.ids()[before:]

    return look


def test_who_is_suspended_is_posted_nothing_and_then_what_it_missed(hook: Hook, register: Register) -> None:
    look = looking(hook, register)
    ids = hook.told.tell(CONVENED)
    for away in ({"suspended_at": clock.now()}, {"suspended_at": None, "provisioned_at": None}):
        register.mark(OFFICE, **away)
        assert look() == []
    register.mark(OFFICE, provisioned_at=clock.now())
    assert look() == ids


def test_another_grant_counts_from_the_next_look(hook: Hook, register: Register) -> None:
    look = looking(hook, register)
    first, _ = hook.told.tell(CONVENED, LISTED)
    assert look() == [first]
    register.mark(OFFICE, events=[LISTED])
    _, listed = hook.told.tell(CONVENED, LISTED)
    assert look() == [listed]


def test_one_is_served_by_one_courier_at_a_time(hook: Hook, register: Register) -> None:
    hook.told.tell(CONVENED)
    spawned: list[Any] = []
    couriers = Couriers(register, hook.courier(), lambda *work: spawned.append(work))
    couriers.look()
    couriers.look()
    [(serve, *about)] = spawned
    serve(*about)
    couriers.look()
    assert len(spawned) == 2


def test_while_a_service_is_away_it_is_tried_again(
    hook: Hook, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids, look = hook.told.tell(CONVENED), looking(hook, register)
    with monkeypatch.context() as away:
        away.setattr(type(hook.told), "__call__", lambda *_, **__: _raise(Unavailable()))
        assert look() == []
    assert look() == ids


def test_webhooks_in_trouble_are_counted_but_for_who_paused_or_may_not_hear(
    hook: Hook, register: Register
) -> None:
    def counted(**changes: Any) -> float | None:
        hook.row.update(changes)
        Couriers(register, hook.courier(), lambda *_: None).count()
        return REGISTRY.get_sample_value("wara_partner_webhooks_troubled")

    now = clock.now()
    assert counted(failing_since=now - timedelta(hours=23)) == 0
    assert counted(failing_since=now - timedelta(hours=25)) == 1
    assert counted(failing_since=None, **webhook.disabled(webhook.BY_PARTNER)) == 0
    assert counted(**webhook.disabled(webhook.GONE)) == 1
    register.mark(OFFICE, suspended_at=now)
    assert counted() == 0


def _raise(error: Exception) -> None:
    raise error

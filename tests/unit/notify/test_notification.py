"""The state machine of a notification: only forward, with its history."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify.errors import TRANSITION_FORBIDDEN, Conflict
from notify.model import LONGEST_RETRY, PARK_AFTER, Fact, Facts, Notification, Status
from notify.states import DONE_WITH, TOLD, TRANSITIONS
from tests.unit.notify.builders import AT, LEASE, MESSAGE_ID, digested, notification, queued, sending

ORDER = [
    {Status.ACCEPTED},
    {Status.QUEUED},
    {Status.SENDING},
    {Status.TEMPORARY_FAILURE},
    {Status.PARKED},
    {Status.DELIVERED},
    DONE_WITH - {Status.DELIVERED},
]
VERBS: dict[str, Callable[[Notification], Facts]] = {
    "queue": lambda one: one.queue(AT),
    "claim": lambda one: one.claim(AT, LEASE, MESSAGE_ID),
    "deliver": lambda one: one.deliver(AT, "", "", ""),
    "fail for now": lambda one: one.fail_for_now(AT, "451", 1.0),
    "fail for too long": lambda one: one.fail_for_now(AT + PARK_AFTER, "451", 1.0),
    "resume": lambda one: one.resume(AT),
    "fail for good": lambda one: one.fail_for_good(AT, "550"),
    "fail technically": lambda one: one.fail_technically(AT, "UndefinedError"),
    "suppress": lambda one: one.stop(Status.SUPPRESSED, AT, "representative_not_in_office"),
    "expire": lambda one: one.stop(Status.EXPIRED, AT, "meeting_begun"),
    "cancel": lambda one: one.cancel(AT, "by_the_secretariat"),
    "tell in a digest": lambda one: one.tell_in("the digest", AT),
}


def how_far(one: Notification) -> tuple[int, int, int]:
    """How often it was put in line, tried since, and what came of that."""
    rounds = sum(step.status is Status.QUEUED for step in one.history)
    return rounds, one.attempts, next(place for place, states in enumerate(ORDER) if one.status in states)


@given(st.lists(st.sampled_from(sorted(VERBS))))
def test_it_goes_only_forward(verbs: list[str]) -> None:
    one, told = notification(), 0
    for verb in verbs:
        before = how_far(one)
        try:
            facts = VERBS[verb](one)
        except Conflict as refused:
            assert refused.code == TRANSITION_FORBIDDEN
            assert how_far(one) == before
        else:
            assert how_far(one) > before
            assert facts == ((TOLD[one.status],) if one.status in TOLD else ())
            told += {Fact.QUEUED, Fact.PARKED}.isdisjoint(facts) and len(facts)
    assert told <= 2, "that it was delivered, and that it came back"
    assert [step.status for step in one.history][-1] is one.status
    assert len(one.history) == 1 + sum(a is not b for a, b in zip(one.history, one.history[1:], strict=False))


@pytest.mark.parametrize("status", sorted(Status))
def test_what_may_be_taken_has_a_time_and_what_is_over_has_none(status: Status) -> None:
    reached = {
        Status.ACCEPTED: notification,
        Status.QUEUED: queued,
        Status.SENDING: sending,
        Status.DIGESTED: digested,
    }
    if status in reached:
        one = reached[status]()
    else:
        one = sending()
        one._become(status, AT)
    due = status in (Status.QUEUED, Status.SENDING)
    assert (one.due_at is not None) is due
    assert (status in DONE_WITH) is (status not in TRANSITIONS or status is Status.DELIVERED)


def test_what_waits_for_a_digest_no_sender_may_take_and_what_is_let_go_one_may() -> None:
    for one, told in ((notification(), (Fact.QUEUED,)), (queued(), ())):
        one.set_aside(AT + LEASE)
        assert (one.held_until, one.due_at, one.is_due(AT + LEASE)) == (AT + LEASE, None, False)
        assert one.release(AT) == told
        assert (one.status, one.is_due(AT)) == (Status.QUEUED, True)


def test_what_was_held_is_late_and_old_from_when_it_was_let_go() -> None:
    one, morning = queued(), AT + 2 * PARK_AFTER
    one.hold(morning)
    assert (one.is_due(AT), one.is_due(morning), one.ready_at) == (False, True, morning)
    one.claim(morning, LEASE, MESSAGE_ID)
    one.fail_for_now(morning, "451", 1.0)
    assert one.status is Status.TEMPORARY_FAILURE


def test_what_is_told_in_a_digest_says_in_which_and_is_over() -> None:
    one = notification()
    one.set_aside(AT + LEASE)
    assert one.tell_in("the digest", AT + LEASE) == (Fact.DIGESTED,)
    assert (one.status, one.digest, one.due_at) == (Status.DIGESTED, "the digest", None)
    again = one.again("0198a6c5-1c3d-7e55-8b0f-7a9d1c2e3f11", AT + LEASE)
    assert (again.status, again.digest, again.held_until) == (Status.ACCEPTED, None, None)


def test_a_stale_attempt_is_taken_over_under_its_message_id() -> None:
    one = sending()
    assert not one.is_due(AT + LEASE - timedelta(seconds=1))
    assert one.is_due(AT + LEASE)
    one.claim(AT + LEASE, LEASE, "<another@secretariat.example>")
    assert (one.message_id, one.attempts) == (MESSAGE_ID, 2)


def test_attempts_come_at_growing_delays_up_to_a_limit() -> None:
    one, delays = queued(), []
    for _ in range(14):
        one.claim(AT, LEASE, MESSAGE_ID)
        one.fail_for_now(AT, "451", 1.0)
        assert one.due_at
        delays.append(one.due_at - AT)
    assert delays[:4] == [timedelta(seconds=seconds) for seconds in (1, 2, 4, 8)]
    assert delays[-1] == LONGEST_RETRY
    assert delays == sorted(delays)


def test_jitter_spreads_attempts() -> None:
    one = sending()
    one.fail_for_now(AT, "451", 0.5)
    assert one.due_at == AT + timedelta(seconds=0.5)


@pytest.mark.parametrize(
    ("wait", "delay"),
    [
        (timedelta(0), timedelta(seconds=1)),
        (timedelta(milliseconds=10), timedelta(seconds=1)),
        (timedelta(minutes=2), timedelta(minutes=2)),
        (timedelta(days=400), LONGEST_RETRY),
    ],
)
def test_a_wait_that_was_asked_for_counts_between_our_delay_and_the_longest(
    wait: timedelta, delay: timedelta
) -> None:
    one = sending()
    one.fail_for_now(AT, "429", 1.0, wait)
    assert one.due_at == AT + delay


def test_what_failed_for_three_days_is_parked() -> None:
    one = sending()
    assert one.fail_for_now(AT + PARK_AFTER, "451", 1.0) == (Fact.PARKED,)
    assert (one.status, one.reason, one.due_at) == (Status.PARKED, "451", None)
    with pytest.raises(Conflict):
        one.again("0198a6c5-1c3d-7e55-8b0f-7a9d1c2e3f11", AT)


def test_what_waited_for_a_server_has_three_days_from_its_first_attempt() -> None:
    one, later = queued(), AT + 2 * PARK_AFTER
    one.claim(later, LEASE, MESSAGE_ID)
    one.fail_for_now(later, "451", 1.0)
    one.claim(later + PARK_AFTER, LEASE, MESSAGE_ID)
    one.fail_for_now(later + PARK_AFTER, "451", 1.0)
    states = [step.status for step in one.history]
    assert states[-3:] == [Status.TEMPORARY_FAILURE, Status.SENDING, Status.PARKED]


def test_what_is_resumed_has_three_days_again_and_keeps_its_history() -> None:
    one, later = sending(), AT + PARK_AFTER
    one.fail_for_now(later, "451", 1.0)
    assert one.resume(later) == (Fact.QUEUED,)
    one.claim(later, LEASE, "<another@secretariat.example>")
    one.fail_for_now(later + PARK_AFTER - timedelta(seconds=1), "451", 1.0)
    assert (one.status, one.message_id) == (Status.TEMPORARY_FAILURE, MESSAGE_ID)
    states = [str(step.status) for step in one.history]
    assert states == ["accepted", "queued", "sending", "parked", "queued", "sending", "temporary_failure"]


def test_only_what_is_parked_is_resumed_and_it_may_be_cancelled_instead() -> None:
    for refused in (queued(), sending()):
        with pytest.raises(Conflict):
            refused.resume(AT)
    one = sending()
    one.fail_for_now(AT + PARK_AFTER, "451", 1.0)
    assert one.cancel(AT + PARK_AFTER, "by_the_secretariat") == (Fact.CANCELLED,)


def test_an_attempt_that_was_not_made_is_not_counted() -> None:
    one = sending()
    one.unclaim(AT)
    assert (one.attempts, one.is_due(AT)) == (0, True)


def test_what_is_on_its_way_cannot_be_cancelled_by_a_person() -> None:
    with pytest.raises(Conflict) as refused:
        sending().cancel(AT, "by_the_secretariat")
    assert refused.value.params == {"aggregate": "notification", "status": "sending", "verb": "cancel"}


def test_sending_again_makes_another_one() -> None:
    one = sending()
    one.deliver(AT, "", "", "")
    again = one.again("0198a6c5-1c3d-7e55-8b0f-7a9d1c2e3f11", AT + LEASE)
    assert (again.status, again.attempts, again.message_id) == (Status.ACCEPTED, 0, None)
    assert (again.resends, again.cause, again.recipient) == (one.id, one.cause, one.recipient)
    assert again.key != one.key


def test_what_is_not_over_is_not_sent_again() -> None:
    with pytest.raises(Conflict):
        queued().again("0198a6c5-1c3d-7e55-8b0f-7a9d1c2e3f11", AT)

"""A partner's webhook: what its logs hold is posted in order, each until it is taken, by one gateway."""

import json
from datetime import timedelta

import pytest

from chassis import posting
from chassis.posting import Unreachable, Unsafe
from gateway.webhooks import webhook
from tests.unit.gateway.posted import ADMITTED, CONVENED, LISTED, OFFICE, ROOT, URL, Answer, Hook, signed


@pytest.fixture
def hook() -> Hook:
    hook = Hook()
    hook.register()
    return hook


def test_events_are_posted_in_the_order_of_their_log_and_once(hook: Hook) -> None:
    ids = hook.told.tell(CONVENED, LISTED, CONVENED)
    assert hook.serve() == ids
    assert hook.serve() == []
    assert hook.told.tell(CONVENED) == hook.serve()
    assert hook.row["cursors"] == {"membership": 0, "agenda": 4, "notify": 0}
    assert hook.row["last"]["sequence"] == 4 and hook.row["last"]["said"] == "204"


def test_each_is_the_cloudevent_as_it_stands_in_the_log(hook: Hook) -> None:
    [id] = hook.told.tell(CONVENED)
    hook.serve()
    [(url, body, headers)] = hook.receiver.posted
    assert (url, json.loads(body)) == (URL, hook.told.logs["agenda"][0])
    assert headers["Content-Type"] == "application/cloudevents+json"
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == (id, str(int(hook.at.timestamp())))
    [secret] = webhook.secrets(hook.row, [ROOT], hook.at)
    assert headers["webhook-signature"] == signed(secret, headers, body)


def test_what_is_not_granted_is_passed_over(hook: Hook) -> None:
    first, _, third = hook.told.tell(CONVENED, LISTED, CONVENED)
    hook.told.tell(LISTED, ADMITTED)
    assert hook.serve([CONVENED]) == [first, third]
    assert hook.row["cursors"] == {"membership": 1, "agenda": 4, "notify": 0}


def test_while_one_is_not_taken_all_behind_it_wait(hook: Hook) -> None:
    failing, behind = hook.told.tell(CONVENED, LISTED)
    hook.receiver.answers = [503, 503]
    assert hook.serve() == [failing]
    [elsewhere] = hook.told.tell(ADMITTED)
    hook.pass_by(minutes=1)
    assert hook.serve() == [failing]
    hook.pass_by(minutes=1)
    assert hook.serve() == [failing, behind, elsewhere]
    assert (hook.row["failing_since"], hook.row["tries"], hook.row["due"]) == (None, 0, None)
    assert len({body for _, body, _ in hook.receiver.posted}) == 3


@pytest.mark.parametrize("answer", [Unreachable("TimeoutError"), Unsafe(), 307, 400, 404, 408, 425, 429, 500])
def test_whatever_else_is_answered_it_is_tried_again(hook: Hook, answer: Answer) -> None:
    [id] = hook.told.tell(CONVENED)
    hook.receiver.answers = [answer]
    hook.serve()
    assert (hook.row["status"], hook.row["tries"], hook.row["cursors"]["agenda"]) == ("active", 1, 0)
    assert hook.row["last"]["said"] in (str(answer), "address_not_allowed")
    hook.pass_by(seconds=5)
    assert hook.serve() == [id]
    assert hook.row["cursors"]["agenda"] == 1


def test_delays_grow_to_six_hours_and_are_shortened_by_chance() -> None:
    longest = [webhook.delay(tries, 1.0) for tries in range(40)]
    assert longest[:3] == [timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20)]
    assert longest == sorted(longest) and set(longest[13:]) == {timedelta(hours=6)}
    assert [webhook.delay(tries, 0.0) * 2 for tries in range(40)] == longest


def test_it_is_not_tried_before_it_is_due(hook: Hook) -> None:
    [id] = hook.told.tell(CONVENED)
    hook.receiver.answers = [500] * 3
    waits = []
    for _ in range(3):
        assert hook.serve() == [id]
        wait = hook.row["due"] - hook.at
        waits.append(wait.total_seconds())
        hook.at += wait - timedelta(milliseconds=1)
        assert hook.serve() == []
        hook.pass_by(milliseconds=1)
    assert waits == [5, 10, 20]


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        (timedelta(seconds=1), timedelta(seconds=5)),
        (timedelta(minutes=2), timedelta(minutes=2)),
        (timedelta(days=400), timedelta(hours=6)),
    ],
)
def test_who_asks_for_a_wait_gets_it_between_our_delay_and_the_longest(
    hook: Hook, asked: timedelta, wait: timedelta
) -> None:
    [id] = hook.told.tell(CONVENED)
    hook.receiver.answers = [posting.Answer(429, asked)]
    assert hook.serve() == [id]
    assert hook.row["due"] - hook.at == wait


def test_who_says_that_it_is_gone_is_posted_no_more(hook: Hook) -> None:
    gone, behind = hook.told.tell(CONVENED, LISTED)
    hook.receiver.answers = [410]
    assert hook.serve() == [gone]
    assert (hook.row["status"], hook.row["reason"]) == ("disabled", "gone")
    hook.pass_by(days=1)
    assert hook.serve() == []
    assert hook.orders().resume(OFFICE)["status"] == "active"
    assert hook.serve() == [gone, behind]


def test_after_a_week_in_vain_it_is_disabled_and_goes_on_where_it_was(hook: Hook) -> None:
    [id] = hook.told.tell(CONVENED)
    hook.receiver.answers = [500] * 1000
    begun = hook.at
    while hook.row["status"] == "active":
        assert hook.at < begun + timedelta(days=8)
        hook.serve()
        hook.at = hook.row["due"] or hook.at
    assert hook.row["reason"] == "failed_for_a_week"
    assert timedelta(days=7) <= hook.row["last"]["at"] - begun < timedelta(days=7, hours=6)
    assert hook.row["failing_since"] == begun
    hook.orders().resume(OFFICE)
    assert hook.serve() == [id]
    assert (hook.row["status"], hook.row["tries"]) == ("active", 1)  # with patience anew
    hook.receiver.answers = []
    hook.pass_by(minutes=1)
    assert hook.serve() == [id]


def test_while_one_gateway_posts_another_does_not(hook: Hook) -> None:
    ids = hook.told.tell(CONVENED, LISTED)
    meanwhile: list[str] = []

    def another() -> int:
        meanwhile.extend(hook.serve())
        return 204

    hook.receiver.answers = [another]
    assert hook.serve() == ids
    assert meanwhile == []
    assert hook.row["held_until"] is None


def test_who_lost_its_turn_saves_nothing(hook: Hook) -> None:
    """It was away for longer than it may be: the other gateway has posted the same meanwhile, and more."""
    first, second, third = hook.told.tell(CONVENED, LISTED, CONVENED)

    def away() -> int:
        hook.pass_by(seconds=31)
        assert hook.serve() == [first, second, third]
        return 500

    hook.receiver.answers = [away]
    hook.serve()
    assert hook.receiver.ids() == [first, first, second, third]
    assert (hook.row["cursors"]["agenda"], hook.row["tries"]) == (3, 0)


def test_what_was_read_before_anothers_turn_is_not_posted_after_it(hook: Hook) -> None:
    hook.told.tell(CONVENED)
    slow = hook.courier()
    [row] = slow.book.due(hook.at)
    hook.serve()
    slow.serve(row, [CONVENED])
    assert len(hook.receiver.posted) == 1


def test_what_the_partner_does_meanwhile_counts(hook: Hook) -> None:
    first, second = hook.told.tell(CONVENED, LISTED)
    hook.serve()
    [third] = hook.told.tell(CONVENED)

    def sent_back() -> int:
        hook.orders().resend(OFFICE, "agenda", 0)
        return 204

    hook.receiver.answers = [sent_back]
    assert hook.serve() == [third]
    assert hook.row["cursors"]["agenda"] == 0
    assert hook.serve() == [first, second, third]


def test_one_that_is_made_anew_meanwhile_is_another(hook: Hook) -> None:
    """While the last one's event is on its way, and another gateway has posted to the new one already."""
    first, second, third = hook.told.tell(CONVENED, LISTED, CONVENED)

    def made_anew() -> int:
        hook.orders().remove(OFFICE)
        hook.orders().register(OFFICE, URL, "beginning", "another")
        hook.receiver.answers = [500]
        assert hook.serve() == [first]
        return 204

    hook.receiver.answers = [204, made_anew]
    assert hook.serve()[:2] == [first, second]
    assert (hook.row["cursors"]["agenda"], hook.row["tries"]) == (0, 1)
    hook.pass_by(minutes=1)
    assert hook.serve() == [first, second, third]


def test_for_a_day_two_secrets_sign(hook: Hook) -> None:
    [before] = webhook.secrets(hook.row, [ROOT], hook.at)
    hook.row.update(webhook.rotated(hook.row, "command", hook.at))
    new, old = webhook.secrets(hook.row, [ROOT], hook.at)
    assert old == before != new
    hook.told.tell(CONVENED)
    hook.serve()
    [(_, body, headers)] = hook.receiver.posted
    assert headers["webhook-signature"].split(" ") == [signed(one, headers, body) for one in (new, old)]
    hook.pass_by(hours=24)
    assert webhook.secrets(hook.row, [ROOT], hook.at) == [new]


def test_what_signs_is_of_one_registration(hook: Hook) -> None:
    other = hook.row | {"seed": "another"}
    assert webhook.secrets(other, [ROOT], hook.at) != webhook.secrets(hook.row, [ROOT], hook.at)
    both = webhook.secrets(hook.row, [b"n" * 32, ROOT], hook.at)
    assert both[1:] == webhook.secrets(hook.row, [ROOT], hook.at)


def test_a_long_backlog_is_posted_in_parts(hook: Hook) -> None:
    """So that who is suspended meanwhile is posted a few seconds' worth more, and no longer."""
    ids = hook.told.tell(*[CONVENED] * 150)

    def slow() -> int:
        hook.pass_by(seconds=4)
        return 204

    hook.receiver.answers = [slow] * 3
    assert hook.serve() == ids[:2]
    assert hook.serve() == ids[2:102]
    assert hook.serve() == ids[102:]


def test_each_log_has_its_turn(hook: Hook) -> None:
    hook.told.tell(*[ADMITTED] * 300)
    [told] = hook.told.tell(CONVENED)
    assert told in hook.serve()
    assert len(hook.receiver.posted) == 101


def test_one_whose_log_begins_anew_is_disabled(hook: Hook) -> None:
    """An older copy of the data was restored."""
    hook.told.tell(CONVENED, LISTED)
    hook.serve()
    del hook.told.logs["agenda"][1]
    assert hook.serve() == []
    assert (hook.row["status"], hook.row["reason"]) == ("disabled", "log_begun_anew")
    assert (hook.row["cursors"]["agenda"], hook.row["held_until"]) == (2, None)


def test_where_it_is_stopped_the_row_is_free_at_once(hook: Hook) -> None:
    ids = hook.told.tell(CONVENED, LISTED)
    courier = hook.courier()

    def stopping() -> int:
        courier.close()
        return 204

    hook.receiver.answers = [stopping]
    courier.serve(hook.rows.all()[0], [CONVENED, LISTED])
    assert hook.receiver.ids() == ids[:1]
    assert (hook.row["held_until"], hook.row["cursors"]["agenda"]) == (None, 1)

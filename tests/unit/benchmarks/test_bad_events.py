"""What comes beside good events is bad, and the page says what it cost them."""

import json

import pytest

from benchmarks.events import bad_events, paced, spoilt
from benchmarks.events.spoilt import ALL_GOOD, FAILING, UNREADABLE, Mixture, Spoil
from benchmarks.events.tally import Tally
from chassis.delivery import Delivery
from chassis.envelope import Event, Undecodable
from chassis.message import Message

REASONS: dict[Spoil, str] = {
    spoilt.cut_short: "not JSON",
    spoilt.not_utf8: "not UTF-8",
    spoilt.without_content_type: "content type is None",
    spoilt.of_a_wrong_type: "version must be",
    spoilt.too_large: "too large",
}


def event(message: Message) -> Event:
    return Delivery(None, 1, message.body, content_type=message.properties.content_type).event()


def test_bad_ones_are_spread_among_as_many_good_ones_as_without_them() -> None:
    messages = Mixture((spoilt.failing,), every=10).messages(39)
    failing = [n for n, one in enumerate(messages) if event(one).data["status"] == spoilt.UNKNOWN]
    assert failing == [5, 16, 27]
    assert len(messages) == 39 + len(failing)
    assert len({one.properties.message_id for one in messages}) == len(messages)


def test_good_ones_alone_are_all_good() -> None:
    messages = ALL_GOOD.messages(30)
    assert [event(one).data["status"] for one in messages] == ["submitted"] * 30
    assert ALL_GOOD.bad(30) == 0


@pytest.mark.parametrize(("way", "reason"), REASONS.items())
def test_nobody_can_read_what_is_spoilt(way: Spoil, reason: str) -> None:
    (good,) = ALL_GOOD.messages(1)
    with pytest.raises(Undecodable, match=reason):
        event(way(good))


def test_each_way_has_its_turn() -> None:
    assert set(UNREADABLE.ways) == set(REASONS)
    bad = UNREADABLE.messages(50)[5::11]
    for way, one in zip(UNREADABLE.ways, bad, strict=True):
        with pytest.raises(Undecodable, match=REASONS[way]):
            event(one)


def test_what_fails_is_a_good_event_but_for_what_it_refers_to() -> None:
    (good,) = ALL_GOOD.messages(1)
    (way,) = FAILING.ways
    before, after = json.loads(good.body), json.loads(way(good).body)
    before["data"]["status"] = spoilt.UNKNOWN
    assert after == before


def test_lateness_is_from_sending_to_reaction() -> None:
    late = paced.milliseconds({"a": 1.0, "bad": 2.0, "b": 3.0}, {"a": 1.5, "b": 3.25})
    assert late == [500.0, 250.0]


def test_latency_is_told_beside_the_good_ones_alone() -> None:
    alone = Tally("alone", 10, [{"p50": 2.0, "p99": 4.0}, {"p50": 4.0, "p99": 8.0}])
    beside = Tally("beside", 10, [{"p50": 4.0, "p99": 8.0}, {"p50": 4.0, "p99": 10.0}])
    assert bad_events.latency(beside, alone) == "| beside | 4.0 (4.0 to 4.0) | 9.0 (8.0 to 10.0) | 1.62 |"

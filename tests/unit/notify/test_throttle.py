"""How fast letters go to each domain."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from notify.outgoing import throttle
from notify.outgoing.deliveries import Lot
from notify.outgoing.throttle import FIRST_GAP, LONGEST_GAP, Rates, Throttle, domain_of
from tests.unit.notify.builders import AT


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def left(of: Throttle, domain: str, count: int, at: datetime = AT) -> list[datetime]:
    """When each of so many letters that come at once may leave."""
    turns = [of.turn(domain, at) for _ in range(count)]
    return [turn.at if turn else at for turn in turns]


def test_a_domain_has_its_rate_and_each_other_that_of_all_others() -> None:
    rates = Rates.read("example.org=20/s, *=6000/m,Slow.Example=30/h")
    gaps = [rates.gap(domain) for domain in ("example.org", "org1.example", "slow.example")]
    assert gaps == [0.05, 0.01, 120.0]
    assert Rates.read("example.org=20/s").gap("org1.example") == 0 == Rates.read("").gap("example.org")


@pytest.mark.parametrize("text", ["example.org", "=20/s", "example.org=0/s", "*=20", "*=20/d", "a=1/s;b=2/s"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="SMTP_DOMAIN_RATES"):
        Rates.read(text)


def test_without_a_rate_nothing_waits() -> None:
    assert left(Throttle(), "example.org", 1000) == [AT] * 1000


def test_above_its_rate_each_letter_has_a_turn_of_its_own() -> None:
    times = left(Throttle(Rates.read("example.org=20/s")), "example.org", 100)
    assert times[:20] == [AT] * 20
    gaps = [(later - before).total_seconds() for before, later in pairwise(times[20:])]
    assert gaps == pytest.approx([0.05] * 79)
    assert times[-1] == AT + seconds(4)


def test_one_domain_takes_no_turn_of_another() -> None:
    few = Throttle(Rates.read("*=20/s"))
    left(few, "example.org", 1000)
    assert left(few, "org1.example", 20) == [AT] * 20


def test_what_comes_in_its_turn_leaves() -> None:
    few = Throttle(Rates.read("*=1/s"))
    few.turn("example.org", AT)
    turn = few.turn("example.org", AT)
    assert turn
    assert few.turn("example.org", turn.at, turn.booked_at) is None
    assert Throttle().turn("example.org", turn.at, turn.booked_at) is None, "by whichever process"


def missed(booked: list[datetime]) -> list[Lot]:
    return [Lot("a", "email", at, ["b"], AT) for at in booked]


def test_a_sender_that_is_slower_than_the_rate_waits_for_nothing() -> None:
    few = Throttle(Rates.read("*=20/s"))
    lots = missed(left(few, "example.org", 2000))
    slowly = [AT + seconds(number / 5) for number in range(len(lots))]
    turns = [few.turn_of(lot, "example.org", at) for lot, at in zip(lots, slowly, strict=True)]
    assert turns == [None] * len(lots)


def test_of_turns_that_were_missed_no_more_are_made_up_for_than_the_rate_allows() -> None:
    few, back = Throttle(Rates.read("*=20/s")), AT + timedelta(hours=1)
    lots = missed(left(few, "example.org", 100))
    times = [turn.at if (turn := few.turn_of(lot, "example.org", back)) else back for lot in lots]
    assert times[:20] == [back] * 20
    assert times[-1] == back + seconds(4)
    assert few.turn_of(lots[0], "org1.example", back) is None, "of each domain by itself"


def test_a_domain_that_asks_for_fewer_is_slowed_down_and_no_other() -> None:
    one = Throttle()
    assert one.slow_down("example.org", AT, AT) == FIRST_GAP
    assert one.slowed_since("example.org", AT - seconds(1))
    times = [(at - AT).total_seconds() for at in left(one, "example.org", 3)]
    assert times == pytest.approx([FIRST_GAP * n for n in (1, 2, 3)], rel=0.01)
    assert left(one, "org1.example", 3) == [AT] * 3
    assert not one.slowed_since("org1.example", AT - seconds(1))


def test_turns_given_before_count_no_more_once_it_is_slowed_down() -> None:
    one = Throttle(Rates.read("*=1/s"))
    left(one, "example.org", 10)
    one.slow_down("example.org", AT + seconds(1), AT)
    booked = [one.turn("example.org", AT + seconds(5), AT) for _ in range(2)]
    assert booked == [None, (AT + seconds(6), AT + seconds(5))]


def test_of_letters_that_were_on_their_way_one_answer_says_it_all() -> None:
    one = Throttle()
    one.slow_down("example.org", AT, AT - seconds(1))
    assert one.slow_down("example.org", AT + seconds(1), AT - seconds(1)) is None
    assert one.slow_down("example.org", AT + seconds(1), AT + seconds(0.5)) == pytest.approx(
        2 * FIRST_GAP, rel=0.02
    )


def test_it_is_slowed_down_further_up_to_a_limit_and_eased_with_time() -> None:
    one, at = Throttle(), AT
    for _ in range(12):
        at += seconds(1)
        gap = one.slow_down("example.org", at, at)
    assert gap == LONGEST_GAP
    minutes = [at + timedelta(minutes=n) for n in range(1, 15)]
    gaps = [one._paces["example.org"].eased_gap(minute) for minute in minutes]
    assert gaps[:2] == [LONGEST_GAP / 2, LONGEST_GAP / 4]
    assert gaps[-1] == 0
    assert one.turn("example.org", at + timedelta(hours=1)) is None


def test_turns_come_the_faster_the_longer_it_has_not_asked_again() -> None:
    one = Throttle()
    one.slow_down("example.org", AT, AT)
    times = left(one, "example.org", 10_000)
    assert times == sorted(times)
    assert timedelta(minutes=5) < times[-1] - AT < timedelta(minutes=8)
    assert one.turn("example.org", times[-1] + timedelta(minutes=1)) is None


def test_of_many_domains_the_idle_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "REMEMBERED", 100)
    many = Throttle(Rates.read("*=20/s"))
    many.slow_down("slow.example", AT, AT)
    for number in range(1000):
        many.turn(f"org{number}.example", AT + seconds(number))
    assert len(many._paces) <= 101
    assert many.turn("slow.example", AT + seconds(1000)) is None


def test_a_domain_is_that_of_the_address() -> None:
    assert (domain_of("rep1@Org1.Example"), domain_of("no address"), domain_of("")) == (
        "org1.example",
        "no address",
        "",
    )

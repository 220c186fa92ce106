"""Lanes and their ledger: together while quick, side by side when slow, acknowledged as soon as settled."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from chassis.delivery import Delivery
from chassis.errors import Unavailable
from chassis.inbox import Apart
from chassis.lanes import LANES, Lanes
from chassis.ledger import Ledger
from tests.support.polling import until


@dataclass(eq=False)
class Channel:
    is_open: bool = True
    frames: list[tuple[Any, ...]] = field(default_factory=list)

    def basic_ack(self, tag: int, multiple: bool = False) -> None:
        self.frames.append(("ack", tag, multiple))

    def basic_nack(self, tag: int, requeue: bool) -> None:
        self.frames.append(("back", tag, requeue))


def deliveries(count: int, channel: Channel | None = None) -> list[Delivery]:
    open_channel = channel or Channel()
    return [Delivery(open_channel, tag, b"") for tag in range(1, count + 1)]


class Settling:
    """What the lanes are given to do; `behave` says how a batch goes."""

    def __init__(self, behave: Callable[[Sequence[Delivery]], None] = lambda batch: None) -> None:
        self._behave = behave
        self.batches: list[list[int]] = []
        self.settled: list[int] = []

    def settle(self, batch: Sequence[Delivery], done: Callable[[Delivery], None], step: Any) -> None:
        self.batches.append([delivery.tag for delivery in batch])
        self._behave(batch)
        for delivery in batch:
            done(delivery)

    def keep(self, settled: Sequence[Delivery]) -> None:
        self.settled.extend(delivery.tag for delivery in settled)


@contextmanager
def running(settling: Settling) -> Iterator[Lanes]:
    lanes = Lanes(settling.settle, settling.keep)
    lanes.start()
    yield lanes
    lanes.close()


def test_batches_grow_while_they_go_quickly() -> None:
    settling = Settling()
    with running(settling) as lanes:
        lanes.add(deliveries(150))
        until(lambda: len(settling.settled) == 150)
    sizes = [len(batch) for batch in settling.batches]
    assert (sizes[0], max(sizes) > 1, sum(sizes)) == (1, True, 150)


def test_slow_ones_run_side_by_side_and_no_more_than_there_are_lanes() -> None:
    release = threading.Event()

    def behave(batch: Sequence[Delivery]) -> None:
        release.wait(10)

    settling = Settling(behave)
    with running(settling) as lanes:
        lanes.add(deliveries(LANES + 5))
        until(lambda: lanes.active == LANES)
        assert [len(batch) for batch in settling.batches] == [1] * LANES
        assert len(lanes.close()) == 5
        release.set()
        until(lambda: lanes.active == 0)
    assert sorted(settling.settled) == list(range(1, LANES + 1))


def test_what_failed_together_is_taken_alone() -> None:
    def behave(batch: Sequence[Delivery]) -> None:
        if len(batch) > 1:
            raise Apart()

    settling = Settling(behave)
    with running(settling) as lanes:
        lanes.add(deliveries(20))
        until(lambda: sorted(settling.settled) == list(range(1, 21)))


def test_while_the_store_is_away_one_lane_finds_out_when_it_is_back() -> None:
    away = [Unavailable(), Unavailable()]

    def behave(batch: Sequence[Delivery]) -> None:
        if away:
            raise away.pop()

    settling = Settling(behave)
    with running(settling) as lanes:
        lanes.add(deliveries(5))
        until(lambda: sorted(settling.settled) == [1, 2, 3, 4, 5])
    assert settling.batches[:3] == [[1], [1], [1]]


def test_what_its_channel_lost_is_not_tried_again() -> None:
    channel = Channel()

    def behave(batch: Sequence[Delivery]) -> None:
        channel.is_open = False
        raise Unavailable()

    settling = Settling(behave)
    with running(settling) as lanes:
        lanes.add(deliveries(1, channel))
        until(lambda: settling.batches and lanes.active == 0)
        assert lanes.drop() == []


def test_the_ledger_acknowledges_all_up_to_the_oldest_open_one_in_one_frame() -> None:
    channel, ledger = Channel(), Ledger()
    first, second, third, fourth = deliveries(4, channel)
    for delivery in (first, second, third, fourth):
        ledger.add(delivery)
    ledger.acknowledge([second, fourth])
    ledger.acknowledge([first, first])
    ledger.give_back([third, second])
    assert channel.frames == [
        ("ack", 2, False),
        ("ack", 4, False),
        ("ack", 1, True),
        ("back", 3, True),
    ]


def test_the_ledger_knows_nothing_of_another_connection() -> None:
    old, ledger = Channel(is_open=False), Ledger()
    (lost,) = deliveries(1, old)
    ledger.acknowledge([lost])
    ledger.add(lost)
    ledger.acknowledge([lost])
    assert old.frames == []

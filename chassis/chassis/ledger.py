"""What was delivered and not yet acknowledged. For the connection's thread alone."""

from collections.abc import Iterable
from typing import Any

from chassis.delivery import Delivery


class Ledger:
    def __init__(self) -> None:
        self._open: dict[Delivery, None] = {}

    def add(self, delivery: Delivery) -> None:
        self._open[delivery] = None

    def acknowledge(self, settled: Iterable[Delivery]) -> None:
        """One frame for all up to the oldest that is still open, one for each beyond."""
        by_channel: dict[Any, list[int]] = {}
        for delivery in settled:
            if self._open.pop(delivery, delivery) is None and delivery.channel.is_open:
                by_channel.setdefault(delivery.channel, []).append(delivery.tag)
        for channel, tags in by_channel.items():
            oldest = next((one.tag for one in self._open if one.channel is channel), max(tags) + 1)
            before = [tag for tag in tags if tag < oldest]
            if before:
                channel.basic_ack(max(before), multiple=True)
            for tag in tags:
                if tag > oldest:
                    channel.basic_ack(tag)

    def give_back(self, unbegun: Iterable[Delivery]) -> None:
        """At once, so that another process takes them while this one finishes what it began."""
        for delivery in unbegun:
            if self._open.pop(delivery, delivery) is None and delivery.channel.is_open:
                delivery.channel.basic_nack(delivery.tag, requeue=True)

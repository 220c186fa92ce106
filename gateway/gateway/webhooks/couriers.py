"""Has a courier serve each webhook that is due, of partners that may hear."""

from collections.abc import Callable
from typing import Any

from prometheus_client import Gauge

from chassis import clock, log
from chassis.errors import Unavailable, WaraError
from gateway.collection import Row
from gateway.partners.register import ACTIVE, Register, status_of
from gateway.waiting import Every
from gateway.webhooks.courier import Courier

LOOK_SECONDS, COUNT_SECONDS = 1.0, 60.0
TROUBLED = Gauge(
    "wara_partner_webhooks_troubled", "Partners' webhooks that have failed for a day, or were disabled"
)

logger = log.get(__name__)


class Couriers:
    """`spawn` starts a green thread: `eventlet.spawn_n`."""

    def __init__(self, register: Register, courier: Courier, spawn: Callable[..., Any]) -> None:
        self._register = register
        self._courier = courier
        self._spawn = spawn
        self._served: set[str] = set()

    def chores(self) -> tuple[Every, Every]:
        return Every(LOOK_SECONDS, self.look), Every(COUNT_SECONDS, self.count)

    def look(self) -> None:
        try:
            rows = self._courier.book.due(clock.now())
            granted = self._granted() if rows else {}
        except Unavailable as error:
            logger.warning("webhooks_not_read", reason=type(error.__cause__ or error).__name__)
            return
        for row in rows:
            if row["_id"] in granted and row["_id"] not in self._served:
                self._served.add(row["_id"])
                self._spawn(self._serve, row, granted[row["_id"]])

    def count(self) -> None:
        """Of partners that may hear."""
        try:
            troubled = self._courier.book.troubled(clock.now())
            granted = self._granted() if troubled else {}
        except Unavailable:
            return
        TROUBLED.set(sum(id in granted for id in troubled))

    def close(self) -> None:
        self._courier.close()

    def _granted(self) -> dict[str, list[str]]:
        return {row["_id"]: row["events"] for row in self._register.rows() if status_of(row) == ACTIVE}

    def _serve(self, row: Row, patterns: list[str]) -> None:
        try:
            self._courier.serve(row, patterns)
        except WaraError as error:
            logger.warning("webhook_not_served", partner=row["_id"], reason=error.code)
        finally:
            self._served.discard(row["_id"])

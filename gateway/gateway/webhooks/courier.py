"""Posts what a partner's logs hold for it: one event after the other, each until it is taken.

So many as a page of each log holds, for some seconds; then the row is let go, and looked at afresh: who was
suspended, or is granted something else, is posted no more than that.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from chassis import clock, log
from chassis.errors import Invalid
from gateway.collection import Row
from gateway.partners.patterns import is_granted
from gateway.webhooks import webhook
from gateway.webhooks.book import Book, TurnOver
from gateway.webhooks.logs import Logs, Page
from gateway.webhooks.post import Post
from gateway.webhooks.webhook import Attempt

AT_A_TIME = timedelta(seconds=5)

logger = log.get(__name__)


class Courier:
    def __init__(
        self,
        book: Book,
        logs: Logs,
        post: Post,
        now: Callable[[], datetime] = clock.now,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.book = book
        self._logs = logs
        self._post = post
        self._now = now
        self._chance = chance
        self._closed = False

    def close(self) -> None:
        """After the event that is on its way."""
        self._closed = True

    def serve(self, row: Row, patterns: list[str]) -> None:
        """A row that is due, as it was read a moment ago. Unavailable while what to post is not to be had."""
        try:
            pages = {source: self._logs.page(source, row["cursors"][source]) for source in webhook.order(row)}
        except Invalid:
            self._disable(row)
            return
        if any(_leads_on(row, *one) for one in pages.items()):
            with suppress(TurnOver), self.book.turn(row, self._now()) as held:
                self._post_all(held, pages, patterns)

    def _post_all(self, row: Row, pages: dict[str, Page], patterns: list[str]) -> None:
        """Until one is not taken, or the time is over."""
        until = self._now() + AT_A_TIME
        for source, page in pages.items():
            for event in (one for one in page["items"] if is_granted(one["type"], patterns)):
                if self._closed or self._now() >= until:
                    return
                row = self._deliver(row, source, event)
                if row["failing_since"] is not None:
                    return
            if _leads_on(row, source, page):
                row = self.book.save(row, self._now(), **webhook.moved(row, source, page["scanned_to"]))

    def _deliver(self, row: Row, source: str, event: dict[str, Any]) -> Row:
        posted = self._post(row, event, self._now())
        attempt = Attempt(
            source=source,
            sequence=event["sequence"],
            type=event["type"],
            at=self._now(),
            status=posted.status,
            said=posted.said,
        )
        saved = self.book.save(row, attempt.at, **webhook.after(row, attempt, self._chance(), posted.wait))
        if saved["reason"] is not None:
            logger.warning("webhook_disabled", partner=row["_id"], reason=saved["reason"])
        return saved

    def _disable(self, row: Row) -> None:
        """A log has begun anew, before where it stands: what it has heard of it since is not to be known."""
        with suppress(TurnOver), self.book.turn(row, self._now()) as held:
            logger.warning("webhook_disabled", partner=row["_id"], reason=webhook.BEGUN_ANEW)
            self.book.save(held, self._now(), **webhook.disabled(webhook.BEGUN_ANEW))


def _leads_on(row: Row, source: str, page: Page) -> bool:
    return bool(page["scanned_to"] != row["cursors"][source])

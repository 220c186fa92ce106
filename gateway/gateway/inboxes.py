"""People's inboxes, live: the log is notify's, of what it tells to them."""

from collections.abc import Callable, Iterator, Sequence

from gateway.streams.follower import Follower, event
from gateway.streams.stream import Item, Page, Stream

EXTENSION = "wara.inboxes"
FARTHEST = 20_000
"""How far behind it may name an event and still be told each; from before, it has to read the list."""


class Inbox(Stream):
    def mine(self, page: Page) -> list[Item] | None:
        if self.owner in page["gone"]:
            return None
        return [one for one in page["items"] if one["person"] == self.owner]


class Inboxes(Follower[Inbox]):
    def of(
        self, person: str, told: int, after: int | None, may_still: Callable[[], object]
    ) -> Iterator[bytes]:
        """From now on, which is `told`; or from `after` on, the last that the client had."""
        lost = after is not None and not 0 <= told - after <= FARTHEST
        return self.events(Inbox(person, told if after is None or lost else after, may_still), lost)

    def page(self, after: int, streams: Sequence[Inbox]) -> Page:
        people = sorted({one.owner for one in streams})
        return self.ask("notify", "follow_inboxes", {"after": after, "people": people})

    def written(self, item: Item) -> bytes:
        kind = "withdrawn" if item["entry"]["withdrawn"] else "notification"
        return event(kind, item["sequence"], item["entry"])

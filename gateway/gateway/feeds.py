"""The feeds, live: the logs of the services' public events."""

from collections.abc import Callable, Collection, Mapping, Sequence

from gateway.ask import RpcCall
from gateway.partners.register import may_be_told
from gateway.schemas.feed import SOURCES
from gateway.streams.follower import Follower, event
from gateway.streams.room import Room
from gateway.streams.stream import Item, Page, Stream

EXTENSION = "wara.feeds"
PAGE = 100


class Listener(Stream):
    """`types` are all where there are none."""

    def __init__(
        self,
        owner: str,
        told: int,
        types: Collection[str],
        patterns: list[str] | None,
        may_still: Callable[[], object],
    ) -> None:
        super().__init__(owner, told, may_still)
        self.types = types
        self._patterns = patterns

    def mine(self, page: Page) -> list[Item]:
        wanted = (one for one in page["items"] if not self.types or one["type"] in self.types)
        return [one for one in wanted if may_be_told(one["type"], self._patterns)]


class Feed(Follower[Listener]):
    def __init__(self, call: RpcCall, room: Room, source: str) -> None:
        super().__init__(call, room)
        self._source = source

    def page(self, after: int, streams: Sequence[Listener]) -> Page:
        types = list(streams[0].types) if len(streams) == 1 else []
        return self.ask(self._source, "read_events", {"after": after, "limit": PAGE, "types": types})

    def written(self, item: Item) -> bytes:
        return event(item["type"], item["sequence"], item)


def feeds(call: RpcCall, room: Room) -> Mapping[str, Feed]:
    return {source: Feed(call, room, source) for source in SOURCES}

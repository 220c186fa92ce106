"""Sending what a log holds once more, to one queue alone: ids and sequences unchanged, in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pika.exceptions import AMQPError, ChannelClosedByBroker

from chassis.connection import connect
from chassis.eventlog import ERASED, PARKED, Stream
from chassis.message import message_of
from chassis.mongo import Document, Store, store_errors
from chassis.publisher import Publisher, PublishFailed
from wara.logs import entries
from wara.problem import Problem

PAGE = 500
NO_SUCH_QUEUE, LOCKED = 404, 405


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Sequences `first` through `last` of one log; no types means every type."""

    first: int
    last: int
    types: Sequence[str] = ()

    def pages(self, store: Store, stream: Stream) -> Iterator[list[Document]]:
        """The entries, without those that were erased, or parked because they can never be sent."""
        with store_errors():
            parked = {row["_id"] for row in store.db[PARKED].find({}, {"_id": 1})}
        for after in range(self.first - 1, self.last, PAGE):
            page = entries(store, stream, after, min(after + PAGE, self.last))
            yield [one for one in page if self._wants(one) and f"{stream.log}/{one['_id']}" not in parked]

    def _wants(self, entry: Document) -> bool:
        return ERASED not in entry and (not self.types or entry["type"] in self.types)


def send(amqp_uri: str, queue: str, pages: Iterator[list[Document]]) -> int:
    """Returns how many the broker has confirmed; a Problem says from where to go on when it stops midway."""
    ready(amqp_uri, queue)
    publisher = Publisher(amqp_uri, lambda channel: None)
    sent = 0
    try:
        for page in filter(None, pages):
            publish(publisher, queue, page)
            sent += len(page)
    finally:
        publisher.close()
    ready(amqp_uri, queue)  # to a queue that is gone a broker confirms everything
    return sent


def publish(publisher: Publisher, queue: str, page: list[Document]) -> None:
    try:
        publisher.publish([message_of(entry, "", queue) for entry in page])
    except PublishFailed as failure:
        first = page[failure.confirmed]["_id"]
        raise Problem(f"The broker stopped confirming ({failure}); go on with sequence {first}.") from None


def ready(amqp_uri: str, queue: str) -> int:
    """How many messages wait in it; a Problem when the broker has no such queue."""
    try:
        with connect(amqp_uri) as connection:
            declared = connection.channel().queue_declare(queue, passive=True)
            return int(declared.method.message_count)
    except ChannelClosedByBroker as closed:
        if closed.reply_code == NO_SUCH_QUEUE:
            raise Problem(f"The broker has no queue {queue}: whoever reads it makes it first.") from None
        if closed.reply_code == LOCKED:
            raise Problem(f"The queue {queue} is exclusive to another connection.") from None
        raise Problem(f"The broker refuses the queue {queue}: {closed.reply_text}") from None
    except (AMQPError, OSError) as error:
        raise Problem(f"The broker stopped answering: {error!r}") from None

"""What a command or a reaction is given: the database within one transaction, and where it comes from."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.database import Database

from chassis import clock, ids
from chassis.call import Caller
from chassis.envelope import Event, Told
from chassis.generations import Generations, placed, read_generations
from chassis.outbox import insert_rows
from chassis.pending import Pending

Document = dict[str, Any]


class Left(NamedTuple):
    """What a reaction left to the end, and what it was a reaction to."""

    about: Any
    cause: Event | None
    correlation_id: str | None
    traceparent: str | None


AtEnd = Callable[["Transaction", list[Left]], None]


@dataclass(slots=True, kw_only=True)
class Transaction:
    """What a handler may touch. In a query `session` is None and nothing may be written.

    `cause` is the event reacted to, `asked` the method that was called. What is told goes to the outbox in
    the same transaction. A reaction that has more to do than one transaction should hold sets `unfinished`:
    what it did is kept, and it runs again.
    """

    db: Database[Document]
    session: ClientSession | None
    caller: Caller
    now: datetime = field(default_factory=clock.now)
    cause: Event | None = None
    correlation_id: str | None = None
    traceparent: str | None = None
    asked: str = ""
    told: int = 0
    unfinished: bool = False
    pending: Pending = field(default_factory=Pending, init=False)
    rung: set[str] = field(default_factory=set, init=False)
    _asked: set[str] = field(default_factory=set, init=False)
    _at_end: dict[AtEnd, list[Left]] = field(default_factory=dict, init=False)
    _generations: Generations | None = field(default=None, init=False)
    _generation: int | None = field(default=None, init=False)

    def projection(self, name: str) -> Collection[Document]:
        """What is kept of other services' facts under this name, in the generation in use."""
        collection = self.place(name)
        self.pending.write(self.db, self.session, collection)
        return self.db[collection]

    def place(self, name: str) -> str:
        """The collection of a projection, of the generation in use or the one this is within."""
        return placed(name, self.generations.current if self._generation is None else self._generation)

    @property
    def generations(self) -> Generations:
        if self._generations is None:
            self._generations = read_generations(self.db, self.session)
        return self._generations

    @contextlib.contextmanager
    def within(self, generation: int) -> Iterator[None]:
        """Projections are of this generation for a while."""
        self._generation = generation
        try:
            yield
        finally:
            self._generation = None

    def new_id(self) -> str:
        return ids.new_id()

    def first(self, what: str) -> bool:
        """Whether this is asked for the first time; many events may share a transaction."""
        if what in self._asked:
            return False
        self._asked.add(what)
        return True

    def at_end(self, work: AtEnd, about: Any) -> None:
        """Of a reaction: has `work` done once, after all reactions that share the transaction, with all that
        they named: what each would look for by itself is then looked for together."""
        left = Left(about, self.cause, self.correlation_id, self.traceparent)
        self._at_end.setdefault(work, []).append(left)

    def because_of(self, left: Left) -> None:
        """What is told from now on is told because of this."""
        self.cause, self.correlation_id, self.traceparent = left.cause, left.correlation_id, left.traceparent

    def finish(self, step: Callable[[], None] = lambda: None) -> None:
        """Does what was left to the end; `step` is called as it gets on."""
        left, self._at_end = self._at_end, {}
        for work, about in left.items():
            work(self, about)
            step()
        self.pending.write(self.db, self.session)
        step()

    def ring(self, collection: str) -> None:
        """Who listens in this process hears, once this is committed, that something new is there."""
        self.rung.add(collection)

    def tell(self, *told: Told) -> None:
        insert_rows(self, told)

"""Building what a service keeps of the others' facts anew, from their logs, while it serves."""

import contextlib
import time
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from typing import Annotated

import typer
from pymongo.errors import PyMongoError

from chassis import generations, topology
from chassis.envelope import Classification
from chassis.eventlog import ERASED, PARKED, STREAMS, EventLog
from chassis.generations import GENERATED, Heard, placed, read_generations
from chassis.inbox import INBOX
from chassis.message import Message, message_of
from chassis.mongo import Document, Store, store_errors
from chassis.publisher import Publisher, PublishFailed
from chassis.rebuild import GENERATION_HEADER
from wara.definitions import Service, keeps_facts
from wara.problem import Problem
from wara.site import Site, reached

PAGE, SLICE = 500, 200
POLL_SECONDS = 0.3
PREPARED_SECONDS = 30
STUCK_SECONDS = 60
READERS_SECONDS = 12
"""No transaction is open for longer: then nobody reads the old generation any more."""
FAULTS_SHOWN = 5

Report = Callable[[str], None]


def command(service: Annotated[Service, typer.Argument(help="The service that keeps them.")]) -> None:
    """Build what a service keeps of the others' facts anew, while it serves; nothing is done twice.

    When it is interrupted, or says that something failed, what was in use stays in use; run it again.
    """
    with reached() as site:
        Rebuilding(site, service, print).run()


@dataclass(frozen=True)
class Rebuilding:
    site: Site
    service: str
    report: Report
    readers_seconds: float = READERS_SECONDS

    def run(self) -> None:
        if not keeps_facts(self.service):
            raise Problem(f"{self.service} keeps nothing of the others' facts.")
        with store_errors():
            number = generations.begin(self._store.db)
            try:
                self._build(number)
            except BaseException:
                with contextlib.suppress(PyMongoError):
                    generations.give_up(self._store.db, number)
                raise
            self.report(f"{self.service}: generation {number} is in use; its predecessor's readers finish")
            time.sleep(self.readers_seconds)
            self._clear()
            self.report(f"{self.service}: done")

    def _build(self, number: int) -> None:
        heard = self._prepared(number)
        sent = self._tell_again(number, heard)
        self._kept(number, sent)
        self._refuse_failed(number)
        if not generations.swap(self._store.db, number):
            raise Problem(SUPERSEDED)

    def _prepared(self, number: int) -> Heard:
        """What the running `work` processes hear, once they keep the new generation up to date."""
        deadline = time.monotonic() + PREPARED_SECONDS
        while time.monotonic() < deadline:
            building = self._building(number)
            if building.state == "building":
                return building.heard
            time.sleep(POLL_SECONDS)
        raise Problem(f"No {self.service}-work answers within {PREPARED_SECONDS} s; start one and try again.")

    def _building(self, number: int) -> generations.Building:
        building = read_generations(self._store.db).building
        if building is None or building.number != number:
            raise Problem(SUPERSEDED)
        return building

    def _tell_again(self, number: int, heard: Heard) -> int:
        """Sends what each log says now: what is told after this moment goes into both generations anyway."""
        queue = topology.rebuild(self.service)
        publisher = Publisher(self.site.amqp_uri, lambda channel: channel.queue_declare(queue, passive=True))
        sent = 0
        try:
            for page in self._pages(heard):
                publisher.publish([retold(entry, queue, number) for entry in page])
                sent += len(page)
        except PublishFailed as failure:
            raise Problem(f"The broker does not take the facts: {failure}. Try again.") from None
        finally:
            publisher.close()
        self.report(f"{self.service}: {sent} facts are told again")
        return sent

    def _pages(self, heard: Heard) -> Iterator[list[Document]]:
        for source in sorted({kind.split(".", 1)[0] for kind, _ in heard}):
            for stream in STREAMS:
                types = types_of(heard, source, stream.classification)
                store = self.site.store(source)
                log = EventLog(store.db, stream)
                if types:
                    yield from newest_of_each(log, log.last(), types, parked(store, stream.log))

    def _kept(self, number: int, sent: int) -> None:
        keys = self._store.db[placed(INBOX, number)]
        kept, since = -1, time.monotonic()
        while (now := keys.count_documents({})) < sent:
            self._building(number)
            if now > kept:
                kept, since = now, time.monotonic()
            if time.monotonic() - since > STUCK_SECONDS:
                raise Problem(f"Nothing was kept for {STUCK_SECONDS} s, {kept} of {sent} were. Try again.")
            time.sleep(POLL_SECONDS)
        self.report(f"{self.service}: {sent} are kept")

    def _refuse_failed(self, number: int) -> None:
        keys = self._store.db[placed(INBOX, number)]
        faults = [row for row in keys.find({}) if "failed" in row]
        if faults:
            lines = [f"  {row['_id']}: {row['failed']}" for row in faults[:FAULTS_SHOWN]]
            raise Problem("\n".join([f"{len(faults)} facts could not be kept; nothing was changed:", *lines]))

    def _clear(self) -> None:
        """Drops every generation but the one in use, and what a rebuild that was interrupted left."""
        db = self._store.db
        now = read_generations(db)
        names = db.list_collection_names()
        found = [(name, *match.groups()) for name in names if (match := GENERATED.fullmatch(name))]
        in_use = {base for _, base, generation in found if int(generation) == now.current}
        bare = {base for base in in_use if base in names and base != INBOX}
        written = {str(generation) for generation in now.written if generation}
        for name in [*bare, *(name for name, _, generation in found if generation not in written)]:
            self._drop(name)
        self._drop(placed(INBOX, now.current))

    def _drop(self, name: str) -> None:
        """Emptied in slices first: the embedded store drops row by row, and nobody else gets in meanwhile."""
        rows = self._store.db[name]
        while ids := [row["_id"] for row in rows.find({}, {"_id": 1}).limit(SLICE)]:
            rows.delete_many({"_id": {"$in": ids}})
        rows.drop()

    @property
    def _store(self) -> Store:
        return self.site.store(self.service)


SUPERSEDED = "Another rebuild was begun meanwhile, and goes on; this one was given up."


def newest_of_each(log: EventLog, last: int, types: Set[str], unsent: Set[int]) -> Iterator[list[Document]]:
    """The newest entry about each subject, from the end of the log backwards."""
    seen: set[str] = set()
    while last > 0:
        first = max(last - PAGE, 0)
        page = []
        for entry in reversed(log.after(first, last - first)):
            told = entry["_id"] not in unsent and ERASED not in entry
            if told and entry["type"] in types and entry["subject"] not in seen:
                seen.add(entry["subject"])
                page.append(entry)
        yield page
        last = first


def types_of(heard: Heard, source: str, classification: Classification) -> set[str]:
    return {kind for kind, stream in heard if kind.startswith(f"{source}.") and stream == classification}


def parked(store: Store, log: str) -> set[int]:
    """Sequences of what was never sent, because it never can be."""
    rows = store.db[PARKED].find({}, {"_id": 1})
    pairs = [row["_id"].split("/") for row in rows]
    return {int(sequence) for name, sequence in pairs if name == log}


def retold(entry: Document, queue: str, generation: int) -> Message:
    message = message_of(entry, "", queue)
    message.properties.headers[GENERATION_HEADER] = generation
    return message

"""What is wrong in the services' databases: events not told, not dealt with, or not heard."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pymongo

from chassis import clock, topology
from chassis.dead import FIRST, WAITING, DeadRows, Selection
from chassis.eventlog import STREAMS, Stream
from chassis.failed import FAILED
from chassis.mongo import Store, store_errors
from chassis.outbox import count_since
from wara import missed, parked, resend
from wara.logs import SECONDS, entries, missing, newest, told_through
from wara.site import Site

LATE, LONG = timedelta(minutes=1), timedelta(hours=1)
NEWEST = 10_000  # events of each log in which doctor looks for missed ones; `wara events missed` looks at all


def of_service(site: Site, service: str) -> list[str]:
    store, late = site.store(service), clock.now() - LATE
    with store_errors(), pymongo.timeout(SECONDS):
        return [
            *of_outbox(store, service, late),
            *(line for stream in STREAMS for line in of_log(store, service, stream, late)),
            *of_rows(store, service, late),
            *of_erasures(store),
        ]


def of_outbox(store: Store, service: str, late: datetime) -> Iterator[str]:
    if waiting := count_since(store.db, clock.to_wire(late)):
        yield f"{waiting} events wait in {service}'s outbox for over a minute: no relay of it is at work"


def of_log(store: Store, service: str, stream: Stream, late: datetime) -> Iterator[str]:
    log, through = f"{service}'s {stream.log}", told_through(store, stream)
    last = newest(store, stream, through)
    if last < through:
        yield f"{log} was told through {through} and does not reach it: entries are lost, restore them"
    elif lost := missing(store, stream, last):
        yield f"{log} lacks {lost} of its {last} entries: restore them"
    untold = entries(store, stream, through, through + 1, "event.time")
    if untold and untold[0]["event"]["time"] < clock.to_wire(late):
        yield f"{log} is told through {through} of {last} for over a minute: the broker confirms nothing"


def of_rows(store: Store, service: str, late: datetime) -> Iterator[str]:
    if count := len(parked.unsettled(store)):
        yield f"{count} events of {service} can never be sent: `wara parked list --service {service}`"
    if dead := DeadRows(store).count(Selection()):
        yield f"{dead} dead rows of {service}: `wara dead list --service {service}`"
    due = {"status": WAITING, "due_at": {"$gte": FIRST, "$lt": late}}
    if overdue := store.db[FAILED].count_documents(due):
        yield f"{overdue} failed rows of {service} are due for over a minute: no work of it tries them"


def of_erasures(store: Store) -> Iterator[str]:
    """Only membership keeps them."""
    asked = {"completed_at": None, "asked_at": {"$lt": clock.now() - LONG}}
    if count := store.db["erasures"].count_documents(asked):
        yield f"{count} persons are not forgotten everywhere after an hour: see GET /v1/erasures"


def of_hearing(site: Site, service: str) -> Iterator[str]:
    """Among the newest; what may merely wait in the inbox's queue is no finding."""
    for gap in missed.gaps(site, service, NEWEST):
        if len(gap.events) > resend.ready(site.amqp_uri, topology.inbox(service)):
            yield f"{gap}; send them: wara events missed --service {service} --replay"

"""The audit trail: whether its chains hold, and what it says of a period."""

import csv
import getpass
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import pymongo
import typer

from chassis import clock
from chassis.audit import deed
from chassis.call import Caller
from chassis.clock import to_wire
from chassis.eventlog import DEEDS, LOGS, Stream
from chassis.mongo import Document, Store, store_errors
from chassis.trail import Trail, Wanted
from gateway.audit.store import Deeds
from gateway.sheets import as_texts
from wara import verifying
from wara.dead import moment
from wara.definitions import SERVICES
from wara.logs import SECONDS
from wara.partners.provision import By
from wara.problem import Problem
from wara.site import Site, reached

app = typer.Typer(no_args_is_help=True, help=__doc__)
GATEWAY = "gateway"
DID = "audit.export"
PAGE = 500
OF = (*SERVICES, GATEWAY)


def known(service: str) -> str:
    if service not in OF:
        raise typer.BadParameter(f"one of {', '.join(OF)}")
    return service


ForService = Annotated[
    str | None, typer.Option("--service", parser=known, metavar="SERVICE", help="Only this one's; else all.")
]


@app.command()
def verify(
    service: ForService = None,
    heads: Annotated[
        Path | None, typer.Option(help="A folder with heads, or with logs; else the local stack's.")
    ] = None,
) -> None:
    """Walk the chains; name the first record of each that was altered, removed or inserted (status 1)."""
    if heads is not None and not heads.is_dir():
        raise Problem(f"There is no folder {heads}.")
    broken = False
    with reached() as site:
        written = verifying.read_heads(heads or site.plan.folder.audit)
        for name, stream in chains(service):
            found = verifying.verdict(site.store(name), stream, written.get((name, stream.log), {}))
            broken = broken or found.fault is not None
            print(f"{name}'s {stream.log} {outcome(found)}")
    raise typer.Exit(1 if broken else 0)


@app.command()
def export(
    since: Annotated[
        datetime, typer.Option("--from", parser=moment, help="Logged then or later (UTC unless said).")
    ],
    until: Annotated[datetime, typer.Option("--until", parser=moment, help="Logged before then.")],
    service: ForService = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV; else a line of JSON each.")] = False,
    by: By = None,
) -> None:
    """Print what was logged in a period, the services one after the other; ids only, no personal data.

    That it was read is logged first.
    """
    wanted, show = Wanted(to_wire(since), to_wire(until)), print_table if as_csv else print_lines
    with reached() as site:
        note(site, by, " ".join((service or "all", to_wire(since), to_wire(until))))
        show(
            {"service": name, **record}
            for name in ((service,) if service else OF)
            for record in records(site.store(name), streams_of(name), wanted)
        )


def note(site: Site, by: str | None, about: str) -> None:
    """What is not on record is not shown."""
    who = Caller(id=by or getpass.getuser())
    Deeds(site.store(GATEWAY)).append([deed(DID, who, clock.now(), {}, about=about)])


def streams_of(service: str) -> tuple[Stream, ...]:
    return (DEEDS,) if service == GATEWAY else tuple(LOGS.values())


def chains(service: str | None) -> Iterator[tuple[str, Stream]]:
    return ((name, stream) for name in ((service,) if service else OF) for stream in streams_of(name))


def outcome(found: verifying.Verdict) -> str:
    if found.fault is not None:
        return str(found.fault)
    if not found.last:
        return "is empty"
    before = f"; what is before {found.begins} has no hash" if found.begins > 1 else ""
    return f"{found.begins} through {found.last} hold{before}"


def records(store: Store, streams: tuple[Stream, ...], wanted: Wanted) -> Iterator[Document]:
    trail, after = Trail(store.db, streams), None
    while True:
        with store_errors(), pymongo.timeout(SECONDS):
            page = trail.page(wanted, after, PAGE)
        yield from page["items"]
        after = page["next"]
        if after is None:
            return


def print_lines(found: Iterable[Document]) -> None:
    for record in found:
        print(json.dumps(record, ensure_ascii=False))


def print_table(found: Iterable[Document]) -> None:
    writer = None
    for record in found:
        if writer is None:
            writer = csv.DictWriter(sys.stdout, list(record))
            writer.writeheader()
        writer.writerow(as_texts({name: str(value or "") for name, value in record.items()}))

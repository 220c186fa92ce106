"""Everything that an operator should know to be wrong, one line each; nothing is changed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from wara.broker_findings import of_broker
from wara.definitions import SERVICES
from wara.management import Management
from wara.partners.findings import of_partners
from wara.problem import Problem
from wara.site import Site, reached
from wara.store_findings import of_hearing, of_service

REGISTRY = CollectorRegistry()
FOUND = Gauge("wara_findings", "What wara doctor found to be wrong", registry=REGISTRY)


def command(
    textfile: Annotated[
        Path | None, typer.Option(help="Also write how many as a metric, for the node exporter's collector.")
    ] = None,
) -> None:
    """Say what is wrong with broker and stores, one line each; change nothing. Status 1 when anything is."""
    count = 0
    for finding in findings():
        count += 1
        print(finding, flush=True)
    if not count:
        print("Nothing is wrong.")
    if textfile is not None:
        FOUND.set(count)
        write_to_textfile(str(textfile), REGISTRY)
    raise typer.Exit(1 if count else 0)


def findings() -> Iterator[str]:
    """The stores' too while the broker is away."""
    try:
        with reached() as site:
            yield from with_broker(site)
            for service in SERVICES:
                yield from of_service(site, service)
    except Problem as problem:
        yield str(problem)


def with_broker(site: Site) -> Iterator[str]:
    try:
        site.amqp_uri  # noqa: B018 - a Problem when the broker is away
        management = Management.of(site.plan)
        yield from of_broker(management)
        yield from of_partners(site, management)
        for service in SERVICES:
            yield from of_hearing(site, service)
    except Problem as problem:
        yield str(problem)

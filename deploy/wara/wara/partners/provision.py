"""`wara provision`: partners get at the broker what they are granted."""

import sys
from typing import Annotated

import typer

from chassis import clock
from gateway.partners.register import REQUESTED, SUSPENDED, status_of
from wara.management import Management
from wara.partners.corner import Corner
from wara.partners.granted import refuse_unknown
from wara.partners.records import Records
from wara.partners.welcome import Welcome
from wara.problem import Problem
from wara.site import Site, here, reached

By = Annotated[str | None, typer.Option(help="Who does it; by default your login name.")]
Broker = Annotated[
    str | None, typer.Option(help="Where partners reach the broker; by default AMQP_URI.", metavar="URI")
]
Gateway = Annotated[
    str | None,
    typer.Option(envvar="WARA_GATEWAY", help="Where they reach the gateway; by default here.", metavar="URL"),
]


def command(
    ids: Annotated[
        list[str] | None, typer.Argument(help="Partners; by default all.", metavar="ID...")
    ] = None,
    broker: Broker = None,
    gateway: Gateway = None,
    by: By = None,
) -> None:
    """Make what partners lack of what they are granted: user, queue, bindings, key; unbind the rest. As the
    administrator of AMQP_URI. Secrets are shown this once; run it again as often as wanted. Status 1 when one
    of them cannot be given what it is granted: the others are."""
    failed = False
    with reached() as site:
        records, management = Records.of(site, by), Management.of(site.plan)
        for id in ids or [row["_id"] for row in records.register.rows()]:
            try:
                corner = Corner.of(management, records.row(id))
                hand_over(id, provide(site, records, corner, broker, gateway))
            except Problem as problem:
                failed = True
                print(f"# {id}: {problem}", file=sys.stderr)
    raise typer.Exit(1 if failed else 0)


def hand_over(id: str, welcome: Welcome) -> None:
    print(f"# {id}: has what it is granted")
    if welcome.password or welcome.key:
        print(welcome.settings())
    if welcome.password:
        print(welcome.programs())


def provide(
    site: Site, records: Records, corner: Corner, broker: str | None = None, gateway: str | None = None
) -> Welcome:
    row = records.row(corner.id)
    refuse_unknown(row["events"])
    granted = {"events": row["events"], "commands": row["commands"], "nameko": corner.nameko}
    records.note("provision", corner.id, **granted)
    if status_of(row) == REQUESTED:
        records.webhooks.remove(_id=corner.id)  # of one that was called so before
    corner.make(row["events"])
    password, key = corner.new_user(), None
    if status_of(row) != SUSPENDED:
        corner.let_in()
        key = None if records.good_key(corner.id) else records.new_key(corner.id)
    corner.take_handlers()
    records.register.mark(corner.id, provisioned_at=row["provisioned_at"] or clock.now())
    return welcome_of(site, corner, broker, gateway, password, key)


def welcome_of(
    site: Site,
    corner: Corner,
    broker: str | None,
    gateway: str | None,
    password: str | None,
    key: str | None,
) -> Welcome:
    return Welcome(
        broker=broker or site.plan.amqp_uri,
        gateway=gateway or here().urls.gateway,
        user=corner.user,
        queue=corner.queue,
        exchange=corner.exchange,
        service=corner.id if corner.nameko else None,
        password=password,
        key=key,
    )

"""Systems of others: what they are granted, whether they hear, new secrets, an end."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

import typer

from gateway.partners.patterns import FORM
from gateway.partners.register import ACTIVE, status_of
from gateway.partners.register import ID as FORM_OF_ID
from gateway.roles import RESERVED
from wara.management import Management
from wara.partners import replaying, trial
from wara.partners.corner import Corner
from wara.partners.findings import how_it_does
from wara.partners.granted import refuse_unknown, refuse_unknown_commands
from wara.partners.provision import Broker, By, Gateway, provide, welcome_of
from wara.partners.records import Records
from wara.partners.replaying import After
from wara.problem import Problem
from wara.site import Site, reached

app = typer.Typer(no_args_is_help=True, help=__doc__)

Id = Annotated[str, typer.Argument(help="The partner.")]


@dataclass(frozen=True)
class Office:
    site: Site
    records: Records

    def corner(self, id: str) -> Corner:
        """Of a partner that there is."""
        return Corner.of(Management.of(self.site.plan), self.records.row(id))


@contextmanager
def office(by: str | None = None) -> Iterator[Office]:
    with reached() as site:
        yield Office(site, Records.of(site, by))


@app.command()
def add(
    id: Annotated[str, typer.Argument(help="A short name, in small letters, digits and hyphens.")],
    events: Annotated[
        list[str], typer.Option(help="agenda.meeting.*.v1, agenda.#: what it may hear. May be repeated.")
    ],
    commands: Annotated[
        list[str] | None, typer.Option(help="membership.agency.rename.v1: what it may tell. May be repeated.")
    ] = None,
    nameko: Annotated[
        bool, typer.Option("--nameko", help="Its nameko services declare queues, one a handler.")
    ] = False,
    by: By = None,
) -> None:
    """Grant a system these events and commands, and no others any more; `wara provision` then has the broker
    follow."""
    if not re.match(FORM_OF_ID, id):
        raise Problem(f"{id!r} is no short name of small letters, digits and hyphens.")
    if id in RESERVED:
        raise Problem(f"{id!r} is what the audit trail calls others.")
    if strange := [one for one in events if not re.match(FORM, one)]:
        raise Problem(f"{strange[0]!r} is no pattern of types: write agenda.meeting.*.v1, or agenda.#")
    refuse_unknown(events)
    granted = list(dict.fromkeys(commands or ()))
    refuse_unknown_commands(granted)
    with office(by) as at:
        at.records.grant(id, events, granted, nameko)
    print(f"{id} is granted {listed(events, granted, nameko)}; `wara provision {id}` makes it so")


def listed(events: list[str], commands: list[str], nameko: bool) -> str:
    return ", ".join([*events, *commands, *(["queues of nameko's"] if nameko else [])])


@app.command("list")
def list_partners() -> None:
    """One line each: name, state, what waits, how many programs read, end of its key, how its webhook does,
    what it is granted."""
    with office() as at:
        for row in at.records.register.rows():
            id, corner = row["_id"], at.corner(row["_id"])
            queues, key = corner.all_queues(), at.records.good_key(id)
            waiting, reading = (sum(one.get(of, 0) for one in queues) for of in ("messages", "consumers"))
            figures = f"{waiting} waiting", f"{reading} reading"
            until = f"key until {key['expires_at'][:10]}" if key else "no key"
            posted = how_it_does(at.records.webhooks.get(id))
            granted = listed(row["events"], row["commands"], corner.nameko)
            print(id, status_of(row), *figures, until, posted, granted, sep="  ")


@app.command()
def test(ids: Annotated[list[str], typer.Argument(help="Partners.", metavar="ID...")], by: By = None) -> None:
    """Send each an event of its own, and say who acknowledges it and who does not (status 1). One that
    nobody reads goes by itself after a minute."""
    faults = 0
    with office(by) as at:
        corners = [at.corner(id) for id in ids]
        for corner in corners:
            at.records.note("test", corner.id)
            trial.send(at.site.amqp_uri, corner)
        for corner in corners:
            fault = trial.fault(at.site.amqp_uri, corner)
            faults += fault is not None
            print(f"{corner.id} {'does not hear: ' + fault if fault else 'hears'}", flush=True)
    raise typer.Exit(1 if faults else 0)


@app.command()
def rotate(id: Id, broker: Broker = None, gateway: Gateway = None, by: By = None) -> None:
    """Print a new password and a new key. Open connections stay so; the old key is good for a day."""
    with office(by) as at:
        corner = at.corner(id)
        if (status := status_of(at.records.row(id))) != ACTIVE:
            raise Problem(f"{id} is {status}: `wara provision` or `wara partners resume` comes first.")
        at.records.note("rotate", id)
        password, key = corner.new_password(), at.records.another_key(id)
        print(welcome_of(at.site, corner, broker, gateway, password, key).settings())


@app.command()
def suspend(id: Id, by: By = None) -> None:
    """Let it neither hear nor ask, at once; its queue goes on collecting up to its limits."""
    with office(by) as at:
        corner = at.corner(id)
        at.records.note("suspend", id)
        at.records.suspend(id)
        corner.shut_out()
        at.records.revoke_keys(id)
    print(f"{id} is suspended")


@app.command()
def resume(id: Id, broker: Broker = None, gateway: Gateway = None, by: By = None) -> None:
    """Let it come again, with its old password and a new key, which is shown this once."""
    with office(by) as at:
        corner = at.corner(id)
        at.records.note("resume", id)
        at.records.register.mark(id, suspended_at=None)
        print(provide(at.site, at.records, corner, broker, gateway).settings())


@app.command()
def remove(
    id: Id,
    yes: Annotated[bool, typer.Option("--yes", help="What waits in its queue is lost to it.")] = False,
    by: By = None,
) -> None:
    """Delete its user, queue, webhook and grant, and revoke its keys."""
    with office(by) as at:
        corner = at.corner(id)
        if not yes:
            raise Problem(f"Nothing is removed: say --yes to delete {corner.queue} and all that waits in it.")
        at.records.note("remove", id)
        corner.remove()
        at.records.revoke_keys(id)
        at.records.webhooks.remove(_id=id)
        at.records.register.remove(id)
    print(f"{id} is removed")


@app.command()
def replay(
    id: Id,
    after: Annotated[
        After,
        typer.Option(
            parser=replaying.after,
            metavar="TIME|CURSOR",
            help="What was told since; or after how far of one log, like agenda/1200.",
        ),
    ],
    by: By = None,
) -> None:
    """Send it once more, from the logs and with the same ids, what it is granted. Where its queue has no room
    for all (status 1), it is said how to go on."""
    left: dict[str, int] = {}
    with office(by) as at:
        corner, row = at.corner(id), at.records.row(id)
        at.records.note("replay", id, after=after.text)
        heard = corner.heard(row["events"])
        if not heard:
            raise Problem(f"{id} has no queue of nameko's yet: its services declare them when they start.")
        for queue, granted in heard.items():
            sent = replaying.replay(at.site, queue, corner.room(queue), granted, after)
            print(f"{queue}: " + ", ".join(f"{one.events} of {source}" for source, one in sent.items()))
            for source, (_, through) in sent.items():
                if through is not None:
                    left[source] = min(through, left.get(source, through))
    if left:
        print(to_go_on(id, left), file=sys.stderr)
        raise typer.Exit(1)


def to_go_on(id: str, left: dict[str, int]) -> str:
    commands = (f"`wara partners replay {id} --after {source}/{through}`" for source, through in left.items())
    return f"No more is sent, or the oldest would be dropped. When {id} has read: {', '.join(commands)}"

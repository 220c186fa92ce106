"""Events that could not be dealt with and are no longer tried."""

import getpass
import json
import sys
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from chassis.clock import to_wire
from chassis.dead import DeadRows, Selection, Summary
from chassis.errors import NotFound
from wara.definitions import Service
from wara.problem import Problem
from wara.site import chosen, reached

app = typer.Typer(no_args_is_help=True, help=__doc__)
PIPE_COLUMNS = 200  # not wrapped where no terminal says how wide it is


def moment(text: str) -> datetime:
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("a time is written like 2018-01-31T09:00:00Z, or 2018-01-31") from None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


ForService = Annotated[Service | None, typer.Option("--service", help="Only this service's; else all.")]
ById = Annotated[str | None, typer.Option("--id", help="The one with this key.")]
ByType = Annotated[str | None, typer.Option("--type", help="Only events of this type.")]
Since = Annotated[
    datetime | None, typer.Option("--from", parser=moment, help="Died then or later (UTC unless said).")
]
Until = Annotated[datetime | None, typer.Option("--to", parser=moment, help="Died then or earlier.")]
All = Annotated[bool, typer.Option("--all", help="Every one of them.")]


@app.command("list")
def list_rows(
    service: ForService = None,
    id: ById = None,
    type: ByType = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many a service, the oldest first.")] = 50,
) -> None:
    """One line each, without personal data; `wara dead show` has the rest."""
    selection = Selection(id=id, type=type, since=since, until=until)
    table = Table("service", "key", "type", "died at", "tries", "error", box=None, pad_edge=False)
    with reached() as site:
        rows = {name: DeadRows(site.store(name)) for name in chosen(service)}
        counts = {name: one.count(selection) for name, one in rows.items()}
        for name, one in rows.items():
            for summary in one.summaries(selection, limit):
                table.add_row(name, *cells(summary))
    if table.row_count:
        Console(width=None if sys.stdout.isatty() else PIPE_COLUMNS).print(table)
    print(", ".join(f"{name} {count}" for name, count in counts.items()) + " dead")


@app.command()
def show(
    id: Annotated[str, typer.Option("--id", help="Its key, as the list has it.")],
    service: ForService = None,
) -> None:
    """A whole row: reason, traceback, headers and body. It may hold personal data: pass it on to nobody."""
    with reached() as site:
        for name in chosen(service):
            try:
                row = DeadRows(site.store(name)).show(id)
            except NotFound:
                continue
            print("This row may hold personal data: pass it on to nobody.", file=sys.stderr)
            print(json.dumps({"service": name, **row}, ensure_ascii=False, indent=2, default=readable))
            return
    raise Problem(f"No row has the key {id}; `wara dead list` shows them.")


@app.command()
def replay(
    service: ForService = None,
    id: ById = None,
    type: ByType = None,
    since: Since = None,
    until: Until = None,
    all: All = False,
) -> None:
    """Have them tried again now: any `work` runs the same reaction with the same event id."""
    selection = said(Selection(id=id, type=type, since=since, until=until), all)
    with reached() as site:
        report({name: DeadRows(site.store(name)).replay(selection) for name in chosen(service)}, "replayed")


@app.command()
def discard(
    because: Annotated[str, typer.Option(help="Why; kept in the audit. Name nobody.")],
    service: ForService = None,
    id: ById = None,
    type: ByType = None,
    since: Since = None,
    until: Until = None,
    all: All = False,
    by: Annotated[str | None, typer.Option(help="Who does it; by default your login name.")] = None,
) -> None:
    """Give them up for good, each with an audit row. Their bodies are gone then."""
    selection = said(Selection(id=id, type=type, since=since, until=until), all)
    who = by or getpass.getuser()
    with reached() as site:
        done = {name: DeadRows(site.store(name)).discard(selection, who, because) for name in chosen(service)}
        report(done, "discarded")


def said(selection: Selection, all: bool) -> Selection:
    if all != (selection == Selection()):
        raise Problem("Say which: --id, --from, --to or --type; or --all alone.")
    return selection


def report(done: dict[str, int], what: str) -> None:
    if not any(done.values()):
        raise Problem("No dead row matches; `wara dead list` shows them.")
    print("\n".join(f"{name}: {count} {what}" for name, count in done.items() if count))


def cells(row: Summary) -> list[str]:
    return [row.id, row.type or "-", to_wire(row.died_at), str(row.attempts), row.error]


def readable(value: Any) -> str:
    """What JSON has no form for: times, and the bytes as they came."""
    if isinstance(value, datetime):
        return to_wire(value)
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else repr(value)

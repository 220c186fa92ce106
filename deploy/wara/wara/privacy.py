"""What was shown of people, straight from the gateway's database: also while the gateway is down."""

import json
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from chassis import clock
from gateway.disclosures.report import COLUMNS, report, row_of
from gateway.disclosures.store import StoredLots
from gateway.sheets import Csv
from wara.dead import moment
from wara.problem import Problem
from wara.site import reached

app = typer.Typer(no_args_is_help=True, help=__doc__)


class Form(StrEnum):
    json = "json"
    csv = "csv"


@app.callback()
def privacy() -> None:
    """What was shown of people, and to whom."""


@app.command("breach-report")
def breach_report(
    since: Annotated[
        datetime, typer.Option("--from", parser=moment, metavar="TIME", help="First moment, in UTC.")
    ],
    until: Annotated[
        datetime | None, typer.Option(parser=moment, metavar="TIME", help="Before it; now by default.")
    ] = None,
    caller: Annotated[str | None, typer.Option(help="Only what this caller was shown, by id.")] = None,
    form: Annotated[Form, typer.Option("--format", help="Of what is printed.")] = Form.json,
) -> None:
    """Whose data were shown in a period, which fields, when and to whom: as the notice of a breach asks."""
    end = until or clock.now()
    if end <= since:
        raise Problem("The period ends before it begins.")
    with reached() as site:
        found = report(StoredLots(site.store("gateway")).between(since, end), since, end, caller)
    if form is Form.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    sheet = Csv(COLUMNS, "breach-report")
    for item in found["items"]:
        sheet.add(row_of(item))
    print(sheet.content().decode("utf-8-sig"), end="")

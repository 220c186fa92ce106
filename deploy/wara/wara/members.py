"""Members: enter many, from a list; and the roster, as one."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import requests
import typer

from gateway import sheets
from membership.model.names import marks_of
from wara.api import Api
from wara.lists import Row, read
from wara.site import here

ROWS_AT_ONCE, CALLS_AT_ONCE = 50, 2
ADDRESS = ("street", "subdistrict", "district", "province", "postcode")
Body = dict[str, Any]

app = typer.Typer(no_args_is_help=True, help=__doc__)


Gateway = Annotated[
    str | None, typer.Option(envvar="WARA_GATEWAY", help="Its address; else the running system here.")
]
Token = Annotated[
    str | None, typer.Option(envvar="WARA_TOKEN", help="The secretariat's; else one made here.")
]
Committee = Annotated[
    str | None, typer.Option(help="The id of the committee; else the installation's first.")
]


@dataclass(frozen=True, slots=True)
class Verdict:
    line: int
    verdict: str
    why: str = ""


@app.command("import")
def enter(
    file: Annotated[Path, typer.Argument(help="CSV (UTF-8) or XLSX, headed as docs/members.md has it.")],
    commit: Annotated[bool, typer.Option("--commit", help="Make them; else only say what would be.")] = False,
    committee: Committee = None,
    gateway: Gateway = None,
    token: Token = None,
) -> None:
    """Say what would become of each row, or with --commit make members of those that are fit. Status 1 when
    any is refused; who is a member already is refused, so the same list may be given again."""
    rows, counts = read(file), Counter[str]()
    gateway, token = gateway or here().urls.gateway, token or here().token("secretariat")
    with requests.Session() as session:
        api = Api(session, gateway, token)
        for verdict in judged(api, rows, commit, committee):
            counts[verdict.verdict] += 1
            if verdict.why:
                print(f"line {verdict.line}: {verdict.why}")
    print(
        ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())) or "The list is empty."
    )
    if counts["refused"]:
        raise typer.Exit(1)


@app.command("export")
def export(
    status: Annotated[str, typer.Option(help="Only those in this state.")] = "active",
    xlsx: Annotated[Path | None, typer.Option(help="Write an Excel workbook here, not CSV.")] = None,
    committee: Committee = None,
    gateway: Gateway = None,
    token: Token = None,
) -> None:
    """Print the roster, in its order, as CSV: the organisations, and nobody's name or address."""
    gateway, token = gateway or here().urls.gateway, token or here().token("secretariat")
    form = sheets.Csv if xlsx is None else sheets.Xlsx
    sheet = form(sheets.COLUMNS, "members")
    asked = {"status": status, **of_committee(committee)}
    with requests.Session() as session:
        for member in Api(session, gateway, token).every("/v1/members", **asked):
            sheet.add(sheets.row_of(member))
    if xlsx is None:
        sys.stdout.write(sheet.content().decode("utf-8-sig"))
    else:
        xlsx.write_bytes(sheet.content())


def of_committee(id: str | None) -> dict[str, str]:
    return {"committee": id} if id else {}


def judged(
    api: Api, rows: Mapping[int, Row], commit: bool, committee: str | None = None
) -> Iterator[Verdict]:
    """The API compares the rows of one call; that the list names somebody twice is found here."""
    seen: dict[str, int] = {}
    fresh: list[tuple[int, Body]] = []
    for line, row in rows.items():
        body = as_body(row)
        twin = next((seen[mark] for mark in marks(body) if mark in seen), None)
        if twin is not None:
            yield Verdict(line, "refused", f"It is in line {twin} already.")
            continue
        seen |= dict.fromkeys(marks(body), line)
        fresh.append((line, body))
    answers = entered(api, [body for _, body in fresh], commit, committee)
    for (line, _), one in zip(fresh, answers, strict=True):
        yield Verdict(line, one["verdict"], why(one.get("problem")))


def entered(api: Api, bodies: Sequence[Body], commit: bool, committee: str | None = None) -> Iterator[Body]:
    """What the API answers to each, in their order; while some calls wait for the store, another is read."""

    def call(part: Sequence[Body]) -> list[Body]:
        listed = {"rows": part, "commit": commit, **of_committee(committee)}
        return list(api.post("/v1/members/import", listed)["items"])

    parts = [bodies[begin : begin + ROWS_AT_ONCE] for begin in range(0, len(bodies), ROWS_AT_ONCE)]
    with ThreadPoolExecutor(CALLS_AT_ONCE) as calls:
        for answer in calls.map(call, parts):
            yield from answer


def as_body(row: Row) -> Body:
    """As an application states it; what a row leaves empty is left out."""
    said = {name: _plain(value) for name, value in row.items() if value.strip()}
    names = {language: parts(said, language) for language in ("th", "en")}
    person = {
        "name": {language: name for language, name in names.items() if name},
        "post": in_languages(said, "post"),
        "email": said.get("email"),
        "telephone": said.get("telephone"),
        "postal_address": {name: said[name] for name in ADDRESS if name in said},
        "preferred_channel": said.get("preferred_channel"),
        "language": said.get("language"),
    }
    body = {
        "kind": said.get("kind"),
        "name": in_languages(said, "name"),
        "abbreviation": in_languages(said, "abbreviation"),
        "registry_number": said.get("registry_number"),
        "sdgs": goals(said.get("sdgs", "")),
        "website": said.get("website"),
        "representative": {name: value for name, value in person.items() if value},
    }
    return {name: value for name, value in body.items() if value}


def _plain(text: str) -> str:
    """Without the mark that an export sets before what is no formula."""
    stripped = text.strip()
    return stripped[1:] if stripped[1:].startswith(sheets.FORMULA) and stripped[0] == "'" else stripped


def in_languages(said: Row, name: str) -> dict[str, str]:
    return {language: said[f"{name}_{language}"] for language in ("th", "en") if f"{name}_{language}" in said}


def parts(said: Row, language: str) -> dict[str, str]:
    found = {part: said.get(f"{part}_{language}") for part in ("title", "given", "family")}
    return {part: value for part, value in found.items() if value}


def goals(text: str) -> list[int | str]:
    """`13 17`, however they are separated; what is no number is left for the API to refuse."""
    return [int(one) if one.isdecimal() else one for one in text.replace(",", " ").replace(";", " ").split()]


def marks(body: Body) -> list[str]:
    return marks_of(body.get("name", {}).values(), body.get("registry_number"))


def why(problem: Mapping[str, Any] | None) -> str:
    if problem is None:
        return ""
    faults = "; ".join(f"{one['field']}: {one['text']}" for one in problem.get("errors", ()))
    return " ".join(filter(None, [f"{problem['title']}.", problem.get("detail"), faults]))

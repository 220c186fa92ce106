"""Whether a person was forgotten: a search of every store for what must not be there any more."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import pymongo
import typer

from chassis.mongo import store_errors
from wara.definitions import SERVICES
from wara.problem import Problem
from wara.searching import Found, in_database, in_logs, in_mails
from wara.site import Site, here, reached

app = typer.Typer(no_args_is_help=True, help=__doc__)
Logs = Annotated[list[Path] | None, typer.Option("--logs", help="Folders of logs; else the local stack's.")]
Mails = Annotated[list[Path] | None, typer.Option("--mails", help="Folders of .eml; else those caught here.")]
SECONDS = 600.0
KEYS_SHOWN = 5


@app.callback()
def erasure() -> None:
    """Whether a person was forgotten everywhere."""


@app.command()
def check(
    name: Annotated[list[str] | None, typer.Option(help="A name to look for. May be repeated.")] = None,
    email: Annotated[list[str] | None, typer.Option(help="An address to look for. May be repeated.")] = None,
    logs: Logs = None,
    mails: Mails = None,
) -> None:
    """Look for names and addresses in every database, log and caught mail. Status 1 when any is found.

    Without options they are read from standard input, one a line, so that they stay in no shell's history.
    """
    sought = [one.strip() for one in (*(name or ()), *(email or ())) if one.strip()] or asked()
    with reached() as site:
        found = list(everywhere(site, sought, logs, mails))
    print("\n".join(lines(found)) or f"Found nowhere: {len(sought)} texts.")
    raise typer.Exit(1 if found else 0)


@app.command("mails")
def delete_mails(mails: Mails = None) -> None:
    """Delete the caught mails that hold what is given, as `check` takes it on standard input.

    They stand for the recipients' mailboxes; what a real mail server took over is not ours to delete.
    """
    sought = asked()
    caught = files(mails or [here().plan.folder.mail], "*.eml")
    found = [file for file in caught if any(in_mails([file], sought))]
    for file in found:
        file.unlink(missing_ok=True)
    print(f"{len(found)} mails deleted")


def asked() -> list[str]:
    if sys.stdin.isatty():
        print("What is to be looked for, one a line; end with Ctrl-D.", file=sys.stderr)
    sought = [line.strip() for line in sys.stdin if line.strip()]
    if not sought:
        raise Problem("There is nothing to look for: give names and addresses, one a line.")
    return sought


def everywhere(
    site: Site, sought: Sequence[str], logs: Sequence[Path] | None, mails: Sequence[Path] | None
) -> Iterator[Found]:
    folder = site.plan.folder
    for service in (*SERVICES, "gateway"):
        with store_errors(), pymongo.timeout(SECONDS):
            yield from in_database(site.store(service).db, sought)
    yield from in_logs(files(logs or [folder.log, folder.broker], "*.log*"), sought)
    yield from in_mails(files(mails or [folder.mail], "*.eml"), sought)


def files(folders: Sequence[Path], pattern: str) -> list[Path]:
    return sorted(file for folder in folders for file in folder.rglob(pattern) if file.is_file())


def lines(found: Sequence[Found]) -> list[str]:
    """A line for each place and each of the texts, by its number: the texts themselves are not printed."""
    counts = Counter((one.place, one.which) for one in found)
    return [
        f"text {which}: {count} in {place}: {', '.join(keys(found, place, which))}"
        for (place, which), count in sorted(counts.items(), key=str)
    ]


def keys(found: Sequence[Found], place: str, which: int) -> list[str]:
    all_keys = [one.key for one in found if (one.place, one.which) == (place, which)]
    return [*all_keys[:KEYS_SHOWN], *(["…"] if len(all_keys) > KEYS_SHOWN else [])]

"""What the pages say is there: links, calls of the API, commands."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup

from gateway.access import ACCESS
from tests.contract.deployment import ROOT, compose
from wara import cli, state_tables

OURS = (
    "README.md",
    "docs/**/*.md",
    "services/*/README.md",
    "gateway/*.md",
    "deploy/wara/*.md",
    "benchmarks/results/README.md",
)
PAGES = [page for pattern in OURS for page in sorted(ROOT.glob(pattern)) if "node_modules" not in page.parts]
WARA = r"(?:\w+=\S+ +)*(?:\.venv/bin/)?wara "
IDS = [str(path.relative_to(ROOT)) for path in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w -]", "", line.lstrip("# ")).lower() for line in text.splitlines() if line[:1] == "#"
    }
    for target in re.findall(r"\]\((?!http)([^)]+)\)", text):
        path, _, anchor = target.partition("#")
        assert not path or (page.parent / path).exists(), target
        assert path or anchor.replace("-", " ") in headings, target


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_calls_are_routes_of_the_gateway(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    calls = re.findall(r"`((?:GET|POST|PATCH|DELETE) /[^`?\s]*)", text)
    assert set(calls) <= set(ACCESS)


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_make_has_the_targets_named(page: Path) -> None:
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    named = re.findall(r"(?:^|`)make ([\w-]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(named) <= set(targets)


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_commands_of_wara_are_taken_as_they_are_written(page: Path) -> None:
    """In blocks whole; between words what is named of them, which may go on."""
    text = page.read_text(encoding="utf-8")
    blocks = "".join(re.findall(r"^ *```sh\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL))
    for line in re.findall(rf"^ *{WARA}(.+)", blocks.replace("\\\n", ""), re.MULTILINE):
        asked(shlex.split(line.split(" > ")[0], comments=True))
    for words in re.findall(rf"`{WARA}([^`]+)`", text):
        asked(shlex.split(words), whole=False)


def asked(words: list[str], *, whole: bool = True) -> None:
    """As the command line is read, with nothing done."""
    command: Any = typer.main.get_command(cli.app)
    while isinstance(command, TyperGroup) and words and words != ["--help"]:
        name, *words = words
        command = command.get_command(command.context_class(command), name)
    assert command, words
    assert not (whole and isinstance(command, TyperGroup))
    if not isinstance(command, TyperGroup):
        command.make_context(None, words, resilient_parsing=not whole)


def test_what_the_operators_page_says_makes_every_secret(tmp_path: Path) -> None:
    text = (ROOT / "docs/operators.md").read_text(encoding="utf-8")
    [block] = re.findall(r"^(mkdir keys .*?)^sudo ", text, re.MULTILINE | re.DOTALL)
    said = block.replace(".venv/bin/python deploy", f"{sys.executable} {ROOT}/deploy")
    subprocess.run(["sh", "-ec", said], cwd=tmp_path, check=True, capture_output=True, timeout=30)
    made = {file.name for file in (tmp_path / "keys").iterdir()}
    assert made == {*compose()["secrets"], "token.key"}


def test_the_members_page_shows_the_state_machines_of_the_code() -> None:
    text = (ROOT / "docs/members.md").read_text(encoding="utf-8")
    assert all(state_tables.table(machine) in text for machine in state_tables.MACHINES)

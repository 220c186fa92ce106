"""Nothing is told past its promise, and nothing is promised that no code tells."""

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from agenda.model.fact import Fact
from gateway.commands.catalogue import BY_TYPE
from membership import states as membership
from notify import states as notify
from notify.broadcasts import model as broadcasts
from tests.contract.deployment import PACKAGES, ROOT, SERVICES
from tests.contract.test_events import PROMISED
from tests.support.promised import broken

TYPE = re.compile(r'"((?:membership|agenda|notify|gateway)(?:\.[a-z_]+){2}\.v\d+)"')
ENVELOPE = "chassis/chassis/envelope.py"
MAKERS = {
    ENVELOPE: {"Told"},
    "chassis/chassis/outbox.py": {"Event"},
    "gateway/gateway/partners/tested.py": {"Event"},
    "gateway/gateway/commands/answers.py": {"Event"},
}
"""Who makes an event: from a type, which checks it; of what was made so; for one partner alone."""
FOLDERS = (*PACKAGES.values(), ROOT / "chassis/chassis", ROOT / "deploy/wara/wara")
IN_TABLES = {"events.py", "request_events.py", "contributions.py", "examples.py"}
"""Where a fact has its type; nothing happens there."""
FACTS = {
    "agenda": [fact.name for fact in Fact],
    "notify": [fact.name for fact in (*notify.Fact, *broadcasts.Fact) if fact is not notify.Fact.ANSWERED],
    "membership": [
        *get_args(membership.MemberFact),
        *get_args(membership.RepresentativeFact),
        *get_args(membership.CommitteeFact),
        *get_args(membership.DataRequestFact),
    ],
}
BY_NAME = {
    "agenda": ("WINDOW_CLOSING.make(", "told(ERASURE_COMPLETED,"),
    "membership": ("told.append(ANSWERED)", "told(ERASURE_COMPLETED,"),
    "notify": ("INVITATION_ANSWERED.make(", "told(ERASURE_COMPLETED,"),
}
"""How those are told that are no fact of a table."""


@cache
def sources(folder: Path) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.py")}


def test_an_event_is_made_from_its_type_alone() -> None:
    found = {
        str(path.relative_to(ROOT)): made
        for folder in FOLDERS
        for path, text in sources(folder).items()
        if (path == ROOT / ENVELOPE or "from chassis.envelope" in text) and (made := made_in(text))
    }
    assert found == MAKERS


def made_in(text: str) -> set[str]:
    tree = ast.parse(text)
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return called & {"Told", "Event"}


def test_no_type_is_named_that_is_not_promised() -> None:
    promised = {event.name for event in PROMISED} | set(BY_TYPE)
    named = {
        name
        for folder in PACKAGES.values()
        for text in sources(folder).values()
        for name in TYPE.findall(text)
    }
    assert len(named) > len(promised) / 2
    assert named <= promised


@pytest.mark.parametrize("service", SERVICES)
def test_every_fact_that_has_a_type_is_caused_by_something(service: str) -> None:
    assert not set(FACTS[service]) - set(caused(service))


@pytest.mark.parametrize("service", SERVICES)
def test_every_type_is_that_of_a_fact_or_told_by_its_name(service: str) -> None:
    published = importlib.import_module(f"{service}.events").PUBLISHED
    assert len(published) == len(FACTS[service]) + len(BY_NAME[service])
    told = "\n".join(sources(PACKAGES[service]).values())
    assert all(use in told for use in BY_NAME[service])


def caused(service: str) -> Iterator[str]:
    """What stands as a value, where a method returns it or a transition leads to it; no key of a table."""
    for path, text in sources(PACKAGES[service]).items():
        if path.name not in IN_TABLES:
            tree = ast.parse(text)
            yield from texts(tree) if service == "membership" else members(tree)


def members(tree: ast.Module) -> Iterator[str]:
    keys = {key for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node not in keys and ast.unparse(node.value) == "Fact":
            yield node.attr


def texts(tree: ast.Module) -> Iterator[str]:
    """In a tuple or a list, those of a `Literal` apart."""
    types = {one for node in ast.walk(tree) if isinstance(node, ast.Subscript) for one in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List) and node not in types:
            yield from (str(one.value) for one in ast.walk(node) if isinstance(one, ast.Constant))


def test_what_is_promised_nowhere_or_otherwise_is_noticed() -> None:
    [event] = (one for one in PROMISED if one.name == "gateway.partner.tested.v1")
    told = {"type": event.name, "data": event.example}
    assert "promised nowhere" in str(broken({**told, "type": "agenda.pigeon.released.v1"}))
    assert "is a required property" in str(broken(told))

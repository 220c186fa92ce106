"""Nothing is told past its promise; what is promised and told by nobody, `tests.contract.heard` finds."""

import ast
import re
from functools import cache
from pathlib import Path

from gateway.commands.catalogue import BY_TYPE
from tests.contract.deployment import PACKAGES, ROOT
from tests.contract.heard import differences, noted
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


def test_what_is_promised_nowhere_or_otherwise_is_noticed() -> None:
    [event] = (one for one in PROMISED if one.name == "gateway.partner.tested.v1")
    told = {"type": event.name, "data": event.example}
    assert "promised nowhere" in str(broken({**told, "type": "agenda.pigeon.released.v1"}))
    assert "is a required property" in str(broken(told))


def test_what_nobody_told_in_a_run_is_named_and_what_was_told_unpromised(tmp_path: Path) -> None:
    """Of two processes of the run, one has told the same again."""
    (tmp_path / "1").write_text("a.thing.done.v1\n")
    (tmp_path / "2").write_text("a.thing.done.v1\na.thing.lost.v1\n")
    found = list(differences({"a.thing.done.v1", "a.thing.kept.v1"}, noted(tmp_path)))
    assert [one.partition(":")[0] for one in found] == ["a.thing.kept.v1", "a.thing.lost.v1"]
    assert not list(differences({"a.thing.done.v1", "a.thing.lost.v1"}, noted(tmp_path)))

"""What no file of ours may do, whatever linters think of it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FOLDERS = (
    "chassis/chassis",
    "services/membership/membership",
    "services/agenda/agenda",
    "services/notify/notify",
    "gateway/gateway",
    "deploy/wara/wara",
)
PATHS = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
SOURCES = [pytest.param(path, id=str(path.relative_to(ROOT))) for path in PATHS]
MODELS = [
    pytest.param(path, id=str(path.relative_to(ROOT)))
    for path in PATHS
    if "model" in (path.stem, path.parent.name)
]
SERVICE_METHOD_LINES = 8


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


@cache
def calls(path: Path) -> list[tuple[str, int]]:
    """`a.b.c` of each call `a.b.c(…)`, and how many of its arguments have no name."""
    found = [node for node in nodes(path) if isinstance(node, ast.Call)]
    return [(ast.unparse(node.func), len(node.args)) for node in found]


@pytest.mark.parametrize("path", SOURCES)
def test_a_file_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


@pytest.mark.parametrize("path", SOURCES)
def test_nothing_finds_and_modifies(path: Path) -> None:
    """It scans the collection on the embedded store."""
    forbidden = {"find_one_and_update", "find_one_and_replace", "find_one_and_delete"}
    assert not [name for name, _ in calls(path) if name.rsplit(".", 1)[-1] in forbidden]


@pytest.mark.parametrize("path", SOURCES)
def test_no_timeout_slips_past_except_exception(path: Path) -> None:
    """eventlet.Timeout(seconds) alone raises a BaseException, which leaves the message unacknowledged."""
    timeouts = {arguments for name, arguments in calls(path) if name in ("eventlet.Timeout", "Timeout")}
    assert timeouts <= {2}


@pytest.mark.parametrize("path", MODELS)
def test_a_model_is_told_the_time(path: Path) -> None:
    clocks = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "clock.now"}
    assert not [name for name, _ in calls(path) if name in clocks or name.removeprefix("datetime.") in clocks]


@pytest.mark.parametrize("path", SOURCES)
def test_a_package_begins_without_code(path: Path) -> None:
    assert path.name != "__init__.py" or path.read_text(encoding="utf-8").strip() == ""


@pytest.mark.parametrize("path", SOURCES)
def test_no_module_is_a_drawer(path: Path) -> None:
    assert path.stem not in {"utils", "util", "common", "base", "helpers", "misc"}


@pytest.mark.parametrize("service", ["membership", "agenda", "notify"])
def test_a_service_method_validates_calls_and_returns(service: str) -> None:
    package = ROOT / f"services/{service}/{service}"
    pages = [package / "service.py", *package.glob("methods/*.py")]
    methods = [node for page in pages for node in nodes(page) if isinstance(node, ast.FunctionDef)]
    assert methods
    long = {one.name for one in methods if (one.end_lineno or 0) - one.lineno + 1 > SERVICE_METHOD_LINES}
    assert long == set()


@pytest.mark.parametrize("module", ["chassis.worker", "membership.worker", "agenda.worker", "notify.worker"])
def test_work_never_meets_eventlet(module: str) -> None:
    program = f"import {module}, sys; assert 'eventlet' not in sys.modules and 'nameko' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)

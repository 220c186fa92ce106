"""The import rules of .importlinter hold, and bite: each is broken once in a copy of the code."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PACKAGES = (
    "chassis/chassis",
    "services/membership/membership",
    "services/agenda/agenda",
    "services/notify/notify",
    "gateway/gateway",
    "deploy/wara/wara",
)
BROKEN = [
    ("chassis/clock.py", "from agenda import errors", "chassis knows nobody"),
    ("agenda/errors.py", "from membership import errors", "services and the gateway never import each other"),
    ("gateway/access.py", "from agenda import errors", "services and the gateway never import each other"),
    (
        "notify/errors.py",
        "from wara import contracts",
        "nothing that is deployed knows the operator's command",
    ),
    ("membership/model/member.py", "from membership import events", "inside a service imports point down"),
    ("membership/schemas.py", "from membership import store", "inside a service imports point down"),
    ("membership/model/member.py", "import pymongo", "a model is plain Python"),
    ("membership/model/member.py", "from chassis import envelope", "a model is plain Python"),
    ("membership/service.py", "import pymongo", "only a store knows the database"),
    ("membership/events.py", "from chassis import mongo", "schemas and events know neither store nor broker"),
    ("membership/store.py", "import eventlet", "use cases know no transport"),
    ("membership/store.py", "import eventlet", "work never meets eventlet"),
    ("gateway/access.py", "from chassis import relay", "the gateway reaches services by RPC alone"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    for package in PACKAGES:
        name = package.rsplit("/", 1)[1]
        shutil.copytree(ROOT / package, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", folder)
    return folder


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    tool = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [tool, "--no-logo", "--config", folder / ".importlinter", "--cache-dir", folder / ".cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_rules_hold(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("path", "forbidden", "rule"), BROKEN)
def test_a_rule_bites(copy: Path, path: str, forbidden: str, rule: str) -> None:
    module = copy / path
    before = module.read_text(encoding="utf-8")
    module.write_text(f"{before}\n{forbidden}\n", encoding="utf-8")
    try:
        result = lint(copy)
    finally:
        module.write_text(before, encoding="utf-8")
    assert result.returncode == 1
    assert f"{rule} BROKEN" in result.stdout


def test_every_rule_is_shown_to_bite() -> None:
    lines = (ROOT / ".importlinter").read_text(encoding="utf-8").splitlines()
    assert {line.removeprefix("name = ") for line in lines if line.startswith("name = ")} == {
        rule for _, _, rule in BROKEN
    }

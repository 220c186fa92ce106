"""What the deployment files say and what the code says, in one vocabulary for the tests that compare them."""

import ast
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
SERVICES = ("membership", "agenda", "notify")
PACKAGES = {
    **{name: ROOT / "services" / name / name for name in SERVICES},
    "gateway": ROOT / "gateway/gateway",
}
PROCESSES = (*(f"{name}-{kind}" for name in SERVICES for kind in ("serve", "work")), "gateway")
HEALTH_PORT = 9100

_VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?::(?P<how>[?-])(?P<what>[^}]*))?\}")


@dataclass(frozen=True)
class Variable:
    """`${NAME:?message}` is required, `${NAME:-default}` has a default."""

    name: str
    required: bool
    default: str | None


def compose() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return document


def variables(value: Any) -> set[Variable]:
    text = json.dumps(value).replace("$$", "")
    return {
        Variable(found["name"], found["how"] == "?", found["what"] if found["how"] == "-" else None)
        for found in _VARIABLE.finditer(text)
    }


def package_of(process: str) -> str:
    return process.split("-")[0]


def kind_of(process: str) -> str:
    return process.partition("-")[2] or "serve"


def documents(path: Path) -> list[dict[str, Any]]:
    return [one for one in yaml.safe_load_all(path.read_text(encoding="utf-8")) if one]


def rabbitmq(name: str) -> Any:
    return json.loads((ROOT / "deploy/rabbitmq" / name).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Keys:
    """The settings that some code reads: those it cannot do without, and all of them."""

    required: frozenset[str]
    known: frozenset[str]


def keys_read(*folders: Path) -> Keys:
    reads = [read for folder in folders for path in folder.rglob("*.py") for read in _reads(path)]
    return Keys(
        required=frozenset(key for key, needed in reads if needed),
        known=frozenset(key for key, _ in reads),
    )


def _reads(path: Path) -> list[tuple[str, bool]]:
    """Each `env.<type>("KEY", default)` of a file, and whether the key is needed."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        of, key = node.func.value, node.args[0]
        is_env = getattr(of, "id", None) == "env" or getattr(of, "attr", None) == "env"
        if is_env and isinstance(key, ast.Constant) and str(key.value).isupper():
            has_default = len(node.args) > 1 or any(one.arg == "default" for one in node.keywords)
            found.append((str(key.value), not has_default))
    return found

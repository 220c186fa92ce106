"""What the deployment files say and what the code says, in one vocabulary for the tests that compare them."""

import ast
import importlib
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
    """The settings that some code reads: those it cannot do without, and what it takes for the others."""

    required: frozenset[str]
    defaults: dict[str, Any]

    @property
    def known(self) -> frozenset[str]:
        return self.required | self.defaults.keys()


def keys_read(*packages: Path) -> Keys:
    reads = [
        (key, default, ".".join(path.relative_to(package.parent).with_suffix("").parts))
        for package in packages
        for path in package.rglob("*.py")
        for key, default in _reads(path)
    ]
    return Keys(
        required=frozenset(key for key, default, _ in reads if default is None),
        defaults={key: _value(default, module) for key, default, module in reads if default is not None},
    )


def _reads(path: Path) -> list[tuple[str, ast.expr | None]]:
    """Each `env.<type>("KEY", default)` of a file."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        of, key = node.func.value, node.args[0]
        is_env = getattr(of, "id", None) == "env" or getattr(of, "attr", None) == "env"
        if is_env and isinstance(key, ast.Constant) and str(key.value).isupper():
            found.append((str(key.value), node.args[1] if len(node.args) > 1 else None))
    return found


def _value(default: ast.expr, module: str) -> Any:
    """What an expression says that is a literal, a constant of its module or of one of these `constant[key]`;
    of an expression that is more, as it is written."""
    match default:
        case ast.Name(name) if name.isupper():
            return getattr(importlib.import_module(module), name)
        case ast.Subscript(ast.Name(name), ast.Constant(key)):
            return getattr(importlib.import_module(module), name)[key]
        case ast.Call(ast.Name("list"), [constant]):
            return _value(constant, module)
        case ast.Constant() | ast.List():
            return ast.literal_eval(default)
    return ast.unparse(default)

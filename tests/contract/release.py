"""`python -m tests.contract.release`: what is promised now is what later changes are held against.

For whoever makes a release, and for nobody else: of a break that it makes the standard nobody hears.
"""

import json
from pathlib import Path
from typing import Any

import yaml

from tests.contract.deployment import ROOT

CONTRACTS = ROOT / "contracts"
RELEASED = CONTRACTS / "released"


def events() -> dict[str, Any]:
    """The schema of each type, its examples apart."""
    read = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((CONTRACTS / "events").iterdir()))
    return {one["title"]: {name: one[name] for name in one if name != "examples"} for one in read}


def released_events() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((RELEASED / "events.json").read_text(encoding="utf-8"))
    return found


def asyncapi(folder: Path = CONTRACTS) -> Any:
    return yaml.safe_load((folder / "asyncapi.yaml").read_text(encoding="utf-8"))


def write() -> None:
    RELEASED.mkdir(exist_ok=True)
    rows = (f"{json.dumps(name)}: {json.dumps(one, ensure_ascii=False)}" for name, one in events().items())
    (RELEASED / "events.json").write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
    document = (CONTRACTS / "asyncapi.yaml").read_text(encoding="utf-8")
    (RELEASED / "asyncapi.yaml").write_text(document, encoding="utf-8")


if __name__ == "__main__":
    write()

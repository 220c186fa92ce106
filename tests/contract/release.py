"""`make release-contracts`: what is promised now is what later changes are held against.

For whoever makes a release, and for nobody else: of a break that it makes the standard nobody hears.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import yaml

from tests.contract.deployment import ROOT

CONTRACTS = ROOT / "contracts"
RELEASED = CONTRACTS / "released"
SCHEMAS = ("events", "commands")
DOCUMENTS = ("asyncapi.yaml", "openapi.json")


def schemas(of: str) -> dict[str, Any]:
    """Of "events" or "commands" the schema of each type, its examples apart."""
    read = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((CONTRACTS / of).iterdir()))
    return {one["title"]: {name: one[name] for name in one if name != "examples"} for one in read}


def released(of: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((RELEASED / f"{of}.json").read_text(encoding="utf-8"))
    return found


def asyncapi(folder: Path = CONTRACTS) -> Any:
    return yaml.safe_load((folder / "asyncapi.yaml").read_text(encoding="utf-8"))


def openapi(folder: Path = CONTRACTS) -> Any:
    return json.loads((folder / "openapi.json").read_text(encoding="utf-8"))


def write() -> None:
    RELEASED.mkdir(exist_ok=True)
    for of in SCHEMAS:
        found = schemas(of).items()
        rows = (f"{json.dumps(name)}: {json.dumps(one, ensure_ascii=False)}" for name, one in found)
        (RELEASED / f"{of}.json").write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
    for name in DOCUMENTS:
        shutil.copyfile(CONTRACTS / name, RELEASED / name)


if __name__ == "__main__":
    write()

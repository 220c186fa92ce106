"""What a row measured, kept beside the benchmarks' results: each pass is added, none is overwritten."""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.support.stack import ROOT

RESULTS = ROOT / "benchmarks/results"
HEADING = ("# Passes of `make test-faults`", "", "| row | pass (UTC) | of | measured |", "|---|---|---|---|")
Pass = dict[str, Any]


def keep(row: str, measured: dict[str, Any], folder: Path = RESULTS) -> None:
    """Adds a pass to `faults.json` and writes `faults.md` anew from all of them."""
    file = folder / "faults.json"
    passes: list[Pass] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    at = f"{datetime.now(UTC):%Y-%m-%d %H:%M}"
    passes.append({"at": at, "commit": commit(), "row": row, "figures": measured})
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(passes, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "faults.md").write_text(table(passes), encoding="utf-8")


def table(passes: list[Pass]) -> str:
    lines = [*HEADING]
    for one in sorted(passes, key=lambda one: (number(one["row"]), one["at"])):
        measured = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in one["figures"].items())
        lines.append(f"| {one['row']} | {one['at']} | {one['commit']} | {measured} |")
    return "\n".join(lines) + "\n"


def commit() -> str:
    """Which code it was; empty outside a checkout."""
    named = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return named.stdout.strip()


def number(row: str) -> int:
    digits = "".join(letter for letter in row if letter.isdigit())
    return int(digits) if digits else 0

"""The figures of one part, kept as a page to read, as data, and as a picture."""

import json
import subprocess
from pathlib import Path
from typing import Any

from benchmarks.machine import machine, now, versions

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).parent / "results"
DRAWING = ROOT / ".venv-bench/bin/python"

HEAD = """\
# {title}

{when}. {machine}; {versions}. Made by `make bench PART={part}`; every figure is from this run.

"""


def head(title: str, part: str) -> str:
    return HEAD.format(title=title, when=now(), machine=machine(), versions=versions(), part=part)


def keep(part: str, page: str, data: dict[str, Any], folder: Path = RESULTS) -> Path:
    """Returns the page's file. `data["plot"]`, where there is one, becomes `<part>.svg`."""
    folder.mkdir(parents=True, exist_ok=True)
    figures = folder / f"{part}.json"
    figures.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if "plot" in data:
        drawing = [str(DRAWING), "-m", "benchmarks.plot", str(figures), str(folder / f"{part}.svg")]
        subprocess.run(drawing, cwd=ROOT, check=True)
        page += f"\n![{data['plot']['title']}]({part}.svg)\n"
    file = folder / f"{part}.md"
    file.write_text(page, encoding="utf-8")
    return file

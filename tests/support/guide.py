"""The programs that docs/integrators.md shows, as files."""

from pathlib import Path

from wara.partners.guide import text_of


def program(name: str, folder: Path) -> Path:
    path = folder / name
    path.write_text(text_of(name), encoding="utf-8")
    return path

"""A list of members in a file: CSV in UTF-8, or the first sheet of an Excel workbook."""

import csv
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from wara.problem import Problem

COLUMNS = (
    "kind",
    "name_th",
    "name_en",
    "abbreviation_th",
    "abbreviation_en",
    "registry_number",
    "sdgs",
    "website",
    "title_th",
    "given_th",
    "family_th",
    "title_en",
    "given_en",
    "family_en",
    "post_th",
    "post_en",
    "email",
    "telephone",
    "street",
    "subdistrict",
    "district",
    "province",
    "postcode",
    "preferred_channel",
    "language",
)
Row = Mapping[str, str]


def read(file: Path) -> dict[int, Row]:
    """Its rows, by their lines, with the names of the heading; Problem where it is no such list."""
    try:
        lines = _workbook(file) if file.suffix.lower() == ".xlsx" else _csv(file)
    except (OSError, ValueError, KeyError, csv.Error, zipfile.BadZipFile, InvalidFileException) as error:
        raise Problem(f"{file}: {error}") from error
    (_, heading), *rest = lines or [(1, [])]
    while heading and not heading[-1]:
        heading.pop()
    unknown = sorted(set(heading) - set(COLUMNS))
    if unknown or "kind" not in heading:
        raise Problem(f"{file}: the heading must be of {', '.join(COLUMNS)}; not {', '.join(unknown)}.")
    width = len(heading)
    if wide := [line for line, cells in rest if any(cells[width:])]:
        raise Problem(f"{file}: line {wide[0]} has more cells than the heading.")
    return {line: dict(zip(heading, [*cells, *[""] * width], strict=False)) for line, cells in rest}


def _csv(file: Path) -> list[tuple[int, list[str]]]:
    """A quoted cell may go over several lines: then the row is in its last."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines, strict=True)
        return [(rows.line_num, cells) for cells in rows if any(cells)]


def _workbook(file: Path) -> list[tuple[int, list[str]]]:
    """What its cells show, as texts."""
    book = load_workbook(file, read_only=True, data_only=True)
    try:
        rows = [[_text(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    finally:
        book.close()
    return [(line, cells) for line, cells in enumerate(rows, start=1) if any(cells)]


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)

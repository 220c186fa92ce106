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


def read(file: Path) -> list[Row]:
    """Its rows by the names of the heading; Problem where it is no such list."""
    try:
        rows = _workbook(file) if file.suffix.lower() == ".xlsx" else _csv(file)
    except (OSError, ValueError, KeyError, csv.Error, zipfile.BadZipFile, InvalidFileException) as error:
        raise Problem(f"{file}: {error}") from error
    heading, *rest = rows or [[]]
    unknown = sorted(set(heading) - set(COLUMNS))
    if unknown or "kind" not in heading:
        raise Problem(f"{file}: the heading must be of {', '.join(COLUMNS)}; not {', '.join(unknown)}.")
    return [dict(zip(heading, [*row, *[""] * len(heading)], strict=False)) for row in rest]


def _csv(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [row for row in csv.reader(lines) if row]


def _workbook(file: Path) -> list[list[str]]:
    """What its cells show, as texts; empty rows and columns at its edges are none."""
    book = load_workbook(file, read_only=True, data_only=True)
    try:
        rows = [[_text(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    finally:
        book.close()
    rows = [row for row in rows if any(row)]
    width = max((number for row in rows[:1] for number, name in enumerate(row, start=1) if name), default=0)
    return [row[:width] for row in rows]


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)

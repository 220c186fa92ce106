"""The roster and the register as tables, in the two forms that offices work with: CSV and Excel's XLSX."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

COLUMNS = (
    *("id", "status", "kind", "name_th", "name_en", "abbreviation_th", "abbreviation_en"),
    *("registry_number", "sdgs", "website", "created_at"),
)
PROPOSAL_COLUMNS = (
    *("reference", "title_th", "title_en", "sdgs", "purpose", "proposer_th", "proposer_en", "status"),
    *("resolution", "outcome_th", "outcome_en", "submitted_at", "id", "proposed_by", "meeting"),
)
LONG = ("name", "title", "proposer", "outcome")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Some of Excel's languages take the wide signs for the narrow ones."""
WIDE, NARROW = 40, 18

Row = Mapping[str, str]


class Csv:
    """In UTF-8 with the mark by which Excel knows it. What would be a formula is marked as a text."""

    def __init__(self, columns: Sequence[str], title: str) -> None:
        self._text = io.StringIO()
        self._writer = csv.DictWriter(self._text, columns, restval="", lineterminator="\r\n")
        self._writer.writeheader()

    def add(self, row: Row) -> None:
        self._writer.writerow(as_texts(row))

    def content(self) -> bytes:
        return self._text.getvalue().encode("utf-8-sig")


class Xlsx:
    """One sheet under a heading that stays in sight. Every cell is a text, so that none is a formula."""

    def __init__(self, columns: Sequence[str], title: str) -> None:
        self._columns = columns
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet(title)
        self._sheet.freeze_panes = "A2"
        for number, name in enumerate(columns):
            letter = chr(ord("A") + number)
            self._sheet.column_dimensions[letter].width = WIDE if name.startswith(LONG) else NARROW
        self.add({name: name for name in columns})

    def add(self, row: Row) -> None:
        self._sheet.append([self._cell(row[name]) if name in row else None for name in self._columns])

    def content(self) -> bytes:
        file = io.BytesIO()
        self._book.save(file)
        return file.getvalue()

    def _cell(self, text: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"
        return cell


FORMS: Mapping[str, type[Csv] | type[Xlsx]] = {"csv": Csv, "xlsx": Xlsx}


def row_of(member: Mapping[str, Any]) -> dict[str, str]:
    """The columns of a list, which is where they came from, and those of the record."""
    texts = {
        f"{name}_{language}": text
        for name in ("name", "abbreviation")
        for language, text in member.get(name, {}).items()
    }
    plain = {name: str(member[name]) for name in COLUMNS if isinstance(member.get(name), str)}
    return plain | texts | {"sdgs": " ".join(map(str, member.get("sdgs", [])))}


def row_of_proposal(proposal: Mapping[str, Any]) -> dict[str, str]:
    """`outcome` is what was resolved, else why it was judged so, or where it went."""
    resolution = proposal.get("resolution", {})
    outcome = resolution.get("text") or proposal.get("reason") or proposal.get("to") or {}
    parts = {"title": proposal["title"], "proposer": proposal.get("proposer", {}), "outcome": outcome}
    texts = {f"{name}_{language}": text for name, one in parts.items() for language, text in one.items()}
    plain = {name: proposal[name] for name in PROPOSAL_COLUMNS if isinstance(proposal.get(name), str)}
    return {
        **plain,
        **texts,
        "reference": proposal["reference"]["display"]["en"],
        "resolution": resolution.get("kind", ""),
        "sdgs": " ".join(map(str, proposal["sdgs"])),
    }


def as_texts(row: Row) -> dict[str, str]:
    return {name: f"'{text}" if text.startswith(FORMULA) else text for name, text in row.items()}

"""docs/security.md and docs/asvs.md name tests in every row, and every test that they name is there; every
item of the ASVS, levels 1 and 2, stands in one place."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
DOCS = TESTS.parent / "docs"
SECURITY, ASVS = ((DOCS / name).read_text("utf-8") for name in ("security.md", "asvs.md"))
LEVELS = json.loads((TESTS / "contract/asvs-5.0.0.json").read_text("utf-8"))
SHOWN, ITEMS = "shown by", "items"
NAMED = re.compile(r"`([a-z0-9_/]+\.py)::(test_\w+)`")
NUMBER = re.compile(r"\d+\.\d+\.\d+")
Row = list[str]


def tables(page: str) -> Iterator[list[Row]]:
    """The heading of each, and its rows."""
    for block in page.split("\n\n"):
        rows = [
            [cell.strip() for cell in line.split("|")[1:-1]] for line in block.splitlines() if line[:1] == "|"
        ]
        if rows:
            yield [rows[0], *rows[2:]]


def shown(page: str) -> list[Row]:
    return [row for heading, *rows in tables(page) if heading[-1] == SHOWN for row in rows]


def items() -> Iterator[str]:
    rows = (row for heading, *rows in tables(ASVS) if heading[0] == ITEMS for row in rows)
    return chain.from_iterable(NUMBER.findall(row[0]) for row in rows)


def test_each_of_the_ten_risks_has_a_row() -> None:
    risks = [int(found[1]) for row in shown(SECURITY) if (found := re.match(r"API(\d+) ", row[0]))]
    assert risks == list(range(1, 11))


def test_every_table_of_what_is_done_says_by_what_it_is_shown() -> None:
    assert [heading for heading, *_ in tables(SECURITY) if heading[-1] != SHOWN] == []
    done = [heading for heading, *_ in tables(ASVS) if "what is done" in heading]
    assert [heading[-1] for heading in done] == [SHOWN] * 16


@pytest.mark.parametrize("row", [*shown(SECURITY), *shown(ASVS)], ids=lambda row: row[0])
def test_a_row_names_tests_that_are_there(row: Row) -> None:
    named = NAMED.findall(row[-1])
    assert named
    for file, test in named:
        assert f"def {test}(" in (TESTS / file).read_text("utf-8"), f"{file} has no {test}"


def test_every_item_of_the_asvs_stands_in_one_place() -> None:
    assert (len(LEVELS["1"]), len(LEVELS["2"])) == (70, 183)
    assert Counter(items()) == Counter(LEVELS["1"] + LEVELS["2"])


def test_what_is_open_or_does_not_apply_says_why() -> None:
    others = [rows for heading, *rows in tables(ASVS) if heading[0] == ITEMS and heading[-1] != SHOWN]
    assert len(others) == 2
    assert all(len(row[-1]) > 10 for rows in others for row in rows)

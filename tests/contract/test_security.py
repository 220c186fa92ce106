"""docs/security.md names a test for every risk, and every test that it names is there."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs/security.md").read_text("utf-8")
ROWS = [line for line in PAGE.splitlines() if re.match(r"\| API\d", line)]
OF_THE_LAW = PAGE.partition("## Personal Data Protection Act")[2].partition("\n## ")[0].splitlines()[4:-1]
NAMED = re.compile(r"`([a-z0-9_/]+\.py)::(test_\w+)`")


def test_each_of_the_ten_risks_has_a_row() -> None:
    assert [int(found[1]) for row in ROWS if (found := re.match(r"\| API(\d+) ", row))] == list(range(1, 11))


@pytest.mark.parametrize("row", [*ROWS, *OF_THE_LAW], ids=lambda row: row.split("|")[1].strip())
def test_a_row_names_tests_that_are_there(row: str) -> None:
    named = NAMED.findall(row)
    assert named
    for file, test in named:
        assert f"def {test}(" in (TESTS / file).read_text("utf-8"), f"{file} has no {test}"

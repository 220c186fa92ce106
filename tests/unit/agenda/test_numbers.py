from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.errors import NUMBER_TAKEN, Conflict
from agenda.model.number import Number, Series, buddhist_year
from agenda.model.text import thai_digits


def test_a_number_is_shown_as_each_language_writes_it() -> None:
    assert Number(12, 2561).display == {"th": "๑๒/๒๕๖๑", "en": "12/2561"}


def test_every_digit_has_its_thai_form() -> None:
    assert thai_digits("0123456789") == "๐๑๒๓๔๕๖๗๘๙"


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        (datetime(2018, 1, 31, 2, tzinfo=UTC), 2561),
        (datetime(2018, 12, 31, 16, 59, 59, tzinfo=UTC), 2561),
        (datetime(2018, 12, 31, 17, tzinfo=UTC), 2562),
    ],
)
def test_a_year_begins_at_midnight_in_bangkok(moment: datetime, year: int) -> None:
    assert buddhist_year(moment) == year


def test_a_recorded_number_is_respected_and_stays_unique() -> None:
    series = Series(id="meetings", year_be=2561)
    assert series.record(3) == Number(3, 2561)
    assert series.allot() == Number(4, 2561)
    assert series.record(1) == Number(1, 2561)
    for taken in (1, 3, 4):
        with pytest.raises(Conflict) as refused:
            series.record(taken)
        assert refused.value.code == NUMBER_TAKEN
    assert (series.last, series.free) == (4, [2])


@given(st.lists(st.one_of(st.none(), st.integers(1, 12)), max_size=40))
def test_no_number_is_given_twice_and_allotted_ones_leave_no_gap(steps: list[int | None]) -> None:
    """None allots, a number records it; a gap is only what a recorded number jumped over."""
    series, used = Series(id="meetings", year_be=2561), set[int]()
    for step in steps:
        if step in used:
            with pytest.raises(Conflict):
                series.record(step)
            continue
        highest = max(used, default=0)
        number = series.allot() if step is None else series.record(step)
        assert number.ordinal not in used
        assert step is not None or number.ordinal == highest + 1
        used.add(number.ordinal)
    assert used.isdisjoint(series.free)
    assert used.union(series.free) == set(range(1, series.last + 1))

import pytest

from chassis.thai import western_day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2018-01-31", "2018-01-31"),
        ("2561-01-31", "2018-01-31"),
        ("๒๕๖๑-๐๑-๓๑", "2018-01-31"),
        ("2567-02-29", "2024-02-29"),
        ("2300-01-01", "2300-01-01"),
        ("no day", "no day"),
    ],
)
def test_a_day_of_a_buddhist_year_is_the_same_day(written: str, day: str) -> None:
    assert western_day(written) == day

"""Times as documents say them: read from a view, seen in Bangkok."""

from datetime import date, datetime, time

from chassis.thai import BANGKOK


def local(moment: datetime | str) -> datetime:
    """The moment (aware, or RFC 3339) on a clock in Bangkok."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return moment.astimezone(BANGKOK)


def local_day(day: date | str) -> date:
    """The day in Bangkok of a moment, or the day itself where only a day is given."""
    if isinstance(day, datetime) or (isinstance(day, str) and "T" in day):
        return local(day).date()
    return date.fromisoformat(day) if isinstance(day, str) else day


def clocks(start: datetime | str, end: datetime | str | None) -> list[time]:
    """When a meeting begins and, on the same day, ends.

    Empty at midnight: so is a record kept that names the day only.
    """
    begins = local(start)
    if begins.time() == time.min:
        return []
    ends = local(end) if end else None
    return [each.time() for each in (begins, ends) if each and each.date() == begins.date()]


def year_and_month(month: str) -> tuple[int, int]:
    """`2017-07` as numbers."""
    year, _, number = month.partition("-")
    return int(year), int(number)

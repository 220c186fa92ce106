"""Thai digits, the Buddhist era and Bangkok's day: how Thailand writes what every service keeps in UTC."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST_ERA = 543

_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_TO_THAI = str.maketrans("0123456789", _DIGITS)
_TO_WESTERN = str.maketrans(_DIGITS, "0123456789")
_BUDDHIST_DAY = re.compile(r"(2[4-6]\d\d)-")

MONTHS: Mapping[Literal["th", "en"], tuple[str, ...]] = {
    "th": (
        "มกราคม",
        "กุมภาพันธ์",
        "มีนาคม",
        "เมษายน",
        "พฤษภาคม",
        "มิถุนายน",
        "กรกฎาคม",
        "สิงหาคม",
        "กันยายน",
        "ตุลาคม",
        "พฤศจิกายน",
        "ธันวาคม",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
WEEKDAYS: Mapping[Literal["th", "en"], tuple[str, ...]] = {
    "th": ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def thai_digits(text: object) -> str:
    return str(text).translate(_TO_THAI)


def western_digits(text: str) -> str:
    return text.translate(_TO_WESTERN)


def day_of(moment: datetime) -> str:
    """The day in Bangkok: `2018-01-31`."""
    return moment.astimezone(BANGKOK).date().isoformat()


def western_day(text: str) -> str:
    """A day as ISO 8601 has it, also of one in Thai digits or a Buddhist year: ๒๕๖๑-๐๑-๓๑."""
    plain = western_digits(text)
    year = _BUDDHIST_DAY.match(plain)
    return f"{int(year[1]) - BUDDHIST_ERA}{plain[4:]}" if year else plain

"""Why an agency's seat changed, as its history says it: what was done, by which instrument, since when."""

from datetime import date
from typing import Literal

from chassis.thai import BUDDHIST_ERA, MONTHS, thai_digits
from membership.model.names import Text

Deed = Literal["rename", "merge", "split", "dissolve"]
REASONS: dict[Deed, Text] = {
    "rename": {
        "th": "เปลี่ยนชื่อหน่วยงานตาม{authority} มีผลตั้งแต่วันที่ {day}",
        "en": "The agency was renamed with effect from {day}, by {authority}",
    },
    "merge": {
        "th": "รวมหน่วยงานตาม{authority} มีผลตั้งแต่วันที่ {day}",
        "en": "The agencies were merged with effect from {day}, by {authority}",
    },
    "split": {
        "th": "แยกหน่วยงานตาม{authority} มีผลตั้งแต่วันที่ {day}",
        "en": "The agency was split with effect from {day}, by {authority}",
    },
    "dissolve": {
        "th": "ยุบเลิกหน่วยงานตาม{authority} มีผลตั้งแต่วันที่ {day}",
        "en": "The agency was dissolved with effect from {day}, by {authority}",
    },
}


def reason(deed: Deed, authority: str, on: str) -> Text:
    """`authority` is the instrument as it is cited, in the language in which it is."""
    day = date.fromisoformat(on)
    days = {
        "th": thai_digits(f"{day.day} {MONTHS['th'][day.month - 1]} {day.year + BUDDHIST_ERA}"),
        "en": f"{day.day} {MONTHS['en'][day.month - 1]} {day.year}",
    }
    texts = REASONS[deed].items()
    return {language: text.format(authority=authority, day=days[language]) for language, text in texts}

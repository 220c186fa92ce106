"""How items that are listed by themselves are called."""

from datetime import datetime

from agenda.model.number import BANGKOK, BUDDHIST_ERA, Number
from agenda.model.text import Text, thai_digits
from chassis.thai import MONTHS


def minutes_of(number: Number | None, starts_at: datetime) -> dict[str, str]:
    """`รับรองรายงานการประชุม ครั้งที่ ๑/๒๕๖๑ เมื่อวันที่ ๓๑ มกราคม ๒๕๖๑`; by the day alone where it has no number."""
    there = starts_at.astimezone(BANGKOK)
    thai_day = thai_digits(f"{there.day} {MONTHS['th'][there.month - 1]} {there.year + BUDDHIST_ERA}")
    day = f"{there.day} {MONTHS['en'][there.month - 1]} {there.year}"
    if number is None:
        thai, english = "รับรองรายงานการประชุม", f"Adoption of the minutes of the meeting of {day}"
    else:
        thai = f"รับรองรายงานการประชุม ครั้งที่ {number.display['th']}"
        english = f"Adoption of the minutes of meeting {number.display['en']} of {day}"
    return {"th": f"{thai} เมื่อวันที่ {thai_day}", "en": english}


def follow_up(title: Text) -> Text:
    before = {"th": "ติดตามผลการดำเนินการ: ", "en": "Follow-up: "}
    return {language: f"{before[language]}{words}" for language, words in title.items()}

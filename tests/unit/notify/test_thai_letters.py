"""Thai letters are spaced as officials write, whatever is known and whatever is missing."""

import re
from collections.abc import Iterator

import pytest

from notify import letters
from notify.audiences import TEMPLATES
from notify.editing import trials
from notify.letters import NO_WAYS, Correspondence
from notify.model import Language
from tests.unit.notify.builders import correspondence
from tests.unit.notify.test_letters import DOORS

FAULTS = {
    "the same word twice": r"([ก-๎]{3,})\1",
    "no space beside a number or a foreign word": r"[ก-๎][๐-๙A-Za-z]|[๐-๙A-Za-z][ก-๎]",
    "no space after ฯ": r"ฯ[ก-๎]",
    "two spaces, or one at the end": r"  |^ | $",
    "a line that begins within a sentence": r"^(และ|หรือ|ซึ่ง|โดย|แต่)",
}
"""Of one line, without its addresses of pages."""
ADDRESS = re.compile(r"https://\S+")


def lines(of: Correspondence) -> Iterator[str]:
    for ways in (DOORS.ways(of), NO_WAYS):
        letter = letters.write(of, ways)
        yield from (letter.subject, *letter.text.split("\n"))
    yield from letters.call(of).split("\n")


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_no_line_of_a_thai_letter_is_written_carelessly(template: str) -> None:
    said = {
        ADDRESS.sub("…", one) for trial in trials.of(template, "th") for one in lines(trial.correspondence)
    }
    assert [(fault, one) for one in said for fault, form in FAULTS.items() if re.search(form, one)] == []


@pytest.mark.parametrize(
    ("template", "purpose"),
    [("sign-in", "จึงเรียนมาเพื่อโปรดเข้าสู่ระบบ\n"), ("welcome", "จึงเรียนมาเพื่อโปรดทราบ\n")],
)
def test_a_letter_says_once_what_it_is_for(template: str, purpose: str) -> None:
    assert purpose in letters.write(correspondence(template), NO_WAYS).text


@pytest.mark.parametrize(
    ("language", "subject", "answered", "assumed"),
    [
        (
            "th",
            "ขอเรียนย้ำกำหนดการประชุมคณะทำงานร่วมฯ ครั้งที่ ๑/๒๕๖๑ (๓๑ มกราคม ๒๕๖๑)",
            "ตามที่กระทรวงการต่างประเทศได้ตอบคำเชิญประชุม",
            ("พรุ่งนี้", "แจ้งว่าจะเข้าร่วม"),
        ),
        (
            "en",
            "Reminder: meeting 1/2561 of the Joint Working Group (31 January 2018)",
            "Ministry of Foreign Affairs has answered the invitation to",
            ("tomorrow", "that it comes"),
        ),
    ],
)
def test_a_word_before_the_meeting_is_true_of_who_may_come_and_on_the_day_itself(
    language: Language, subject: str, answered: str, assumed: tuple[str, str]
) -> None:
    letter = letters.write(correspondence("meeting-near", language=language), NO_WAYS)
    assert letter.subject == subject
    assert answered in letter.text
    assert not [one for one in assumed if one in (letter.subject + letter.text).casefold()]

"""What the letter of a broadcast says: the secretariat's own words, and why it comes."""

import html
from typing import Any

import pytest

from notify import letters
from notify.broadcasts.examples import BECAUSE, SUBJECT
from notify.broadcasts.model import Category
from notify.broadcasts.relevance import template_of
from notify.letters import Letter
from tests.unit.notify.builders import correspondence
from tests.unit.notify.test_broadcast import draft
from tests.unit.notify.test_letters import DOORS

ESSENTIAL: dict[str, Any] = {"category": Category.ESSENTIAL, "because": BECAUSE}


def write(language: str = "en", test: bool = False, **changes: Any) -> Letter:
    one = draft(**changes)
    facts = {**one.stated_in(language), "test": test}
    of = correspondence(template_of(one).name, language=language, facts=facts)
    return letters.write(of, DOORS.ways(of))


def test_each_line_is_a_paragraph_and_nothing_in_it_is_markup() -> None:
    body = "First & <b>last</b>.\n\n \nSee https://www.un.example/a?b=1&c=2 {{ link }}"
    letter = write(body={"en": body})
    for line in (one for one in body.splitlines() if one.strip()):
        assert f"\n\n{line}\n\n" in letter.text
        assert f"<p>{html.escape(line)}</p>" in letter.html
    assert letter.html.count("<a ") == 1, "that it is not wanted any more"


def test_a_subject_stays_in_its_line() -> None:
    letter = write(subject={"en": "One\nBcc: all@org1.example"})
    assert letter.subject == "One Bcc: all@org1.example"


@pytest.mark.parametrize(
    ("language", "body", "said"),
    [
        ("en", {"th": "ย้ายแล้ว"}, "(The following is in Thai only.)\n\nย้ายแล้ว\n"),
        ("th", {"en": "It has moved."}, "(ข้อความต่อไปนี้มีเฉพาะภาษาอังกฤษ)\n\nIt has moved.\n"),
    ],
)
def test_who_has_another_language_reads_so_first(language: str, body: dict[str, str], said: str) -> None:
    assert said in write(language=language, body=body).text
    assert "only.)" not in write(language=language).text


def test_one_may_do_without_it_unless_it_is_essential_and_then_it_says_why() -> None:
    normal, essential = write(), write(**ESSENTIAL)
    assert "https://wara.example/unsubscribe?" in normal.text
    assert "essential" not in normal.text
    assert "unsubscribe" not in essential.text + essential.html
    assert f"because it is essential: {BECAUSE['en']}." in essential.text
    thai = write(language="th", **ESSENTIAL)
    assert BECAUSE["th"] in thai.text


@pytest.mark.parametrize(("language", "mark"), [("en", "[Test] "), ("th", "[ทดสอบ] ")])
def test_a_test_says_that_it_is_one(language: str, mark: str) -> None:
    test = write(language=language, test=True)
    assert test.subject == f"{mark}{SUBJECT[language]}"
    assert not write(language=language).subject.startswith("[")

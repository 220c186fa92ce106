"""What changed between two texts, as a person reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda import difference as module
from agenda.difference import Part, difference, of_lists

TEXTS = st.text("กขค า้ๆab .\n", max_size=40)


def said(parts: list[Part]) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[part["kind"]].format(part["text"]) for part in parts)


def test_english_changes_word_by_word() -> None:
    parts = difference("The air of the cities is bad.", "The air of all cities is bad.")
    assert said(parts) == "The air of [-the-][+all+] cities is bad."


def test_thai_changes_word_by_word_though_nothing_stands_between_its_words() -> None:
    parts = difference("ฝุ่นละอองเกินค่ามาตรฐาน", "ฝุ่นละอองต่ำกว่าค่ามาตรฐาน")
    assert said(parts).startswith("ฝุ่นละออง[-เกิน")
    assert said(parts).endswith("มาตรฐาน")


def test_a_line_that_stays_is_not_taken_apart() -> None:
    parts = difference("หนึ่ง\nสอง\nสาม\n", "หนึ่ง\nสี่\nสาม\n")
    assert said(parts) == "หนึ่ง\n[-สอง-][+สี่+]\nสาม\n"


def test_what_is_too_long_to_compare_is_all_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "COMPARED", 5)
    assert said(difference("one two three", "one two four")) == "[-one two three-][+one two four+]"


def test_of_goals_each_is_a_part() -> None:
    assert said(of_lists([3, 11], [11, 13])) == "[-3-]11[+13+]"


@given(TEXTS, TEXTS)
def test_both_texts_are_in_it_whole(before: str, after: str) -> None:
    parts = difference(before, after)
    assert "".join(part["text"] for part in parts if part["kind"] != "added") == before
    assert "".join(part["text"] for part in parts if part["kind"] != "removed") == after
    assert all(part["text"] for part in parts)

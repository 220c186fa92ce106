"""Thai is parted between words, and only there."""

from xml.etree.ElementTree import fromstring, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.documents.terms import keep_shortened, terms
from chassis.words import LONGEST, NBSP, ZWSP, set_words, words

LETTERS = st.text("กขคงมยรลวอเแโใไาิีึืุูั่้็์ำะฯๆ๐๑๒.,()/-ABcd12" + NBSP, max_size=60)


@pytest.mark.parametrize(
    "parted",
    [
        "คณะทำงานร่วมฯ",
        "กต.",
        "(คสป.)",
        "๑/๒๕๖๑",
        f"๓๑{NBSP}มกราคม{NBSP}๒๕๖๑",
        "๐๙.๐๐",
        "ภาคประชาสังคม|และ|ภาครัฐ",
        "เปิดพื้นที่|ทางความคิด|และ|โอกาส",
        "การมีส่วนร่วม|อย่าง|ทั่วถึง",
        "(หุ้นส่วน|เพื่อ|การพัฒนา|ที่ยั่งยืน)",
        f"ต่าง{NBSP}ๆ",
    ],
)
def test_words_are_whole_with_the_marks_that_belong_to_them(parted: str) -> None:
    assert "|".join(words(parted.replace("|", ""), terms())) == parted


@given(LETTERS)
def test_nothing_is_lost_or_added(text: str) -> None:
    assert "".join(words(text, terms())) == text


@given(LETTERS)
def test_a_page_says_what_it_said(text: str) -> None:
    page = fromstring("<body><p>หัวข้อ <b/> ท้าย</p></body>")
    page[0][0].text = text
    before = "".join(page.itertext())
    set_words(page, terms())
    assert "".join(page.itertext()).replace(ZWSP, "") == before


def test_words_are_kept_whole_and_may_be_parted_between() -> None:
    page = fromstring('<p>ภาครัฐและ <i class="keep">ภัทรโชค</i>SDGs</p>')
    set_words(page)
    assert tostring(page, encoding="unicode") == (
        f'<p><span class="keep">ภาครัฐ</span>{ZWSP}<span class="keep">และ</span> '
        '<i class="keep">ภัทรโชค</i>SDGs</p>'
    )


def test_what_is_too_long_for_a_word_may_break() -> None:
    page = fromstring(f"<p>{'ฮ' * (LONGEST + 1)}</p>")
    set_words(page)
    assert "keep" not in tostring(page, encoding="unicode")


def test_a_browser_keeps_shortened_terms_whole() -> None:
    page = (
        '<html><title>คณะทำงานร่วมฯ</title><body><p title="คณะทำงานร่วมฯ">การประชุมคณะทำงานร่วมฯ ภาครัฐ</p></body>'
    )
    assert keep_shortened(page) == (
        '<html><title>คณะทำงานร่วมฯ</title><body><p title="คณะทำงานร่วมฯ">'
        'การประชุม<span class="keep">คณะทำงานร่วมฯ</span> ภาครัฐ</p></body>'
    )

"""The agenda paper: the official headings, what is on it, and who signed it."""

from typing import Any

import pytest

from agenda.documents.render import render
from chassis.errors import NotFound
from tests.unit.documents.builders import (
    agenda,
    changed,
    context,
    item,
    next_meeting,
    page,
    past_meeting,
    release,
)

HEADINGS = (
    "ระเบียบวาระที่ ๑ เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ",
    "ระเบียบวาระที่ ๒ เรื่องรับรองรายงานการประชุม",
    "ระเบียบวาระที่ ๓ เรื่องสืบเนื่องจากการประชุมครั้งก่อน ไม่มีเรื่องสืบเนื่อง",
    "ระเบียบวาระที่ ๔ เรื่องที่เสนอให้ที่ประชุมทราบ (เพื่อทราบ)",
    "ระเบียบวาระที่ ๕ เรื่องที่เสนอให้ที่ประชุมพิจารณา (เพื่อพิจารณา) ๕.๑ เรื่องหนึ่ง (เสนอโดย เครือข่ายหนึ่ง)",
    "ระเบียบวาระที่ ๖ เรื่องอื่น ๆ (ถ้ามี)",
)
ITEMS = {5: [item("5.1", "เรื่องหนึ่ง", proposed_by="m1"), item("5.2", "เรื่องที่ถอน", status="removed")]}
MEMBERS = {"m1": {"name": {"th": "เครือข่ายหนึ่ง", "en": "Network One"}}}
SIGNED: dict[str, Any] = {
    "status": "signed",
    "signatory": {
        "name": {"th": {"given": "ผู้ลงนาม", "family": "หนึ่ง"}, "en": {"given": "Signatory", "family": "One"}},
        "post": {"th": "อธิบดี", "en": "Director-General"},
    },
    "acting_for": {"post": {"th": "ปลัดกระทรวง", "en": "Permanent Secretary"}, "mode": "ปฏิบัติราชการแทน"},
    "letter_number": "กต 0001/1",
    "letter_date": "2026-01-10",
    "published_at": "2026-01-11T02:00:00.000Z",
}


@pytest.fixture(scope="module")
def coming() -> dict[str, Any]:
    return context(next_meeting(), ITEMS, members=MEMBERS)


def test_a_meeting_keeps_the_template_that_it_was_planned_under(coming: dict[str, Any]) -> None:
    template = [{"ordinal": 3, "title": {"th": "เรื่องอื่น"}, "if_empty": {"th": "ไม่มีเรื่อง"}}]
    assert agenda(changed(coming, "committee.agenda_template", template)) == agenda(coming)


def test_the_six_sections_have_their_official_titles_in_order(coming: dict[str, Any]) -> None:
    text = agenda(coming)
    places = [text.index(heading) for heading in HEADINGS]
    assert places == sorted(places)
    assert "เรื่องที่ถอน" not in text


def test_it_is_headed_by_meeting_group_number_day_hours_and_place(coming: dict[str, Any]) -> None:
    assert (
        "ระเบียบวาระการประชุม คณะทำงานร่วมภาคประชาสังคมและภาครัฐเพื่อขับเคลื่อนเป้าหมายการพัฒนาที่ยั่งยืน "
        "ครั้งที่ ๑/๒๕๖๙ วันพฤหัสบดีที่ ๑๕ มกราคม ๒๕๖๙ เวลา ๐๙.๐๐ – ๑๒.๐๐ น. ณ วิเทศสโมสร กระทรวงการต่างประเทศ"
    ) in agenda(coming)


def test_it_speaks_english(coming: dict[str, Any]) -> None:
    text = agenda(coming, "en")
    assert "Agenda Joint Working Group of Civil Society" in text
    assert "Meeting No. 1/2569 Thursday, 15 January 2026, 09:00–12:00 hrs At Vithes Samosorn" in text
    assert "Section 3 Matters arising from the previous meeting No matters arising" in text
    assert "5.1 เรื่องหนึ่ง (proposed by Network One)" in text


def test_a_record_without_an_agenda_says_so_and_invents_none() -> None:
    held = context(past_meeting(0))
    assert "ไม่ได้ระบุระเบียบวาระ" in agenda(held)
    assert "names no agenda" in agenda(held, "en")
    assert "ไม่มีเรื่องสืบเนื่อง" not in agenda(held)
    assert "เวลา" not in agenda(held)


@pytest.mark.parametrize("status", ["draft", "checked", "cleared"])
def test_what_is_not_signed_is_marked_a_draft(coming: dict[str, Any], status: str) -> None:
    text = agenda({**coming, "document": {**SIGNED, "status": status}})
    assert text.startswith("ร่าง / DRAFT")
    assert "ผู้ลงนาม" not in text


def test_what_is_signed_shows_by_whom_and_for_whom(coming: dict[str, Any]) -> None:
    signed = {**coming, "document": SIGNED}
    assert "DRAFT" not in agenda(signed)
    assert agenda(signed).endswith("(ผู้ลงนาม หนึ่ง) อธิบดี ปฏิบัติราชการแทน ปลัดกระทรวง เผยแพร่เมื่อวันที่ ๑๑ มกราคม ๒๕๖๙")
    assert agenda(signed, "en").endswith(
        "(Signatory One) Director-General For the Permanent Secretary Published on 11 January 2026"
    )
    assert "ที่ กต ๐๐๐๑/๑ ลงวันที่ ๑๐ มกราคม ๒๕๖๙" in release(signed)


@pytest.mark.parametrize("kind", ["agenda", "news-release"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_page_is_whole_in_itself_and_accessible(kind: str, language: str, coming: dict[str, Any]) -> None:
    source = page(kind, coming, language)
    assert source.startswith(f'<!DOCTYPE html>\n<html lang="{language}">')
    assert source.count("<h1") == source.count("<title>") == source.count("<main>") == 1
    assert not any(outside in source for outside in ("<script", "<link", "src=", "url(", "@import", "href="))


def test_what_people_write_stays_text(coming: dict[str, Any]) -> None:
    title = '<script>alert("น้ำ & ป่า")</script> ก่อน'
    source = page("agenda", context(next_meeting(venue={"th": title}), {4: [item("4.1", title)]}))
    assert "<script" not in source
    assert source.count("&lt;script&gt;alert(&#34;น้ำ &amp; ป่า&#34;)&lt;/script&gt; ก่อน") == 2


def test_words_in_the_other_language_are_marked(coming: dict[str, Any]) -> None:
    only_thai = context(next_meeting(), {4: [item("4.1", "ข้อมูล") | {"title": {"th": "ข้อมูล"}}]})
    assert '<span lang="th">ข้อมูล</span>' in page("agenda", only_thai, "en")


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (("agenda", "th", "html"), "agenda-1-2569.th.html"),
        (("news-release", "en", "html"), "news-release-1-2569.en.html"),
    ],
)
def test_files_are_named_after_the_meeting(
    coming: dict[str, Any], form: tuple[str, str, str], name: str
) -> None:
    rendered = render(*form, coming)
    assert (rendered.filename, rendered.content_type) == (name, "text/html; charset=utf-8")


def test_a_meeting_without_number_is_named_after_its_day() -> None:
    rendered = render("agenda", "th", "html", context(past_meeting(5)))
    assert rendered.filename == "agenda-2021-11-29.th.html"


@pytest.mark.parametrize("form", [("poem", "th", "html"), ("agenda", "fr", "html"), ("agenda", "th", "odt")])
def test_what_is_not_made_is_not_found(coming: dict[str, Any], form: tuple[str, str, str]) -> None:
    with pytest.raises(NotFound):
        render(*form, coming)

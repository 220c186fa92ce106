"""Letters, sheets to sign, minutes and the report of a year, as Thai offices write them."""

import pytest

from agenda.documents import english, thai
from agenda.documents.facts import RESOLUTIONS
from agenda.model.resolution import ResolutionKind
from tests.unit.documents.builders import context, page, past_meeting, said
from tests.unit.documents.papers import (
    MINISTRY,
    NETWORK,
    PERSON,
    SIGNED,
    letter,
    minutes,
    report,
    sheet,
)

DOTS = "…" * 16
GROUP = "คณะทำงานร่วมภาคประชาสังคมและภาครัฐเพื่อขับเคลื่อนเป้าหมายการพัฒนาที่ยั่งยืน"


def invitation(*args: object, language: str = "th", **document: object) -> str:
    return said(page("invitation", letter(*args, **document), language))  # type: ignore[arg-type]


def test_a_letter_has_its_parts_in_the_order_of_an_official_letter() -> None:
    text = invitation(**SIGNED)
    parts = (
        "ที่ กต ๐๐๐๑/ว ๑๒ กระทรวงการต่างประเทศ ถนนตัวอย่าง กรุงเทพฯ ๑๐๔๐๐ ๑๕ ธันวาคม ๒๕๖๘",
        f"เรื่อง ขอเชิญประชุม{GROUP} ครั้งที่ ๑/๒๕๖๙",
        "เรียน ปลัดกระทรวงการคลัง",
        "อ้างถึง หนังสือที่ กต ๐๐๐๑/๑ ลงวันที่ ๑ ธันวาคม ๒๕๖๘",
        "สิ่งที่ส่งมาด้วย ๑. ระเบียบวาระการประชุม ๒. แบบตอบรับการประชุม",
        "ในวันพฤหัสบดีที่ ๑๕ มกราคม ๒๕๖๙ เวลา ๐๙.๐๐ – ๑๒.๐๐ น. ณ วิเทศสโมสร กระทรวงการต่างประเทศ",
        "ขอเชิญผู้แทนกระทรวงการคลัง เข้าร่วมการประชุม",
        "มีที่จอดรถจำนวนจำกัด",
        "จึงเรียนมาเพื่อโปรดพิจารณา",
        "ขอแสดงความนับถือ (นางผู้แทน หนึ่ง) ผู้อำนวยการกองตัวอย่าง ปฏิบัติราชการแทน อธิบดี",
        "สำนักงานเลขานุการตัวอย่าง โทร. ๐ ๒๐๐๐ ๐๐๐๐",
        f"แบบตอบรับการประชุม {GROUP}",
        "หน่วยงาน/องค์กร กระทรวงการคลัง",
        "ลำดับ ชื่อ - นามสกุล ตำแหน่ง โทรศัพท์ / อีเมล",
        "โปรดส่งแบบตอบรับไปที่สำนักงานเลขานุการตัวอย่าง โทร. ๐ ๒๐๐๐ ๐๐๐๐ ภายในวันศุกร์ที่ ๙ มกราคม ๒๕๖๙",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "DRAFT" not in text


def test_number_date_and_signature_are_blank_until_it_is_signed() -> None:
    text = invitation()
    assert text.startswith(f"ร่าง / DRAFT ที่ {DOTS} กระทรวงการต่างประเทศ ถนนตัวอย่าง กรุงเทพฯ ๑๐๔๐๐ {DOTS} เรื่อง")
    assert f"ขอแสดงความนับถือ ({DOTS}) สำนักงาน" in text


def test_the_form_of_all_letters_names_no_addressee() -> None:
    text = invitation(None, **SIGNED)
    assert f"เรียน {DOTS} อ้างถึง" in text
    assert f"หน่วยงาน/องค์กร {DOTS}" in text


@pytest.mark.parametrize(
    ("name", "in_thai", "in_english"),
    [
        ({"th": "กระทรวงการคลัง", "en": "Ministry of Finance"}, "ปลัดกระทรวงการคลัง", "Permanent Secretary, "),
        ({"th": "กรมตัวอย่าง", "en": "Department of Examples"}, "อธิบดีกรมตัวอย่าง", "Director-General, "),
        ({"th": "สำนักนายกรัฐมนตรี"}, "ปลัดสำนักนายกรัฐมนตรี", "Head, "),
        ({"th": "เครือข่ายหนึ่ง", "en": "Network One"}, "หัวหน้าเครือข่ายหนึ่ง", "Head, Network One"),
    ],
)
def test_a_letter_goes_to_the_head_where_no_office_is_said(
    name: dict[str, str], in_thai: str, in_english: str
) -> None:
    one = {**MINISTRY, "name": name}
    assert f"เรียน {in_thai} " in invitation(one)
    assert f"To: {in_english}" in invitation(one, language="en")


def test_a_member_says_which_office_and_how_it_is_addressed() -> None:
    text = invitation(NETWORK, **SIGNED)
    assert "กราบเรียน ประธานเครือข่ายตัวอย่าง ๑ อ้างถึง" in text
    assert "จึงกราบเรียนมาเพื่อโปรดพิจารณา" in text
    assert "ขอแสดงความนับถืออย่างยิ่ง (นางผู้แทน หนึ่ง)" in text


def test_enclosures_are_typed_in_where_they_are_others() -> None:
    text = invitation(enclosures=[{"th": "กำหนดการ"}])
    assert "สิ่งที่ส่งมาด้วย กำหนดการ ด้วย" in text


def test_a_sheet_has_a_line_for_each_delegate_side_by_side_in_the_order_of_a_dictionary() -> None:
    text = said(page("attendance", sheet()))
    order = ("หน่วยงานภาครัฐ", "๑ กระทรวงกลาโหม", "๒ กระทรวงการคลัง", "๓ กระทรวงเกษตรและสหกรณ์")
    places = [
        text.index(part) for part in (*order, "องค์กรภาคประชาสังคม ลำดับ", "๑ เครือข่ายตัวอย่าง", "ผู้สังเกตการณ์ ลำดับ")
    ]
    assert places == sorted(places)
    assert "กระทรวงการคลัง นางผู้แทน หนึ่ง ผู้อำนวยการกองตัวอย่าง" in text
    assert page("attendance", sheet()).count('<tr class="tall">') == 6
    assert "DRAFT" not in text


def test_minutes_have_the_headings_of_minutes() -> None:
    text = said(page("minutes", minutes(**SIGNED, began="09:05", ended="12:10", recorder=PERSON)))
    headings = (
        f"รายงานการประชุม {GROUP} ครั้งที่ ๑/๒๕๖๙ เมื่อวันพฤหัสบดีที่ ๑๕ มกราคม ๒๕๖๙ ณ วิเทศสโมสร",
        "ผู้มาประชุม อธิบดีกรมองค์การระหว่างประเทศ กระทรวงการต่างประเทศ ประธานการประชุม",
        "๑. ผู้แทนกระทรวงการคลัง ๒. ผู้แทนเครือข่ายตัวอย่าง ๑ จำนวน ๒ คน",
        "ผู้ไม่มาประชุม ๑. ผู้แทนผู้สังเกตการณ์ตัวอย่าง (แจ้งลาประชุม)",
        "เริ่มประชุมเวลา ๐๙.๐๕ น.",
        "ระเบียบวาระที่ ๑ เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ ไม่มี",
        "ระเบียบวาระที่ ๓ เรื่องสืบเนื่องจากการประชุมครั้งก่อน ไม่มีเรื่องสืบเนื่อง",
        "๔.๑ เรื่องแจ้งเพื่อทราบ มติที่ประชุม รับทราบ – ตามเสนอ",
        "๕.๑ เรื่อง <หนึ่ง> & น้ำดื่ม ที่ประชุมหารือกัน มติที่ประชุม ให้เสนอกพย. พิจารณา",
        "๕.๒ เรื่องที่เลื่อน มติที่ประชุม ให้เลื่อนไปพิจารณาในการประชุมครั้งต่อไป",
        "เลิกประชุมเวลา ๑๒.๑๐ น.",
        "(นางผู้แทน หนึ่ง) ผู้อำนวยการกองตัวอย่าง ผู้จดรายงานการประชุม",
        "ปฏิบัติราชการแทน อธิบดี ผู้ตรวจรายงานการประชุม",
    )
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)


def test_minutes_leave_blank_what_nobody_wrote_down() -> None:
    text = said(page("minutes", minutes()))
    assert f"เริ่มประชุมเวลา {DOTS} น." in text
    assert f"({DOTS}) ผู้จดรายงานการประชุม ({DOTS}) ผู้ตรวจรายงานการประชุม" in text


def test_minutes_of_a_record_say_what_is_on_record_and_no_more() -> None:
    text = said(page("minutes", context(past_meeting(0))))
    assert "ประมาณ ๘๐ คน ซึ่งรวมถึงกรรมการผู้ทรงคุณวุฒิ" in text
    assert "ไม่ได้ระบุระเบียบวาระ" in text
    assert "ผู้ไม่มาประชุม" not in text


def test_a_report_counts_what_was_held_and_resolved() -> None:
    text = said(page("annual-report", report()))
    for counted in (
        "รายงานประจำปี พ.ศ. ๒๕๖๑",
        "การประชุม (ครั้ง) ๒",
        "ข้อเสนอวาระที่ได้รับ (เรื่อง) ๑๒",
        "ข้อเสนอที่บรรจุในระเบียบวาระ (เรื่อง) ๒",
        "มติรับทราบ ๐",
        "มติให้เสนอหน่วยเหนือพิจารณา ๑",
        "การประชุมครั้งต่อไป ๑",
        "๑/๒๕๖๑ ๓๑ มกราคม ๒๕๖๑ วิเทศสโมสร กระทรวงการต่างประเทศ ประมาณ ๘๐ คน",
        "(เสนอโดย เครือข่ายตัวอย่าง ๑) ครั้งที่ ๑/๒๕๖๙ มติ: ให้เสนอกพย. พิจารณา",
        "๔. เรื่องที่เสนอหน่วยเหนือ – เรื่อง <หนึ่ง> & น้ำดื่ม เสนอกพย.",
    ):
        assert counted in text


@pytest.mark.parametrize("resolved", [thai.RESOLVED, english.RESOLVED])
def test_every_kind_of_resolution_has_its_words(resolved: dict[str, str]) -> None:
    assert set(resolved) == {str(kind) for kind in ResolutionKind} == set(RESOLUTIONS)


@pytest.mark.parametrize("given", [letter(None), letter(), minutes(), report(), sheet()], ids=range(5))
def test_a_fact_that_is_missing_leaves_no_trace(given: dict[str, object]) -> None:
    kinds = {
        "recipient": "invitation",
        "attendance": "minutes",
        "report": "annual-report",
        "sheet": "attendance",
    }
    kind = next(kind for name, kind in kinds.items() if name in given)
    for language in ("th", "en"):
        text = said(page(kind, given, language))
        assert not any(trace in text for trace in ("None ", "{", "()", " ,", ", .", ".. "))

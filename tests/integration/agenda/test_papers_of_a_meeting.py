"""Letters, sheets to sign, minutes and the report of a year, from what the agenda has recorded."""

import base64
from typing import Any

import pytest

from agenda.errors import DOCUMENT_NOT_PUBLISHED
from chassis.errors import Denied, Invalid, NotFound
from tests.integration.agenda.conftest import COMMITTEE
from tests.integration.agenda.office import PUBLIC, SECRETARIAT, Office, representing
from tests.integration.agenda.test_documents_of_a_meeting import sign_off
from tests.integration.agenda.test_minutes import CORRECTED, SAID, circulated

AGENCY = {"kind": "government_agency", "name": {"th": "กระทรวงการคลัง", "en": "Ministry of Finance"}}
CHAIR_OF = {"office": {"th": "ประธานเครือข่าย"}}


def said(office: Office, method: str = "render_document", by: Any = SECRETARIAT, **asked: Any) -> str:
    chunk = office.ask(method, by=by, **asked)
    return base64.b64decode(chunk["data"]).decode().replace("\xa0", " ")


def test_a_letter_is_its_addressees_once_it_has_left(office: Office) -> None:
    ministry, network = office.member(**AGENCY), office.member(addressee=CHAIR_OF)
    meeting = office.plan()["id"]
    letter: dict[str, Any] = {"id": meeting, "kind": "invitation"}
    office.ask("revise_document", **letter, if_match=0, reply_by="2030-01-24")
    assert "ปลัดกระทรวงการคลัง" in said(office, **letter, member=ministry)
    for by in (PUBLIC, representing(network)):
        with pytest.raises(NotFound) as hidden:
            office.ask("render_document", by=by, **letter)
        assert hidden.value.code == DOCUMENT_NOT_PUBLISHED
    sign_off(office, meeting, "invitation")
    office.ask("publish_document", **letter)
    own = said(office, by=representing(network), **letter)
    assert "ประธานเครือข่าย" in own
    assert "๒๔ มกราคม ๒๕๗๓" in own
    with pytest.raises(Denied):
        office.ask("render_document", by=representing(network), **letter, member=ministry)
    with pytest.raises(NotFound):
        office.ask("render_document", by=PUBLIC, **letter)
    with pytest.raises(Invalid):
        office.ask("render_document", id=meeting, kind="agenda", member=ministry)


def test_what_is_typed_into_a_letter_voids_its_clearance_and_an_item_on_the_agenda_does_not(
    office: Office, member: str
) -> None:
    meeting = office.plan()["id"]
    letter: dict[str, Any] = {"id": meeting, "kind": "invitation"}
    sign_off(office, meeting, "invitation")
    office.ask("select_proposal", id=office.admissible(member), meeting=meeting)
    signed = office.ask("get_document", **letter)
    assert signed["status"] == "signed"
    changed = office.ask("revise_document", **letter, if_match=signed["version"], remarks={"th": "หมายเหตุ"})
    assert (changed["status"], changed["remarks"]) == ("draft", {"th": "หมายเหตุ"})
    (row,) = office.store.db.documents.find({}, {"_id": 1})
    assert office.told(f"documents/{row['_id']}")[-1] == "agenda.document.revised.v1"


def test_a_sheet_to_sign_lists_who_may_come_and_is_the_secretariats_alone(office: Office) -> None:
    coming, silent = office.member(name={"th": "องค์กรที่มา"}), office.member(name={"th": "องค์กรที่เงียบ"})
    declines = office.member(name={"th": "องค์กรที่ไม่มา"})
    office.member(name={"th": "องค์กรที่พัก"}, status="suspended")
    meeting = office.plan()["id"]
    office.ask("convene_meeting", id=meeting)
    for member, answer, delegates in ((coming, "accepted", 2), (declines, "declined", 0)):
        by = representing(member)
        office.ask("respond_meeting", by=by, id=meeting, answer=answer, delegates=delegates)
    sheet = said(office, id=meeting, kind="attendance")
    assert sheet.count('<tr class="tall">') == 3
    assert all(name in sheet for name in ("องค์กรที่มา", "องค์กรที่เงียบ"))
    assert not any(name in sheet for name in ("องค์กรที่ไม่มา", "องค์กรที่พัก"))
    for by in (PUBLIC, representing(silent)):
        with pytest.raises(NotFound):
            office.ask("render_document", by=by, id=meeting, kind="attendance")


def test_who_was_named_for_the_meeting_stands_on_the_sheet(office: Office) -> None:
    sends = office.member(name={"th": "องค์กรที่ส่งผู้แทน"})
    meeting = office.plan()["id"]
    office.ask("convene_meeting", id=meeting)
    person = {"name": {"th": {"given": "ผู้แทน", "family": "สำรอง"}}, "post": {"th": "นักวิชาการ"}}
    answer: dict[str, Any] = {"answer": "delegated", "delegates": 2, "substitute": person}
    office.ask("respond_meeting", by=representing(sends), id=meeting, **answer)
    guest: dict[str, Any] = {
        "name": {"th": {"given": "ผู้รับเชิญ", "family": "หนึ่ง"}},
        "organisation": {"th": "มหาวิทยาลัย"},
    }
    invited = office.ask("invite_guest", id=meeting, **guest)["id"]
    sheet = said(office, id=meeting, kind="attendance")
    assert sheet.count('<tr class="tall">') == 3
    assert all(text in sheet for text in ("สำรอง", "นักวิชาการ", "ผู้ได้รับเชิญ", "มหาวิทยาลัย"))
    office.ask("erase_attendee", id=meeting, attendee=invited)
    assert "ผู้ได้รับเชิญ" not in said(office, id=meeting, kind="attendance")


def test_minutes_say_what_was_said_and_follow_what_is_corrected(office: Office, member: str) -> None:
    about = circulated(office, member)
    minutes: dict[str, Any] = {"id": about["id"], "kind": "minutes"}
    assert SAID["th"] in said(office, **minutes)
    office.ask("check_document", **minutes)
    asked = {"item": about["item"], "text": {"th": "ขอแก้ไขถ้อยคำ"}}
    correction = office.ask("propose_correction", by=representing(member), id=about["id"], **asked)
    office.ask("accept_correction", id=about["id"], correction=correction["id"], notes=CORRECTED)
    assert office.ask("get_document", **minutes)["status"] == "draft"
    assert CORRECTED["th"] in said(office, **minutes)


def test_minutes_follow_who_came(office: Office, member: str) -> None:
    meeting = office.sitting()
    minutes: dict[str, Any] = {"id": meeting, "kind": "minutes"}
    office.ask("check_document", **minutes)
    office.ask("record_attendance", id=meeting, member=member, status="attended", persons=3)
    assert office.ask("get_document", **minutes)["status"] == "draft"
    assert "ผู้แทนองค์กรภาคประชาสังคม ๑ จำนวน ๓ คน" in said(office, **minutes)


def test_the_report_of_a_year_is_of_its_committee_and_year(office: Office, member: str) -> None:
    meeting = office.sitting(office.admissible(member))
    item = office.ask("get_agenda", id=meeting)["sections"][4]["items"][0]["id"]
    office.ask("discuss_item", id=meeting, item=item)
    resolution = {"kind": "agreed", "text": {"th": "เห็นชอบตามเสนอ"}}
    office.ask("decide_item", id=meeting, item=item, resolution=resolution)
    office.plan("2031-01-31T02:00:00Z")
    report = said(office, "render_annual_report", id=COMMITTEE, year_be=2573)
    assert "มติ: เห็นชอบ – เห็นชอบตามเสนอ" in report
    assert "ไม่มีการประชุมในปีนี้" in said(office, "render_annual_report", id=COMMITTEE, year_be=2574)
    with pytest.raises(Denied):
        office.ask("render_annual_report", by=PUBLIC, id=COMMITTEE, year_be=2573)

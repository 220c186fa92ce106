"""Whom the secretariat tells by hand: as data, as a table for offices, and on paper."""

import csv
import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from chassis.errors import Conflict
from gateway.roles import OPERATOR, REPRESENTATIVE, SECRETARIAT
from gateway.schemas.contact_lists import Contact
from tests.unit.gateway.house import OTHER, THING, Services, bearer

PATH = "/v1/contact-lists"
OFFICE = bearer(SECRETARIAT)
TEXT = """เรียน ผู้แทน หนึ่ง ผู้แทนกระทรวงการต่างประเทศ

ฝ่ายเลขานุการขอเรียนเชิญผู้แทนเข้าร่วมการประชุม ดังนี้

วันที่: วันพุธที่ ๓๑ มกราคม ๒๕๖๑
เวลา: ๐๙.๐๐–๑๒.๐๐ น.

จึงเรียนมาเพื่อโปรดพิจารณาเข้าร่วมการประชุม

ขอแสดงความนับถือ

ฝ่ายเลขานุการคณะทำงานร่วมฯ
"""
OF_THE_POST: dict[str, Any] = {
    **{name: value for name, value in Contact.EXAMPLE.items() if name != "telephone"},
    "channel": "post",
    "office": {
        "of": {"th": "คณะทำงานร่วมฯ"},
        "host": {"th": "กระทรวงการต่างประเทศ"},
        "name": {"th": "กรมองค์การระหว่างประเทศ"},
        "location": {"th": "ถนนศรีอยุธยา กรุงเทพฯ ๑๐๔๐๐"},
        "reached_by": {"th": "โทร. ๐ ๒๒๐๓ ๕๐๐๐"},
    },
    "address": ["443 ถนนศรีอยุธยา", "แขวงทุ่งพญาไท เขตราชเทวี", "กรุงเทพมหานคร 10400"],
    "text": TEXT,
}


def answer(services: Services, *items: dict[str, Any], after: str | None = None) -> None:
    services.answers["list_contacts"] = {"items": list(items), "next": after}


def read(pdf: bytes, folder: Path, *options: str) -> str:
    (folder / "made.pdf").write_bytes(pdf)
    command = ["pdftotext", *options, str(folder / "made.pdf"), "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def test_a_list_is_asked_for_by_its_channel(http: FlaskClient, services: Services) -> None:
    answer(services, Contact.EXAMPLE, after=OTHER)
    query = f"committee={THING}&template=welcome&limit=1"
    found: Any = http.get(f"{PATH}/telephone?{query}", headers=OFFICE)
    assert (found.status_code, found.json["items"]) == (200, [Contact.EXAMPLE])
    assert f"after={OTHER}" in found.headers["Link"]
    asked = {"channel": "telephone", "committee": THING, "template": "welcome", "limit": 1}
    assert services.last.body == asked
    assert http.get(f"{PATH}/email", headers=OFFICE).status_code == 404


@pytest.mark.parametrize("role", [REPRESENTATIVE, OPERATOR])
def test_names_and_addresses_are_for_the_secretariat(
    http: FlaskClient, services: Services, role: str
) -> None:
    assert http.get(f"{PATH}/post", headers=bearer(role)).status_code == 403
    assert services.asked == []


def test_as_a_table_it_holds_all_and_no_formula(http: FlaskClient, services: Services) -> None:
    tried = {"at": "2018-01-16T04:00:00.000Z", "by": "officer-1", "how": "called", "reached": False}
    attempts = [{**tried, "note": "ไม่มีผู้รับสาย"}, tried]
    answer(services, {**Contact.EXAMPLE, "name": "=ผู้แทน", "contact_attempts": attempts})
    table = http.get(f"{PATH}/telephone?format=csv", headers=OFFICE)
    assert table.headers["Cache-Control"] == "private, no-store"
    [row] = csv.DictReader(io.StringIO(table.data.decode("utf-8-sig")))
    assert (row["name"], row["telephone"]) == ("'=ผู้แทน", "02 203 5000 ต่อ 14045")
    assert (row["attempts"], row["last_note"]) == ("2", "ไม่มีผู้รับสาย")
    assert services.last.body == {"channel": "telephone", "limit": 100}


def test_each_letter_begins_on_a_sheet_of_its_own(
    http: FlaskClient, services: Services, tmp_path: Path
) -> None:
    answer(services, OF_THE_POST, {**OF_THE_POST, "name": "ผู้แทน สอง"}, after=OTHER)
    typed = "letter_number=กต ๐๐๐๐/ว ๑&letter_date=2561-01-16"
    answered = http.get(f"{PATH}/post?format=pdf&{typed}", headers=OFFICE)
    assert (answered.status_code, answered.mimetype) == (200, "application/pdf"), answered.text
    assert answered.headers["Cache-Control"] == "private, no-store"
    assert f"after={OTHER}" in answered.headers["Link"]
    sheets = read(answered.data, tmp_path, "-layout").split("\f")[:-1]
    assert len(sheets) == 2
    for sheet, name in zip(sheets, ("ผู้แทน หนึ่ง", "ผู้แทน สอง"), strict=True):
        said = "".join(sheet.split())
        for part in (
            name,
            *OF_THE_POST["address"],
            "ที่กต๐๐๐๐/ว๑",
            "๑๖ มกราคม ๒๕๖๑",
            "ขอแสดงความนับถือ",
            "โทร.",
            "เรื่อง",
        ):
            assert "".join(part.split()) in said, part


def test_the_address_stands_where_the_window_of_an_envelope_is(
    http: FlaskClient, services: Services, tmp_path: Path
) -> None:
    """From 45 to 90 mm below the upper edge, and from 20 to 105 mm from the left."""
    answer(services, OF_THE_POST)
    pdf = http.get(f"{PATH}/post?format=pdf", headers=OFFICE).data
    window = ("-x", "20", "-y", "45", "-W", "85", "-H", "45", "-r", "25.4")
    said = "".join(read(pdf, tmp_path, *window).split())
    assert said == "".join(["ผู้แทนหนึ่ง", "กระทรวงการต่างประเทศ", *"".join(OF_THE_POST["address"]).split()])


def test_a_sheet_to_call_from_has_room_for_what_was_said(
    http: FlaskClient, services: Services, tmp_path: Path
) -> None:
    unwritten = {name: one for name, one in Contact.EXAMPLE.items() if name not in ("subject", "text")}
    answer(services, Contact.EXAMPLE, unwritten)
    answered = http.get(f"{PATH}/telephone", headers={**OFFICE, "Accept": "application/pdf"})
    said = "".join(read(answered.data, tmp_path).split())
    for part in ("รายการโทรแจ้ง", Contact.EXAMPLE["telephone"], "ผู้รับสาย", "ติดต่อไม่ได้"):
        assert "".join(str(part).split()) in said, part
    assert said.count("ผู้รับสาย") == 1, "what could not be written is not read out"


def test_many_are_ticked_off_at_once_each_with_its_verdict(http: FlaskClient, services: Services) -> None:
    refused = Conflict("transition_forbidden", aggregate="notification", status="delivered", verb="deliver")
    verdicts = [
        {"id": THING, "verdict": "delivered"},
        {"id": OTHER, "verdict": "refused", "error": refused.to_wire()},
    ]
    services.answers["tick_off_contacts"] = {"items": verdicts}
    ticks = [{"id": THING, "how": "registered", "note": "EMS 1"}, {"id": OTHER, "how": "posted"}]
    found: Any = http.post(f"{PATH}/tick-off", json={"items": ticks}, headers=OFFICE).json
    assert [one["verdict"] for one in found["items"]] == ["delivered", "refused"]
    assert "บันทึกว่าแจ้งแล้ว" in found["items"][1]["problem"]["detail"]
    assert services.last.body == {"items": [{**one, "reached": True} for one in ticks]}


def test_one_is_ticked_off_by_itself(http: FlaskClient, services: Services) -> None:
    done = {"how": "called", "at": "2018-01-16T11:00:00+07:00", "note": "ผู้แทนรับสายเอง"}
    assert http.post(f"/v1/notifications/{THING}/deliver", json=done, headers=OFFICE).status_code == 200
    assert services.last.body == {**done, "id": THING, "at": "2018-01-16T04:00:00.000Z"}
    answer: Any = http.post(f"/v1/notifications/{THING}/not-reached", json={"how": "fax"}, headers=OFFICE)
    assert answer.status_code == 422

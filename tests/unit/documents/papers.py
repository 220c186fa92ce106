"""What the documents beside agenda and release are made of: letters, sheets to sign, minutes."""

from typing import Any

from tests.unit.documents.builders import Context, committee, context, item, next_meeting, past_meeting

OFFICE = {
    "name": {"th": "สำนักงานเลขานุการตัวอย่าง", "en": "Example Secretariat"},
    "location": {"th": "ถนนตัวอย่าง กรุงเทพฯ ๑๐๔๐๐", "en": "Example Road, Bangkok 10400"},
    "reached_by": {"th": "โทร. ๐ ๒๐๐๐ ๐๐๐๐", "en": "Tel. 0 2000 0000"},
}
PERSON = {
    "name": {
        "th": {"title": "นาง", "given": "ผู้แทน", "family": "หนึ่ง"},
        "en": {"given": "Representative", "family": "One"},
    },
    "post": {"th": "ผู้อำนวยการกองตัวอย่าง", "en": "Director, Example Division"},
}
SIGNED: dict[str, Any] = {
    "status": "signed",
    "signatory": PERSON,
    "acting_for": {"post": {"th": "อธิบดี", "en": "Director-General"}, "mode": "ปฏิบัติราชการแทน"},
    "letter_number": "กต 0001/ว 12",
    "letter_date": "2025-12-15",
    "published_at": "2026-01-11T02:00:00.000Z",
}
LETTER: dict[str, Any] = {
    "references": [{"th": "หนังสือที่ กต ๐๐๐๑/๑ ลงวันที่ ๑ ธันวาคม ๒๕๖๘", "en": "Letter No. 0001/1"}],
    "reply_by": "2026-01-09",
    "remarks": {"th": "มีที่จอดรถจำนวนจำกัด", "en": "Parking is scarce."},
}
MINISTRY = {
    "kind": "government_agency",
    "name": {"th": "กระทรวงการคลัง", "en": "Ministry of Finance"},
    "addressee": None,
}
NETWORK = {
    "kind": "civil_society",
    "name": {"th": "เครือข่ายตัวอย่าง ๑", "en": "Example Network 1"},
    "addressee": {
        "office": {"th": "ประธานเครือข่ายตัวอย่าง ๑", "en": "Chair, Example Network 1"},
        "salutation": {"th": "กราบเรียน", "en": "Dear"},
        "closing": {"th": "ขอแสดงความนับถืออย่างยิ่ง", "en": "Yours respectfully,"},
    },
}
OBSERVER = {
    "kind": "observer",
    "name": {"th": "ผู้สังเกตการณ์ตัวอย่าง", "en": "Example Observer"},
    "addressee": None,
}


def with_office() -> dict[str, Any]:
    stated = committee()
    stated["convener"]["office"] = OFFICE
    return stated


def letter(to: dict[str, Any] | None = MINISTRY, **document: Any) -> Context:
    about = {"status": "draft", **LETTER, **document}
    return {**context(next_meeting(), committee=with_office(), document=about), "recipient": to or {}}


def sheet() -> Context:
    called = [
        {**NETWORK, "seats": [{}, {}]},
        {**OBSERVER, "seats": [{}]},
        {**MINISTRY, "seats": [PERSON]},
        {**MINISTRY, "name": {"th": "กระทรวงกลาโหม", "en": "Ministry of Defence"}, "seats": [{}]},
        {**MINISTRY, "name": {"th": "กระทรวงเกษตรและสหกรณ์", "en": "Ministry of Agriculture"}, "seats": [{}]},
    ]
    return context(next_meeting(), sheet=called)


def minutes(**document: Any) -> Context:
    resolved = {"kind": "referred_up", "to": {"th": "กพย."}, "text": {"th": "เพื่อโปรดพิจารณา"}}
    items = {
        4: [item("4.1", "เรื่องแจ้งเพื่อทราบ", resolution={"kind": "noted", "text": {"th": "ตามเสนอ"}})],
        5: [
            item("5.1", "เรื่อง <หนึ่ง> & น้ำดื่ม", resolution=resolved, notes=[{"th": "ที่ประชุมหารือกัน"}]),
            item("5.2", "เรื่องที่เลื่อน", status="adjourned"),
        ],
    }
    came = [{**NETWORK, "persons": 2}, {**MINISTRY, "persons": 1}]
    return context(
        next_meeting(status="closed"),
        items,
        document={"status": "draft", **document},
        attendance={"came": came, "away": [{**OBSERVER, "excused": True}]},
    )


def report() -> Context:
    items = minutes()["agenda"]["sections"][4]["items"]
    proposed = [{**one, "proposed_by": "m1"} for one in items]
    held = [{**past_meeting(0), "items": []}, {**next_meeting(status="closed"), "items": proposed}]
    coming, off = next_meeting(status="convened"), next_meeting(status="cancelled")
    return {
        "committee": committee(),
        "report": {"year_be": 2561, "received": 12, "meetings": [*held, coming, off]},
        "members": {"m1": NETWORK},
    }


PAPERS: list[tuple[str, str, Context]] = [
    ("invitation", "th", letter(**SIGNED)),
    ("invitation", "th", letter(None)),
    ("invitation", "en", letter(NETWORK, **SIGNED)),
    ("attendance", "th", sheet()),
    ("attendance", "en", sheet()),
    ("minutes", "th", minutes(**SIGNED, began="09:05", ended="12:10", recorder=PERSON)),
    ("minutes", "en", minutes()),
    ("annual-report", "th", report()),
    ("annual-report", "en", report()),
]

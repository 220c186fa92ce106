"""Real facts as event data: what the contracts show, and what every reader is tested with.

The person is a placeholder; everything else is on record.
"""

from typing import Any

COMMITTEE_ID = "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e01"
OTHER_MEMBER_ID = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b04"
MEMBER_ID = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"
REPRESENTATIVE_ID = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b03"
ERASURE_ID = "0198a6c9-5e11-7b60-8c2a-41f0d7e95a31"
DATA_REQUEST_ID = "0198a6c9-2b40-7c19-9d03-5a8e1f7c6b21"

COMMITTEE: dict[str, Any] = {
    "id": COMMITTEE_ID,
    "first": True,
    "status": "active",
    "version": 1,
    "name": {
        "th": "คณะทำงานร่วมภาคประชาสังคมและภาครัฐเพื่อขับเคลื่อนเป้าหมายการพัฒนาที่ยั่งยืน",
        "en": "Joint Working Group of Civil Society and Government"
        " for Driving the Sustainable Development Goals",
    },
    "abbreviation": {"en": "OEWG for SDGs"},
    "convener": {
        "name": {"th": "กระทรวงการต่างประเทศ", "en": "Ministry of Foreign Affairs"},
        "abbreviation": {"th": "กต.", "en": "MFA"},
        "sdg": 17,
    },
    "founding": {
        "date": "2017-10-09",
        "body": {
            "th": "ที่ประชุมระหว่างหน่วยงานภาครัฐและองค์กรภาคประชาสังคม",
            "en": "a meeting of government agencies and civil-society organisations",
        },
    },
    "join_policy": "open",
    "rights": {
        "government_agency": ["propose", "support", "take_part"],
        "civil_society": ["propose", "support", "take_part"],
        "expert_commission": ["propose", "support", "take_part"],
        "observer": ["take_part"],
    },
    "agenda_template": [
        {"ordinal": 1, "title": {"th": "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ"}},
        {"ordinal": 2, "title": {"th": "เรื่องรับรองรายงานการประชุม"}},
        {
            "ordinal": 3,
            "title": {"th": "เรื่องสืบเนื่องจากการประชุมครั้งก่อน"},
            "if_empty": {"th": "ไม่มีเรื่องสืบเนื่อง"},
        },
        {
            "ordinal": 4,
            "title": {"th": "เรื่องที่เสนอให้ที่ประชุมทราบ (เพื่อทราบ)"},
            "purpose": "information",
        },
        {
            "ordinal": 5,
            "title": {"th": "เรื่องที่เสนอให้ที่ประชุมพิจารณา (เพื่อพิจารณา)"},
            "purpose": "consideration",
        },
        {"ordinal": 6, "title": {"th": "เรื่องอื่น ๆ (ถ้ามี)"}},
    ],
}
_ADOPTED: dict[str, Any] = {
    "number": 1,
    "adopted_on": "2018-01-31",
    "effective_from": "2018-01-31",
    "meeting": {"display": "๑/๒๕๖๑"},
}
COMMITTEE_AFTER: dict[str, dict[str, Any]] = {
    "revised": {**COMMITTEE, "version": 2, "join_policy": "review"},
    "terms_adopted": {**COMMITTEE, "version": 3, "terms_of_reference": _ADOPTED},
    "dissolved": {
        **COMMITTEE,
        "version": 4,
        "terms_of_reference": _ADOPTED,
        "status": "dissolved",
        "reason": {"th": "สิ้นสุดภารกิจ", "en": "Its task is done"},
    },
}
_AGENCY: dict[str, Any] = {
    "id": MEMBER_ID,
    "committee": COMMITTEE_ID,
    "kind": "government_agency",
    "name": {"th": "กระทรวงการต่างประเทศ", "en": "Ministry of Foreign Affairs"},
    "abbreviation": {"th": "กต.", "en": "MFA"},
    "addressee": {"office": {"th": "ปลัดกระทรวงการต่างประเทศ"}},
    "sdgs": [17],
}
MEMBER: dict[str, dict[str, Any]] = {
    "submitted": {**_AGENCY, "status": "submitted"},
    "invited": {**_AGENCY, "status": "invited"},
    "lapsed": {**_AGENCY, "status": "expired"},
    "applied": {**_AGENCY, "status": "active"},
    "revised": {**_AGENCY, "status": "active"},
    "admitted": {**_AGENCY, "status": "active"},
    "declined": {
        **_AGENCY,
        "status": "declined",
        "reason": {"th": "ยื่นซ้ำกับใบสมัครที่กรมยื่นไว้แล้ว", "en": "One of its departments has applied already"},
    },
    "suspended": {
        **_AGENCY,
        "status": "suspended",
        "reason": {"th": "หน่วยงานขอพักการเข้าร่วมชั่วคราว"},
        "until": "2018-12-31",
    },
    "reinstated": {**_AGENCY, "status": "active"},
    "merged": {
        **_AGENCY,
        "status": "merged",
        "merged_into": OTHER_MEMBER_ID,
        "reason": {"th": "หน่วยงานเดียวกันสมัครไว้สองครั้ง", "en": "The agency had applied twice"},
    },
    "withdrawn": {**_AGENCY, "status": "withdrawn", "reason": {"th": "ยุบรวมกับหน่วยงานอื่น"}},
}
_PERSON: dict[str, Any] = {
    "id": REPRESENTATIVE_ID,
    "member": MEMBER_ID,
    "committee": COMMITTEE_ID,
    "name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}, "en": {"given": "Representative", "family": "One"}},
    "post": {"th": "อธิบดีกรมองค์การระหว่างประเทศ"},
    "email": "rep1@org1.example",
    "language": "th",
    "role": "principal",
    "confirmed_at": "2018-01-15T03:00:00.000Z",
}
_BY_POST: dict[str, Any] = {
    **{name: value for name, value in _PERSON.items() if name != "email"},
    "telephone": "+6622035000;ext=14045",
    "postal_address": {
        "street": "443 ถนนศรีอยุธยา",
        "subdistrict": "ทุ่งพญาไท",
        "district": "ราชเทวี",
        "province": "กรุงเทพมหานคร",
        "postcode": "10400",
    },
    "preferred_channel": "post",
}
REPRESENTATIVE: dict[str, dict[str, Any]] = {
    "nominated": {**_PERSON, "status": "confirmed"},
    "revised": {
        **_BY_POST,
        "status": "confirmed",
        "channels": {"post": ["releases"]},
        "digest": "weekly",
        "quiet_hours": {"from": "21:00", "until": "06:30"},
    },
    "confirmed": {**_PERSON, "status": "confirmed"},
    "expiring": {**_PERSON, "status": "confirmed", "term_ends": "2020-09-30"},
    "ended": {**_PERSON, "status": "ended", "reason": "replaced"},
    "erased": {
        "id": REPRESENTATIVE_ID,
        "member": MEMBER_ID,
        "committee": COMMITTEE_ID,
        "status": "ended",
        "erasure": ERASURE_ID,
        "forgotten": ["identity", "contact"],
    },
}
ASKING: dict[str, Any] = {
    **{name: value for name, value in _PERSON.items() if name != "confirmed_at"},
    "status": "nominated",
    "confirm_by": "2018-01-18T03:00:00.000Z",
    "token": "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl",
}
ERASED: dict[str, Any] = {"id": ERASURE_ID, "blanked": {"representatives": 1, "events_private": 4}}
_REQUEST: dict[str, Any] = {
    "id": DATA_REQUEST_ID,
    "committee": COMMITTEE_ID,
    "kind": "erasure",
    "status": "open",
    "received_at": "2020-09-01T03:00:00.000Z",
    "due_at": "2020-11-30T03:00:00.000Z",
}
_ANSWERED: dict[str, Any] = {**_REQUEST, "closed_at": "2020-10-01T03:00:00.000Z"}
DATA_REQUEST: dict[str, dict[str, Any]] = {
    "received": _REQUEST,
    "due_soon": _REQUEST,
    "carried_out": {**_ANSWERED, "status": "carried_out"},
    "refused": {**_ANSWERED, "status": "refused", "ground": "legal_obligation"},
}
DATA_REQUEST_ANSWERED: dict[str, Any] = {
    **{name: _REQUEST[name] for name in ("id", "committee", "received_at")},
    "member": MEMBER_ID,
    "representative": REPRESENTATIVE_ID,
    "kind": "correction",
    "status": "refused",
    "ground": "accurate",
}

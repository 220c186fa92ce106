"""What a template is tried with before it is used: every fact there is, and as few as there can be."""

from typing import Any

Sample = dict[str, Any]

TEXT = {"th": "ข้อความ", "en": "text"}
PERSON = {
    "name": {
        "th": {"title": "นาง", "given": "ผู้แทน", "family": "หนึ่ง"},
        "en": {"given": "Representative", "family": "One"},
    },
    "post": TEXT,
}
ORGANISATION = {"name": TEXT, "kind": "civil_society"}
ADDRESSEE = {"office": TEXT, "salutation": TEXT, "closing": TEXT}
KINDS_OF_RESOLUTION = ("noted", "agreed", "referred_up", "action")
STARTS, ENDS, DAY = "2018-01-31T02:00:00.000Z", "2018-01-31T05:00:00.000Z", "2018-01-31"
ITEMS = [
    {"number": TEXT, "title": TEXT, "proposed_by": "m1", "status": "adjourned", "notes": [TEXT]},
    {"number": TEXT, "title": TEXT, "status": "listed"},
    *(
        {
            "number": TEXT,
            "title": TEXT,
            "proposed_by": "m1",
            "status": "decided",
            "resolution": {"kind": kind, "text": TEXT, "to": TEXT},
        }
        for kind in KINDS_OF_RESOLUTION
    ),
]
MEETING = {
    "status": "closed",
    "number": {"ordinal": 1, "year_be": 2561, "display": {"th": "๑/๒๕๖๑", "en": "1/2561"}},
    "starts_at": STARTS,
    "ends_at": ENDS,
    "venue": TEXT,
    "chair": PERSON,
    "purpose": TEXT,
    "participants": {"count": 80, "approximate": True, "includes": [TEXT]},
    "attended_by": TEXT,
    "discussion": [TEXT],
    "outcomes": [TEXT],
    "held": False,
    "first": True,
    "reason": TEXT,
}
COMMITTEE = {
    "name": TEXT,
    "short_name": TEXT,
    "convener": {
        "name": TEXT,
        "office": {"name": TEXT, "location": TEXT, "reached_by": TEXT},
        "press_office": TEXT,
        "role": TEXT,
        "sdg": 17,
        "sdg_name": TEXT,
    },
    "founding": {"date": DAY, "body": TEXT, "after": {"month": "2017-07", "event": TEXT}},
    "membership": {"form": TEXT, "who": TEXT},
    "right_to_propose": {"what": TEXT, "manner": TEXT, "subjects": TEXT},
    "purposes": [TEXT, TEXT],
    "benefits": [TEXT, TEXT],
    "convening": {"frequency": TEXT},
}
DOCUMENT = {
    "status": "signed",
    "published_at": STARTS,
    "letter_number": "กต 0001/1",
    "letter_date": DAY,
    "signatory": PERSON,
    "acting_for": {"post": TEXT, "mode": "ปฏิบัติราชการแทน"},
    "references": [TEXT],
    "enclosures": [TEXT, TEXT],
    "reply_by": DAY,
    "remarks": TEXT,
    "began": "09:05",
    "ended": "12:00",
    "recorder": PERSON,
}
FULL: Sample = {
    "meeting": MEETING,
    "committee": COMMITTEE,
    "agenda": {"sections": [{"ordinal": 1, "title": TEXT, "items": ITEMS}, {"ordinal": 2, "title": TEXT}]},
    "document": DOCUMENT,
    "members": {"m1": {"name": TEXT}},
    "recipient": {**ORGANISATION, "addressee": ADDRESSEE},
    "sheet": [{**ORGANISATION, "seats": [PERSON, {}]}],
    "guests": [{**PERSON, "organisation": TEXT}],
    "attendance": {
        "came": [{**ORGANISATION, "persons": 2}],
        "away": [{**ORGANISATION, "excused": True}],
    },
    "report": {"year_be": 2561, "received": 3, "meetings": [{**MEETING, "items": ITEMS}]},
}
SPARSE: Sample = {
    "meeting": {"status": "planned", "starts_at": STARTS},
    "committee": {"name": {"th": "คณะทำงาน"}},
    "agenda": {"sections": [{"ordinal": 1, "title": TEXT}]},
    "document": {"status": "draft"},
    "report": {"year_be": 2561, "received": 0, "meetings": []},
}
SAMPLES = (
    FULL,
    {**FULL, "meeting": {**MEETING, "status": "convened"}, "document": {**DOCUMENT, "status": "draft"}},
    {**FULL, "meeting": {**MEETING, "status": "cancelled"}, "recipient": ORGANISATION},
    SPARSE,
    {**SPARSE, "meeting": {"status": "closed", "starts_at": STARTS, "held": True}, "agenda": {}},
)

"""What templates and contracts are shown with: the group's first meeting, and a placeholder for a person."""

from datetime import UTC, datetime
from typing import Any

from notify.broadcasts import examples as broadcasts

COMMITTEE_ID = "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e01"
MEMBER_ID = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"
REPRESENTATIVE_ID = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b03"
PROPOSAL_ID = "0198a6c2-41b0-7f02-8c6d-52e0a9d71c05"
OTHER_PROPOSAL_ID = "0198a6c2-41b0-7f02-8c6d-52e0a9d71c06"
MEETING_ID = "0198a6c3-2a10-7a44-b3f8-0d4f6be91d07"
NOTIFICATION_ID = "0198a6c5-1c3d-7e55-8b0f-7a9d1c2e3f10"

NOTIFICATION: dict[str, Any] = {
    "id": NOTIFICATION_ID,
    "template": "meeting-invitation",
    "channel": "email",
    "about": f"meetings/{MEETING_ID}",
    "committee": COMMITTEE_ID,
    "member": MEMBER_ID,
    "language": "th",
}
DIGESTED: dict[str, Any] = {
    **NOTIFICATION,
    "template": "release-published",
    "status": "digested",
    "digest": "0198a6c5-1c3d-7e55-8b0f-7a9d1c2e3f11",
}
COMMITTEE: dict[str, Any] = {
    "_id": COMMITTEE_ID,
    "version": 1,
    "name": {
        "th": "คณะทำงานร่วมภาคประชาสังคมและภาครัฐเพื่อขับเคลื่อนเป้าหมายการพัฒนาที่ยั่งยืน",
        "en": "Joint Working Group of Civil Society and Government"
        " for Driving the Sustainable Development Goals",
    },
    "short_name": {"th": "คณะทำงานร่วมฯ", "en": "the Joint Working Group"},
    "convener": {"name": {"th": "กระทรวงการต่างประเทศ", "en": "Ministry of Foreign Affairs"}},
}
MEMBER: dict[str, Any] = {
    "_id": MEMBER_ID,
    "version": 1,
    "committee": COMMITTEE_ID,
    "name": {"th": "กระทรวงการต่างประเทศ", "en": "Ministry of Foreign Affairs"},
    "status": "active",
    "reason": None,
    "until": None,
}
REPRESENTATIVE: dict[str, Any] = {
    "_id": REPRESENTATIVE_ID,
    "version": 1,
    "member": MEMBER_ID,
    "committee": COMMITTEE_ID,
    "name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}, "en": {"given": "Representative", "family": "One"}},
    "email": "rep1@org1.example",
    "language": "th",
    "status": "confirmed",
}
MEETING: dict[str, Any] = {
    "_id": MEETING_ID,
    "version": 3,
    "committee": COMMITTEE_ID,
    "status": "convened",
    "number": {"display": {"th": "๑/๒๕๖๑", "en": "1/2561"}},
    "starts_at": datetime(2018, 1, 31, 2, 0, tzinfo=UTC),
    "ends_at": datetime(2018, 1, 31, 5, 0, tzinfo=UTC),
    "venue": {"th": "วิเทศสโมสร กระทรวงการต่างประเทศ", "en": "Vithes Samosorn, Ministry of Foreign Affairs"},
    "chair_post": {"th": "อธิบดีกรมองค์การระหว่างประเทศ"},
    "purpose": {
        "th": "กำหนดสมาชิกภาพ ขอบเขตการดำเนินงานของคณะทำงานร่วมฯ และแนวทางความร่วมมือ",
        "en": "To settle membership, scope of work and ways of co-operation",
    },
    "calendar_sequence": 0,
    "reason": None,
}
PROPOSAL: dict[str, Any] = {
    "committee": COMMITTEE_ID,
    "status": "admissible",
    "reference": {"display": {"th": "๑๒/๒๕๖๑", "en": "12/2561"}},
    "title": {"th": "ขอบเขตการดำเนินงานของคณะทำงานร่วมฯ", "en": "The Joint Working Group's scope of work"},
    "purpose": "consideration",
    "proposed_by": MEMBER_ID,
    "keeper": "member",
    "handover": None,
    "supporters": [],
    "cosponsors": [],
    "amendment": None,
    "reconsideration": None,
    "comments": None,
    "reason": None,
    "meeting": None,
    "into": None,
    "of": None,
    "to": None,
    "resolution": None,
    "received": None,
}
OFFERED: dict[str, Any] = {
    "keeper": "secretariat",
    "handover": {"outcome": "offered", "until": datetime(2018, 1, 24, 16, 59, 59, tzinfo=UTC)},
}
AMENDMENT: dict[str, Any] = {
    "edition": 2,
    "note": {"th": "ระบุหน่วยงานที่เกี่ยวข้อง", "en": "It names the agencies concerned"},
}
RESOLUTION: dict[str, Any] = {
    "kind": "agreed",
    "text": {"th": "ที่ประชุมเห็นชอบตามที่เสนอ", "en": "The meeting agreed as proposed"},
    "to": None,
}
OTHER_PROPOSAL: dict[str, Any] = {
    **PROPOSAL,
    "_id": OTHER_PROPOSAL_ID,
    "reference": {"display": {"th": "๑๓/๒๕๖๑", "en": "13/2561"}},
    "title": {"th": "แนวทางความร่วมมือระหว่างภาครัฐและภาคประชาสังคม"},
}
REASON = {"th": "อยู่ระหว่างรวบรวมข้อมูล", "en": "Its data is still being gathered"}

ACTION: dict[str, Any] = {
    "title": {"th": "จัดทำร่างขอบเขตการดำเนินงาน", "en": "Draft the scope of work"},
    "due_on": "2018-03-31",
}
SENT_ON: dict[str, Any] = {
    "reference": PROPOSAL["reference"],
    "title": PROPOSAL["title"],
    "proposed_by": MEMBER_ID,
    "to": {
        "th": "คณะกรรมการเพื่อการพัฒนาที่ยั่งยืน (กพย.)",
        "en": "National Committee for Sustainable Development",
    },
    "letter_number": "กต ๐๐๐๐/๑",
    "sent_on": "2018-02-15",
    "answer": None,
}
ANSWER: dict[str, Any] = {
    "kind": "noted",
    "text": {"th": "รับทราบและจะพิจารณาต่อไป", "en": "Noted, and to be considered further"},
    "on": "2018-03-15",
}
ERASED = {"id": "0198a6c9-5e11-7b60-8c2a-41f0d7e95a31", "blanked": {"inbox_failed": 1}}
ANSWERED: dict[str, Any] = {
    "id": NOTIFICATION_ID,
    "meeting": MEETING_ID,
    "committee": COMMITTEE_ID,
    "member": MEMBER_ID,
    "answer": "accepted",
    "calendar_sequence": 0,
    "answered_at": "2018-01-12T04:30:00.000Z",
}
COMMENT_ID = "0198a6c8-1d42-7e65-9a1b-4f7b2c0d6e21"
REVIEW_ID = "0198a6c9-2e53-7f76-8b2c-508c3d1e7f32"
NAMED = {name: PROPOSAL[name] for name in ("reference", "title", "proposed_by", "cosponsors")}
COMMENT: dict[str, Any] = {**NAMED, "comment": COMMENT_ID, "said_by": MEMBER["name"]}
ABOUT = f"meetings/{MEETING_ID}"
ASKED: dict[str, Any] = {
    "token": "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl",
    "confirm_by": datetime(2018, 1, 18, 3, 0, tzinfo=UTC),
}
FACTS: dict[str, dict[str, Any]] = {
    "confirm-address": ASKED,
    "invitation-to-join": ASKED,
    "sign-in": {"until": datetime(2018, 1, 18, 3, 15, tzinfo=UTC)},
    "account-link": {"until": datetime(2018, 1, 19, 3, 0, tzinfo=UTC)},
    "data-request-answered": {
        "kind": "correction",
        "status": "refused",
        "ground": "accurate",
        "received_at": datetime(2020, 9, 1, 3, 0, tzinfo=UTC),
    },
    "welcome": {},
    "member-suspended": {"reason": {"th": "หน่วยงานขอพักการเข้าร่วมชั่วคราว"}, "until": "2018-12-31"},
    "term-ending": {"term_ends": "2020-09-30"},
    "proposal-receipt": {**PROPOSAL, "status": "submitted"},
    "proposal-judged": PROPOSAL,
    "proposal-selected": {**PROPOSAL, "status": "selected", "meeting": MEETING_ID},
    "proposal-decided": {**PROPOSAL, "status": "selected", "meeting": MEETING_ID, "resolution": RESOLUTION},
    "proposal-offered": {**PROPOSAL, **OFFERED},
    "proposal-handed-over": PROPOSAL,
    "proposal-sent-on": SENT_ON,
    "proposal-answered": {**SENT_ON, "answer": ANSWER},
    "action-assigned": ACTION,
    "action-overdue": ACTION,
    "action-due": ACTION,
    "minutes-overdue": {"meeting": MEETING_ID},
    "proposal-commented": COMMENT,
    "comment-answered": COMMENT,
    "review-asked": {**NAMED, "review": REVIEW_ID, "status": "assigned"},
    "review-came-in": {**NAMED, "review": REVIEW_ID, "review_status": "recommended"},
    "proposal-reconsidered": {**PROPOSAL, "reconsideration": {"answer": "reopened", "reason": REASON}},
    "proposal-amended": {**PROPOSAL, "amendment": AMENDMENT},
    "proposal-cosponsor": {
        "committee": COMMITTEE_ID,
        "title": PROPOSAL["title"],
        "proposed_by": MEMBER_ID,
        "invited": [MEMBER_ID],
    },
    "proposals-due": {
        "meeting": MEETING_ID,
        "proposals_until": datetime(2018, 1, 24, 16, 59, 59, tzinfo=UTC),
    },
    "meeting-invitation": {"meeting": MEETING_ID},
    "minutes-circulated": {"meeting": MEETING_ID},
    "correction-answered": {"meeting": MEETING_ID, "answer": "accepted"},
    "meeting-rescheduled": {"meeting": MEETING_ID, "calendar_sequence": 1},
    "meeting-near": {"meeting": MEETING_ID, "calendar_sequence": 0},
    "meeting-reminder": {"meeting": MEETING_ID, "calendar_sequence": 0},
    "meeting-cancelled": {"meeting": MEETING_ID},
    "release-published": {"meeting": MEETING_ID},
    "document-published": {
        "meeting": MEETING_ID,
        "document": "agenda",
        "published_at": datetime(2018, 1, 15, 3, 0, tzinfo=UTC),
        "languages": ["th", "en"],
    },
    "proposal-of-others": {**PROPOSAL, "meeting": MEETING_ID},
    "digest": {
        "items": [
            {
                "subject": "ข้อเสนอ ๑๒/๒๕๖๑: มติที่ประชุม",
                "link": f"https://wara.example/v1/proposals/{PROPOSAL_ID}",
            }
        ]
    },
    "committee-dissolved": {"reason": {"th": "สิ้นสุดภารกิจ", "en": "Its task is done"}},
    "broadcast": broadcasts.LETTER,
    "broadcast-essential": {**broadcasts.LETTER, "because": broadcasts.BECAUSE},
}
"""What the cause of each template states, by template."""

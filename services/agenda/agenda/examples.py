"""Real facts as event data: what the contracts show, and what every reader is tested with.

The first meeting is on record; ids, and what an organisation proposes, are placeholders.
"""

from typing import Any

COMMITTEE = "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e01"
AGENCY = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"
NETWORK = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b04"
PROPOSAL = "0198a6c2-41b0-7f02-8c6d-52e0a9d71c05"
OTHER_PROPOSAL = "0198a6c2-41b0-7f02-8c6d-52e0a9d71c06"
MEETING = "0198a6c3-2a10-7a44-b3f8-0d4f6be91d07"
ITEM = "0198a6c4-77e5-7b21-9e0a-61c8f3a52e08"

NEXT_MEETING = "0198a6c3-2a10-7a44-b3f8-0d4f6be91d09"

REASON = {"th": "อยู่ระหว่างรวบรวมข้อมูล", "en": "Its data is still being gathered"}
COMMENTS = {"th": "ขอให้ระบุหน่วยงานที่เกี่ยวข้อง", "en": "Please name the agencies concerned"}
POST = {"th": "อธิบดีกรมองค์การระหว่างประเทศ"}
ABOVE = {
    "th": "คณะกรรมการเพื่อการพัฒนาที่ยั่งยืน (กพย.)",
    "en": "National Committee for Sustainable Development",
}
RECEIVED = {"by": "letter", "on": "2018-01-09"}
ITEM_NUMBER = {"th": "๕.๑", "en": "5.1"}
RESOLUTION: dict[str, Any] = {
    "kind": "agreed",
    "text": {"th": "ที่ประชุมเห็นชอบตามที่เสนอ", "en": "The meeting agreed as proposed"},
    "meeting": MEETING,
    "item": ITEM,
    "decided_at": "2018-01-31T04:00:00.000Z",
}
TITLE = {"th": "ขอบเขตการดำเนินงานของคณะทำงานร่วมฯ", "en": "The Joint Working Group's scope of work"}
_PROPOSAL: dict[str, Any] = {
    "id": PROPOSAL,
    "committee": COMMITTEE,
    "reference": {"ordinal": 12, "year_be": 2561, "display": {"th": "๑๒/๒๕๖๑", "en": "12/2561"}},
    "title": TITLE,
    "sdgs": [17],
    "targets": ["17.17"],
    "purpose": "consideration",
    "proposed_by": AGENCY,
    "keeper": "member",
    "supporters": [NETWORK],
}
_SELECTED = {"status": "selected", "meeting": MEETING, "item": ITEM}
_MEETING: dict[str, Any] = {
    "id": MEETING,
    "committee": COMMITTEE,
    "number": {"ordinal": 1, "year_be": 2561, "display": {"th": "๑/๒๕๖๑", "en": "1/2561"}},
    "starts_at": "2018-01-31T02:00:00.000Z",
    "ends_at": "2018-01-31T05:00:00.000Z",
    "venue": {"th": "วิเทศสโมสร กระทรวงการต่างประเทศ", "en": "Vithes Samosorn, Ministry of Foreign Affairs"},
    "chair_post": POST,
    "purpose": {
        "th": "กำหนดสมาชิกภาพ ขอบเขตการดำเนินงานของคณะทำงานร่วมฯ และแนวทางความร่วมมือ",
        "en": "To settle membership, scope of work and ways of co-operation",
    },
    "calendar_sequence": 0,
}
_PARTICIPANTS = {
    "count": 80,
    "approximate": True,
    "includes": [{"th": "กรรมการผู้ทรงคุณวุฒิจากคณะกรรมการส่งเสริมและพัฒนาองค์กรภาคประชาสังคม (คสป.)"}],
}
_ITEM: dict[str, Any] = {
    "id": ITEM,
    "committee": COMMITTEE,
    "meeting": MEETING,
    "section": 5,
    "ordinal": 1,
    "number": ITEM_NUMBER,
    "title": TITLE,
    "proposal": PROPOSAL,
}


ASKED_AGAIN: dict[str, Any] = {
    "asked_at": "2018-02-05T02:00:00.000Z",
    "refused": "rejected",
    "refused_for": REASON,
}
ANSWERED: dict[str, Any] = {"reason": REASON, "answered_at": "2018-02-12T02:00:00.000Z"}
AMENDMENT = {
    "edition": 2,
    "note": {"th": "ระบุหน่วยงานที่เกี่ยวข้อง", "en": "It names the agencies concerned"},
    "at": "2018-01-09T02:00:00.000Z",
}
_LEFT: dict[str, Any] = {"member": AGENCY, "began_at": "2018-01-10T02:00:00.000Z"}
_OFFERED = {**_LEFT, "outcome": "offered", "until": "2018-01-24T16:59:59.999Z"}
_SETTLED = {**_OFFERED, "settled_at": "2018-01-12T02:00:00.000Z"}


def proposal(status: str, **about: Any) -> dict[str, Any]:
    return {**_PROPOSAL, "status": status, **about}


def selected(**about: Any) -> dict[str, Any]:
    return {**_PROPOSAL, **_SELECTED, **about}


def meeting(status: str, **about: Any) -> dict[str, Any]:
    return {**_MEETING, "status": status, **about}


def held() -> dict[str, Any]:
    return meeting("closed", participants=_PARTICIPANTS)


def item(status: str, **about: Any) -> dict[str, Any]:
    return {**_ITEM, "status": status, **about}


def document(status: str, **about: Any) -> dict[str, Any]:
    return {
        "committee": COMMITTEE,
        "meeting": MEETING,
        "kind": "news-release",
        "status": status,
        "languages": ["th", "en"],
        **about,
    }


_OF_AGENCY = {"committee": COMMITTEE, "meeting": MEETING, "member": AGENCY}
RESPONSE = {**_OF_AGENCY, "answer": "accepted", "delegates": 2}
ATTENDANCE = {**_OF_AGENCY, "status": "attended", "persons": 2}
QUORUM = {
    "committee": COMMITTEE,
    "meeting": MEETING,
    "needed": {"government_agency": 5, "civil_society": 5},
    "present": {"government_agency": 12, "civil_society": 5},
}
ERASED = {"id": "0198a6c9-5e11-7b60-8c2a-41f0d7e95a31", "blanked": {"inbox_failed": 1}}

OF: dict[str, dict[str, Any]] = {
    "agenda.proposal.submitted.v1": proposal("submitted", received=RECEIVED),
    "agenda.proposal.returned.v1": proposal("returned", comments=COMMENTS),
    "agenda.proposal.admitted.v1": proposal("admissible"),
    "agenda.proposal.refused.v1": proposal("not_admitted", reason=REASON),
    "agenda.proposal.supported.v1": proposal("submitted"),
    "agenda.proposal.unsupported.v1": proposal("submitted", supporters=[]),
    "agenda.proposal.cosponsors_invited.v1": {
        "id": PROPOSAL,
        "committee": COMMITTEE,
        "title": TITLE,
        "proposed_by": AGENCY,
        "invited": [NETWORK],
    },
    "agenda.proposal.cosponsored.v1": proposal("submitted", supporters=[], cosponsors=[NETWORK]),
    "agenda.proposal.uncosponsored.v1": proposal("submitted", supporters=[]),
    "agenda.proposal.amended.v1": proposal("submitted", amendment=AMENDMENT),
    "agenda.proposal.selected.v1": selected(),
    "agenda.proposal.deferred.v1": proposal("deferred", reason=REASON),
    "agenda.proposal.merged.v1": proposal("merged", into=OTHER_PROPOSAL),
    "agenda.proposal.duplicated.v1": proposal("duplicate", of=OTHER_PROPOSAL),
    "agenda.proposal.referred.v1": proposal("referred", to=ABOVE),
    "agenda.proposal.rejected.v1": proposal("rejected", reason=REASON),
    "agenda.proposal.reconsideration_asked.v1": proposal(
        "rejected", reason=REASON, reconsideration=ASKED_AGAIN
    ),
    "agenda.proposal.upheld.v1": proposal(
        "rejected", reason=REASON, reconsideration={**ASKED_AGAIN, **ANSWERED, "answer": "upheld"}
    ),
    "agenda.proposal.reopened.v1": proposal(
        "submitted", reconsideration={**ASKED_AGAIN, **ANSWERED, "answer": "reopened"}
    ),
    "agenda.proposal.withdrawn.v1": proposal("withdrawn"),
    "agenda.proposal.decided.v1": selected(resolution=RESOLUTION),
    "agenda.proposal.reassigned.v1": proposal("admissible", proposed_by=NETWORK, supporters=[]),
    "agenda.proposal.offered.v1": proposal("admissible", keeper="secretariat", handover=_OFFERED),
    "agenda.proposal.entrusted.v1": proposal(
        "admissible", keeper="secretariat", handover={**_SETTLED, "outcome": "entrusted"}
    ),
    "agenda.proposal.taken_over.v1": proposal(
        "admissible",
        proposed_by=NETWORK,
        supporters=[],
        handover={**_SETTLED, "outcome": "taken_over", "to": NETWORK},
    ),
    "agenda.meeting.window_closing.v1": {
        "id": MEETING,
        "committee": COMMITTEE,
        "proposals_until": "2018-01-24T16:59:59.999Z",
        "members": [AGENCY],
    },
    "agenda.meeting.planned.v1": meeting("planned"),
    "agenda.meeting.recorded.v1": held(),
    "agenda.meeting.revised.v1": meeting("convened"),
    "agenda.meeting.convened.v1": meeting("convened"),
    "agenda.meeting.rescheduled.v1": meeting("convened", calendar_sequence=1),
    "agenda.meeting.opened.v1": meeting("in_session"),
    "agenda.meeting.closed.v1": held(),
    "agenda.meeting.cancelled.v1": meeting("cancelled", calendar_sequence=1, reason=REASON),
    "agenda.meeting.agenda_published.v1": meeting("convened", agenda_version=1),
    "agenda.item.listed.v1": item("listed"),
    "agenda.item.discussed.v1": item("discussed"),
    "agenda.item.decided.v1": item("decided", resolution=RESOLUTION),
    "agenda.item.adjourned.v1": item("adjourned", adjourned_to=NEXT_MEETING),
    "agenda.item.removed.v1": item("removed"),
    "agenda.response.given.v1": RESPONSE,
    "agenda.response.withdrawn.v1": {**RESPONSE, "answer": "withdrawn", "delegates": 0},
    "agenda.response.awaited.v1": {**RESPONSE, "answer": "no_reply", "delegates": 0},
    "agenda.response.near.v1": RESPONSE,
    "agenda.quorum.reached.v1": QUORUM,
    "agenda.quorum.lost.v1": {**QUORUM, "present": {"government_agency": 12, "civil_society": 4}},
    "agenda.attendance.recorded.v1": ATTENDANCE,
    "agenda.document.revised.v1": {**document("draft"), "kind": "invitation"},
    "agenda.document.checked.v1": document("checked"),
    "agenda.document.cleared.v1": document("cleared"),
    "agenda.document.signed.v1": document("signed", signatory_post=POST),
    "agenda.document.published.v1": document("signed", signatory_post=POST),
}

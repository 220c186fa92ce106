"""What membership and agenda state, as it arrives; every detail that a test does not name is plain."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from chassis import clock
from chassis.envelope import Event
from chassis.ids import new_id

COMMITTEE, MEMBER, SUPPORTER, PERSON, DEPUTY, PROPOSAL, MEETING, DOCUMENT, ACTION = (
    f"0198a6c0-5d00-7c3e-8f11-00000000000{n}" for n in range(1, 10)
)
COMMENT, REVIEW, REQUEST = (f"0198a6c0-5d00-7c3e-8f11-0000000000{n}" for n in (10, 11, 12))
OUR_OWN = re.compile(r"\.(representative|review)\.|\.datarequest\.answered\.")
OF_DRAFTS = ("agenda.proposal.cosponsors_invited.v1", "agenda.meeting.window_closing.v1")
LONG_AGO = datetime(2017, 10, 9, 2, tzinfo=UTC)
SOON = clock.now().replace(microsecond=0) + timedelta(days=30)

Fact = tuple[str, str, int, dict[str, Any], datetime]


def event(fact: Fact) -> Event:
    kind, subject, version, data, at = fact
    return Event(
        id=new_id(),
        type=kind,
        source=kind.split(".")[0],
        subject=subject,
        time=at,
        version=version,
        data=data,
        dataclassification="restricted" if OUR_OWN.search(kind) or kind in OF_DRAFTS else "public",
        correlationid=new_id(),
    )


def committee(version: int = 1, **changes: Any) -> Fact:
    data = {
        "id": COMMITTEE,
        "name": {"th": "คณะทำงานร่วมภาคประชาสังคมและภาครัฐ", "en": "Joint Working Group"},
        "short_name": {"th": "คณะทำงานร่วมฯ", "en": "the Joint Working Group"},
        **changes,
    }
    what = "established" if version == 1 else "revised"
    return f"membership.committee.{what}.v1", f"committees/{COMMITTEE}", version, data, LONG_AGO


def member(what: str = "admitted", version: int = 1, at: datetime = LONG_AGO, **changes: Any) -> Fact:
    states = {"admitted": "active", "reinstated": "active"}
    plain = {
        "id": MEMBER,
        "committee": COMMITTEE,
        "kind": "civil_society",
        "name": {"th": "องค์กรภาคประชาสังคม ๑", "en": "Civil Society Organisation 1"},
        "sdgs": [17],
        "status": states.get(what, what),
    }
    data = {**plain, **changes}
    return f"membership.member.{what}.v1", f"members/{data['id']}", version, data, at


def person(what: str = "confirmed", version: int = 1, at: datetime = LONG_AGO, **changes: Any) -> Fact:
    plain = {
        "id": PERSON,
        "member": MEMBER,
        "committee": COMMITTEE,
        "name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}},
        "email": "rep1@org1.example",
        "language": "th",
        "role": "principal",
        "status": what,
    }
    data = {**plain, **changes}
    return f"membership.representative.{what}.v1", f"representatives/{data['id']}", version, data, at


def answered(status: str, kind: str = "correction", ground: str | None = None) -> Fact:
    """What the person asked of the data that are kept about them."""
    data = {
        "id": REQUEST,
        "committee": COMMITTEE,
        "member": MEMBER,
        "representative": PERSON,
        "kind": kind,
        "status": status,
        "received_at": clock.to_wire(LONG_AGO),
        **({"ground": ground} if ground else {}),
    }
    return "membership.datarequest.answered.v1", f"data-requests/{REQUEST}", 2, data, LONG_AGO


def proposal(
    what: str, status: str, version: int = 2, at: datetime = LONG_AGO + timedelta(days=1), **changes: Any
) -> Fact:
    plain = {
        "id": PROPOSAL,
        "committee": COMMITTEE,
        "status": status,
        "reference": {"ordinal": 12, "year_be": 2561, "display": {"th": "๑๒/๒๕๖๑", "en": "12/2561"}},
        "title": {"th": "ขอบเขตการดำเนินงาน"},
        "sdgs": [17],
        "purpose": "consideration",
        "proposed_by": MEMBER,
        "supporters": [],
    }
    return f"agenda.proposal.{what}.v1", f"proposals/{PROPOSAL}", version, {**plain, **changes}, at


def submitted(**changes: Any) -> Fact:
    return proposal("submitted", "submitted", **changes)


def meeting(what: str, version: int = 2, at: datetime = LONG_AGO + timedelta(days=2), **changes: Any) -> Fact:
    states = {"recorded": "closed", "rescheduled": "convened", "revised": "convened", "opened": "in_session"}
    starts_at = changes.pop("starts_at", SOON)
    plain = {
        "id": MEETING,
        "committee": COMMITTEE,
        "status": states.get(what, what),
        "number": {"ordinal": 1, "year_be": 2561, "display": {"th": "๑/๒๕๖๑", "en": "1/2561"}},
        "starts_at": clock.to_wire(starts_at),
        "ends_at": clock.to_wire(starts_at + timedelta(hours=3)),
        "venue": {"th": "วิเทศสโมสร"},
        "calendar_sequence": 0,
    }
    return f"agenda.meeting.{what}.v1", f"meetings/{MEETING}", version, {**plain, **changes}, at


def moved(version: int, sequence: int, days: int = 1) -> Fact:
    return meeting("rescheduled", version, calendar_sequence=sequence, starts_at=SOON + timedelta(days=days))


def published(kind: str = "news-release", version: int = 4) -> Fact:
    data = {"meeting": MEETING, "kind": kind, "status": "signed", "languages": ["th", "en"]}
    return (
        "agenda.document.published.v1",
        f"documents/{DOCUMENT}",
        version,
        data,
        LONG_AGO + timedelta(days=3),
    )


def action(what: str, version: int = 1, at: datetime = LONG_AGO + timedelta(days=2), **changes: Any) -> Fact:
    states = {"assigned": "assigned", "completed": "done", "dropped": "dropped"}
    plain = {
        "id": ACTION,
        "committee": COMMITTEE,
        "status": states.get(what, "started"),
        "meeting": MEETING,
        "item": MEETING,
        "title": {"th": "จัดทำร่าง"},
        "owner": MEMBER,
        "keeper": "member",
        "due_on": "2018-03-31",
        "overdue": what == "overdue",
        "reports": 0,
    }
    return f"agenda.action.{what}.v1", f"actions/{ACTION}", version, {**plain, **changes}, at


def referral(what: str, version: int = 1, **changes: Any) -> Fact:
    plain = {
        "id": DOCUMENT,
        "committee": COMMITTEE,
        "status": what,
        "proposal": PROPOSAL,
        "to": {"th": "กพย."},
        "sent_on": "2018-02-15",
    }
    at = LONG_AGO + timedelta(days=2)
    return f"agenda.referral.{what}.v1", f"referrals/{DOCUMENT}", version, {**plain, **changes}, at


def correction(what: str, version: int) -> Fact:
    data = {"id": ACTION, "committee": COMMITTEE, "meeting": MEETING, "member": SUPPORTER, "status": what}
    at = LONG_AGO + timedelta(days=2)
    return f"agenda.correction.{what}.v1", f"corrections/{ACTION}", version, data, at


def comment(what: str = "added", version: int = 1, **changes: Any) -> Fact:
    states = {"hidden": "hidden", "removed": "removed"}
    plain = {
        "id": COMMENT,
        "committee": COMMITTEE,
        "proposal": PROPOSAL,
        "thread": COMMENT,
        "member": SUPPORTER,
        "visibility": "members",
        "status": states.get(what, "shown"),
    }
    data, at = {**plain, **changes}, LONG_AGO + timedelta(days=2)
    return f"agenda.comment.{what}.v1", f"comments/{data['id']}", version, data, at


def review(what: str = "assigned", version: int = 1, **changes: Any) -> Fact:
    states = {"assigned": "assigned", "given": "recommended", "recused": "recused"}
    plain = {
        "id": REVIEW,
        "committee": COMMITTEE,
        "proposal": PROPOSAL,
        "member": SUPPORTER,
        "status": states[what],
    }
    data, at = {**plain, **changes}, LONG_AGO + timedelta(days=2)
    return f"agenda.review.{what}.v1", f"reviews/{data['id']}", version, data, at

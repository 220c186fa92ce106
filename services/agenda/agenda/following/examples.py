"""What follows from a resolution, as event data. Nothing of it is on record; it is made up on real themes."""

from typing import Any

from agenda import examples

ACTION = "0198a6d0-10f3-7c44-a2b1-5e7d3f9c6a01"
_ACTION: dict[str, Any] = {
    "id": ACTION,
    "committee": examples.COMMITTEE,
    "meeting": examples.MEETING,
    "item": examples.ITEM,
    "proposal": examples.PROPOSAL,
    "title": {"th": "จัดทำร่างขอบเขตการดำเนินงาน", "en": "Draft the scope of work"},
    "owner": examples.AGENCY,
    "keeper": "member",
    "due_on": "2018-03-31",
    "overdue": False,
    "reports": 0,
}


def action(status: str, **about: Any) -> dict[str, Any]:
    return {**_ACTION, "status": status, **about}


REFERRAL = "0198a6d0-3c77-7e10-b6a4-9f2e1d5c8b21"
_REFERRAL: dict[str, Any] = {
    "id": REFERRAL,
    "committee": examples.COMMITTEE,
    "proposal": examples.PROPOSAL,
    "meeting": examples.MEETING,
    "item": examples.ITEM,
    "to": examples.ABOVE,
}
_SENT = {"letter_number": "กต ๐๐๐๐/๑", "sent_on": "2018-02-15"}
_ANSWER = {
    "kind": "noted",
    "text": {"th": "รับทราบและจะพิจารณาต่อไป", "en": "Noted, and to be considered further"},
    "on": "2018-03-15",
}


def referral(status: str, **about: Any) -> dict[str, Any]:
    return {**_REFERRAL, "status": status, **about}


CORRECTION = "0198a6d0-4d88-7f21-c7b5-a03f2e6d9c32"
_CORRECTION = {
    "id": CORRECTION,
    "committee": examples.COMMITTEE,
    "meeting": examples.MEETING,
    "member": examples.AGENCY,
    "item": examples.ITEM,
}
_CIRCULATED = {"edition": 1, "circulated_at": "2018-02-14T02:00:00.000Z"}
_ADOPTED = {
    "edition": 2,
    "circulated_at": "2018-02-14T02:00:00.000Z",
    "adopted_at": "2018-05-07T03:00:00.000Z",
    "adopted_by": examples.NEXT_MEETING,
}


def _minutes(state: str, **about: Any) -> dict[str, Any]:
    return examples.meeting(f"minutes_{state}", **about)


_REPORTED = {"reports": 1, "reported_on": "2018-03-01"}
_LEFT = {name: value for name, value in _ACTION.items() if name != "owner"}

OF: dict[str, dict[str, Any]] = {
    "agenda.action.assigned.v1": action("assigned"),
    "agenda.action.revised.v1": action("assigned", due_on="2018-04-30"),
    "agenda.action.started.v1": action("started"),
    "agenda.action.reported.v1": action("started", **_REPORTED),
    "agenda.action.completed.v1": action("done", **_REPORTED),
    "agenda.action.dropped.v1": action("dropped", reason=examples.REASON),
    "agenda.action.due_soon.v1": action("started"),
    "agenda.action.overdue.v1": action("started", overdue=True),
    "agenda.action.reassigned.v1": {**_LEFT, "status": "assigned", "keeper": "secretariat"},
    "agenda.referral.prepared.v1": referral("prepared"),
    "agenda.referral.sent.v1": referral("sent", **_SENT),
    "agenda.referral.answered.v1": referral("answered", **_SENT, answer=_ANSWER),
    "agenda.meeting.minutes_drafted.v1": _minutes("draft"),
    "agenda.meeting.minutes_circulated.v1": _minutes("circulated", minutes=_CIRCULATED),
    "agenda.meeting.minutes_corrected.v1": _minutes("circulated", minutes={**_CIRCULATED, "edition": 2}),
    "agenda.meeting.minutes_adopted.v1": _minutes("adopted", minutes=_ADOPTED),
    "agenda.meeting.minutes_overdue.v1": _minutes("draft"),
    "agenda.correction.proposed.v1": {**_CORRECTION, "status": "proposed"},
    "agenda.correction.accepted.v1": {**_CORRECTION, "status": "accepted", "edition": 2},
    "agenda.correction.declined.v1": {**_CORRECTION, "status": "declined"},
}

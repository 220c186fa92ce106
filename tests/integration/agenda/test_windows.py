"""Proposals meant for a meeting: refused when it takes no more, and who is at work on one is reminded."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from agenda import windows
from agenda.errors import MEETING_NOT_FOUND, OTHER_COMMITTEE, WINDOW_CLOSED
from chassis import clock
from chassis.errors import Conflict, NotFound
from chassis.ids import new_id
from tests.integration.agenda.office import Office, representing

UNTIL = "2029-12-31T16:59:00.000Z"


def planned(office: Office, **changes: Any) -> str:
    return str(office.plan(proposals_until=UNTIL, **changes)["id"])


def closed(office: Office, meeting: str) -> None:
    """As if its time were over."""
    over = {"$set": {"proposals_until": clock.now() - timedelta(days=1)}}
    office.store.db.meetings.update_one({"_id": meeting}, over)


def test_after_the_window_it_is_refused_and_the_next_meeting_named(nobody: Office) -> None:
    office, committee = nobody, new_id()
    office.committee = committee
    office.hears("membership.committee.established.v1", id=committee, agenda_template=[])
    member = office.member()
    meeting, own = planned(office, committee=committee), representing(member)
    later = office.plan("2030-06-30T02:00:00Z", committee=committee)
    draft, entered = (office.draft(member, for_meeting=meeting) for _ in range(2))
    in_time = office.draft(member, for_meeting=meeting)
    assert office.ask("submit_proposal", by=own, id=in_time)["for_meeting"] == meeting
    closed(office, meeting)
    with pytest.raises(Conflict) as refused:
        office.ask("submit_proposal", by=own, id=draft)
    assert refused.value.code == WINDOW_CLOSED
    assert refused.value.params["next_meeting"] == later["id"]
    assert refused.value.params["next"] == later["number"]["display"]
    office.ask("revise_proposal", by=own, id=draft, if_match=1, for_meeting=later["id"])
    assert office.ask("submit_proposal", by=own, id=draft)["status"] == "submitted"
    assert office.ask("submit_proposal", id=entered)["status"] == "submitted"


def test_it_is_meant_for_a_meeting_of_its_own_committee(office: Office, member: str) -> None:
    with pytest.raises(NotFound) as unknown:
        office.draft(member, for_meeting=new_id())
    assert unknown.value.code == MEETING_NOT_FOUND
    other = new_id()
    office.hears("membership.committee.established.v1", id=other, agenda_template=[])
    with pytest.raises(Conflict) as refused:
        office.draft(member, for_meeting=planned(office, committee=other))
    assert refused.value.code == OTHER_COMMITTEE


def test_who_has_a_draft_for_it_is_reminded_once(office: Office, member: str) -> None:
    meeting, other = planned(office), office.member()
    for one in (member, member, office.member()):
        draft = office.draft(one, for_meeting=meeting)
    office.ask("withdraw_proposal", id=draft)
    office.ask("submit_proposal", id=office.draft(other, for_meeting=meeting))
    a_week_before = datetime.fromisoformat(UNTIL) - timedelta(days=7)
    assert windows.look(office.store, a_week_before - timedelta(minutes=1)) == 0
    assert windows.look(office.store, a_week_before) == 1
    assert windows.look(office.store, a_week_before) == 0
    (row,) = office.store.db.outbox.find({"event.type": "agenda.meeting.window_closing.v1"})
    assert row["event"]["data"]["members"] == [member]
    assert row["event"]["dataclassification"] == "restricted"


def test_where_nobody_has_a_draft_nobody_is_told(office: Office) -> None:
    meeting = planned(office)
    assert windows.look(office.store, datetime.fromisoformat(UNTIL)) == 1
    assert "agenda.meeting.window_closing.v1" not in office.told(f"meetings/{meeting}")

"""Two committees in one agenda: what belongs to the one is neither seen nor touched from the other."""

from typing import Any

import pytest

from agenda.errors import COMMITTEE_DISSOLVED, OTHER_COMMITTEE
from chassis.errors import Conflict, Denied
from tests.integration.agenda.conftest import COMMITTEE
from tests.integration.agenda.office import SECRETARIAT, Office, View, representing

OTHER = "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4eff"
EARLIER = "0198a6c0-5d00-7c3e-8f11-000000000001"
TEMPLATE = [{"ordinal": 1, "title": {"th": "เรื่องทั้งหมด"}, "purpose": "consideration"}]
REASON = {"th": "สิ้นสุดภารกิจ"}


def states(office: Office, what: str, version: int, **changes: Any) -> None:
    facts = {"id": OTHER, "first": False, "agenda_template": TEMPLATE, "status": "active"}
    office.hears(f"membership.committee.{what}.v1", version, **{**facts, **changes})


@pytest.fixture
def other(office: Office) -> str:
    """A member of another committee."""
    states(office, "established", 1)
    return office.member(committee=OTHER)


def ids(page: View) -> set[str]:
    return {one["id"] for one in page["items"]}


def refused(office: Office, method: str, **body: Any) -> str:
    with pytest.raises((Conflict, Denied)) as caught:
        office.ask(method, **body)
    return caught.value.code


def test_numbers_and_references_begin_at_1_in_each(office: Office, member: str, other: str) -> None:
    for committee, its in ((COMMITTEE, member), (OTHER, other)):
        assert office.plan(committee=committee)["number"]["ordinal"] == 1
        draft = office.draft(its)
        view = office.ask("submit_proposal", by=representing(its), id=draft)
        assert (view["committee"], view["reference"]["ordinal"]) == (committee, 1)


def test_a_meeting_has_the_agenda_of_its_committee(office: Office, other: str) -> None:
    meeting = office.plan(committee=OTHER)
    sections = office.ask("get_agenda", id=meeting["id"])["sections"]
    assert [section["title"] for section in sections] == [{"th": "เรื่องทั้งหมด"}]


def test_a_list_is_of_the_first_committee_or_of_the_one_named(
    office: Office, member: str, other: str
) -> None:
    here, there = office.admissible(member), office.admissible(other)
    at_home, away = office.plan()["id"], office.plan(committee=OTHER)["id"]
    office.ask("select_proposal", id=there, meeting=away)
    for asked, found in (
        ({}, {here}),
        ({"committee": OTHER}, {there}),
        ({"status": "selected"}, set()),
        ({"status": "selected", "committee": OTHER}, {there}),
        ({"meeting": away}, {there}),
        ({"proposed_by": other}, {there}),
        ({"proposed_by": other, "committee": COMMITTEE}, set()),
        ({"meeting": away, "committee": COMMITTEE}, set()),
    ):
        assert ids(office.ask("list_proposals", **asked)) == found, asked
        assert ids(office.ask("list_proposals", by=representing(other), **asked)) == found, asked
    assert ids(office.ask("list_meetings")) == {at_home}
    assert ids(office.ask("list_meetings", committee=OTHER, year_be=2573, status="planned")) == {away}


def test_nobody_supports_or_answers_across(office: Office, member: str, other: str) -> None:
    proposal, meeting = office.admissible(member), office.plan()["id"]
    assert refused(office, "support_proposal", by=representing(other), id=proposal) == OTHER_COMMITTEE
    office.ask("convene_meeting", id=meeting)
    answer = {"id": meeting, "answer": "accepted"}
    assert refused(office, "respond_meeting", by=representing(other), **answer) == OTHER_COMMITTEE
    office.ask("open_meeting", id=meeting)
    came = {"id": meeting, "member": other, "status": "attended"}
    assert refused(office, "record_attendance", **came) == OTHER_COMMITTEE
    assert office.ask("get_proposal", id=proposal)["supporters"] == []
    assert office.ask("list_attendance", id=meeting)["items"] == []


def test_nothing_is_put_on_the_agenda_of_another(office: Office, member: str, other: str) -> None:
    here, there = office.admissible(member), office.admissible(other)
    away = office.plan(committee=OTHER)["id"]
    assert refused(office, "select_proposal", id=here, meeting=away) == OTHER_COMMITTEE
    assert refused(office, "merge_proposal", id=here, into=there) == OTHER_COMMITTEE
    assert refused(office, "duplicate_proposal", id=here, of=there) == OTHER_COMMITTEE
    sitting = office.sitting(here)
    item = office.ask("get_proposal", id=here)["item"]
    assert refused(office, "adjourn_item", id=sitting, item=item, to=away) == OTHER_COMMITTEE


def test_who_answered_is_read_by_those_who_take_part(office: Office, member: str, other: str) -> None:
    meeting = office.plan()["id"]
    office.ask("convene_meeting", id=meeting)
    office.ask("respond_meeting", by=representing(member), id=meeting, answer="accepted")
    for method in ("list_responses", "list_attendance"):
        assert refused(office, method, by=representing(other), id=meeting) == OTHER_COMMITTEE
        office.ask(method, by=representing(member), id=meeting)
    assert len(office.ask("list_responses", by=SECRETARIAT, id=meeting)["items"]) == 1


def test_every_fact_says_whose_it_is(office: Office, other: str) -> None:
    proposal = office.admissible(other)
    meeting = office.plan(committee=OTHER)["id"]
    office.ask("select_proposal", id=proposal, meeting=meeting)
    office.ask("convene_meeting", id=meeting)
    office.ask("respond_meeting", by=representing(other), id=meeting, answer="accepted")
    office.ask("check_document", id=meeting, kind="agenda")
    office.ask("open_meeting", id=meeting)
    office.ask("record_attendance", id=meeting, member=other, status="attended")
    told = [row["event"] for row in office.store.db.outbox.find({"stream": {"$ne": "audit"}})]
    assert {event["type"].split(".")[1] for event in told} == {
        *("proposal", "meeting", "item", "response", "attendance", "document")
    }
    assert {event["data"]["committee"] for event in told} == {OTHER}


def test_the_first_is_the_one_that_says_so_whichever_was_heard_of_first(nobody: Office) -> None:
    states(nobody, "established", 1, id=EARLIER)
    states(nobody, "established", 1, id=COMMITTEE, first=True)
    assert nobody.plan()["committee"] == COMMITTEE


def test_changed_terms_count_from_when_they_are_heard_of(office: Office, other: str) -> None:
    states(office, "revised", 2, rights={"civil_society": ["take_part"]})
    states(office, "established", 1)
    with pytest.raises(Denied):
        office.draft(other)


def test_a_dissolved_committee_takes_no_proposals_and_calls_no_meetings(office: Office, other: str) -> None:
    draft, supported = office.draft(other), office.admissible(other)
    supporter, planned = office.member(committee=OTHER), office.plan(committee=OTHER)["id"]
    called = office.plan(committee=OTHER)["id"]
    office.ask("convene_meeting", id=called)
    states(office, "dissolved", 2, status="dissolved", reason=REASON)
    for method, body in (
        ("submit_proposal", {"id": draft}),
        ("support_proposal", {"id": supported, "member": supporter}),
        ("convene_meeting", {"id": planned}),
        ("plan_meeting", {"starts_at": "2030-01-31T02:00:00Z", "venue": REASON, "committee": OTHER}),
    ):
        assert refused(office, method, **body) == COMMITTEE_DISSOLVED, method
    with pytest.raises(Conflict):
        office.draft(other)


def test_what_a_dissolved_committee_has_begun_is_brought_to_its_end(office: Office, other: str) -> None:
    proposal, called = office.admissible(other), office.plan(committee=OTHER)["id"]
    office.ask("convene_meeting", id=called)
    states(office, "dissolved", 2, status="dissolved", reason=REASON)
    office.ask("respond_meeting", by=representing(other), id=called, answer="accepted")
    office.ask("select_proposal", id=proposal, meeting=called)
    assert office.ask("open_meeting", id=called)["status"] == "in_session"
    past = office.plan("2018-01-31T02:00:00Z", committee=OTHER, held={"number": None})
    assert past["status"] == "closed"

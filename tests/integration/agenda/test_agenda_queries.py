"""Every query that the use cases make has an index behind it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from agenda import offers, reminders, uploads, windows
from agenda import store as agenda
from chassis import clock, due
from chassis.call import Caller
from chassis.mongo import Store
from tests.integration.agenda.conftest import COMMITTEE
from tests.integration.agenda.office import PUBLIC, SECRETARIAT, Office, representing
from tests.integration.agenda.test_attachments import attach
from tests.integration.agenda.test_comments import say
from tests.integration.agenda.test_following_up import UP, decided
from tests.integration.agenda.test_meeting import items_of
from tests.integration.agenda.test_minutes import SAID, WRONG, circulated, later
from tests.support.plans import Finds, listened, scanned
from tests.support.servers import Servers

PERSON = {"given": "ผู้แทน", "family": "หนึ่ง"}


@pytest.fixture
def finds() -> Finds:
    return Finds()


@pytest.fixture
def store(servers: Servers, database: str, finds: Finds) -> Iterator[Store]:
    with listened(servers.mongodb_uri, database, finds) as store:
        yield store


def live(office: Office) -> None:
    """A little of everything."""
    member = office.member()
    proposals = [office.admissible(member) for _ in range(3)]
    meeting = office.plan()["id"]
    for proposal in proposals:
        office.ask("select_proposal", id=proposal, meeting=meeting)
    office.ask("preview_convening", id=meeting)
    office.ask("convene_meeting", id=meeting)
    office.ask("respond_meeting", by=representing(member), id=meeting, answer="accepted")
    office.ask("check_document", id=meeting, kind="agenda")
    office.ask("publish_agenda", id=meeting)
    office.ask("get_agenda_version", id=meeting, number=1)
    office.ask("assign_reviewer", id=office.admissible(member), reviewer="officer-1")
    for kind in ("attendance", "minutes"):
        office.ask("render_document", id=meeting, kind=kind)
    office.ask("render_annual_report", id=COMMITTEE, year_be=2573)
    for after in (None, "0"):
        for by in (PUBLIC, representing(member)):
            asked: list[dict[str, Any]] = [
                {},
                {"status": "selected"},
                {"proposed_by": member},
                {"invited": member},
            ]
            for where in (*asked, {"meeting": meeting}, {"meeting": meeting, "status": "selected"}):
                office.ask("list_proposals", by=by, after=after, **where)
                office.ask("list_proposals", by=by, after=after, committee=COMMITTEE, **where)
        office.ask("list_proposals", after=after, status="selected")
        for where in ({"sdg": 3}, {"target": "3.9"}, {"sdg": 3, "target": "3.9", "status": "selected"}):
            office.ask("list_proposals", by=PUBLIC, after=after, **where)
        office.ask("list_proposals", after=after, keeper="secretariat")
        for by in (PUBLIC, representing(member)):
            office.ask("list_versions", by=by, id=proposals[0], after=after)
        office.ask("list_proposals", after=after, asked_again=True)
        office.ask("list_proposals", after=after, to_publish=True)
        for by in (SECRETARIAT, Caller(id="expert-1", roles=frozenset({"expert"}))):
            office.ask("list_reviews", by=by, id=proposals[0], after=after)
        office.ask("list_left_proposals", after=after, member=member)
        for where in ({}, {"status": "convened"}, {"year_be": 2573}, {"year_be": 2573, "status": "planned"}):
            office.ask("list_meetings", after=after, **where)
        for page in ("list_responses", "list_attendance", "list_agenda_versions"):
            office.ask(page, id=meeting, after=after)
    follow_up(office, member, after_all=meeting)
    held, later = office.sitting(office.admissible(member)), office.plan("2030-06-01T02:00:00Z")["id"]
    (item,) = items_of(office.ask("get_agenda", id=held), 5)
    office.ask("adjourn_item", id=held, item=item["id"])
    office.ask("select_proposal", id=item["proposal"], meeting=later)
    guest = office.ask("invite_guest", id=held, name={"th": PERSON}, organisation={"th": "มหาวิทยาลัย"})
    office.ask("check_in", id=held, attendee=guest["id"])
    office.ask("check_in", id=held, member=member)
    for by, after in ((SECRETARIAT, None), (SECRETARIAT, "0"), (representing(member), "0")):
        office.ask("list_attendees", by=by, id=held, after=after)
        office.ask("list_attendance", by=by, id=held, after=after, status="attended")
    token = office.ask("renew_calendar", member=member)["token"]
    office.ask("list_member_meetings", by=PUBLIC, member=member, token=token, after="0")
    reminders.look(office.store, clock.now().replace(year=2031))
    due.look(office.store, reminders.of_minutes(clock.now()))
    office.hears_of_erasure(member, guest["id"])
    office.ask("get_personal_data", id=member)
    office.ask("find_similar", title={"th": "คุณภาพอากาศ"})
    office.ask("compare_versions", id=proposals[0], number=1)
    waiting = office.admissible(member)
    said = say(office, representing(member), waiting)["id"]
    attach(office, representing(member), proposals[0])
    attachment = attach(office, representing(member), office.draft(member))["id"]
    office.ask("read_attachment", id=attachment, offset=0)
    for after in (None, "0"):
        office.ask("list_attachments", proposal=proposals[0], after=after)
        for where in asked[:3]:
            office.ask("list_register", after=after, **where)
        for by in (PUBLIC, representing(member)):
            for thread in ({}, {"thread": said}):
                office.ask("list_comments", by=by, proposal=waiting, after=after, **thread)
    uploads.look(office.store, clock.now())
    supporter = office.member()
    office.ask("support_proposal", by=representing(supporter), id=waiting)
    office.leaves(member)
    late = office.draft(supporter, for_meeting=office.plan(proposals_until="2029-12-31T00:00:00Z")["id"])
    office.ask("submit_proposal", by=representing(supporter), id=late)
    windows.look(office.store, datetime(2030, 1, 1, tzinfo=UTC))
    offers.look(office.store, clock.now())


def follow_up(office: Office, member: str, after_all: str) -> None:
    about = decided(office, member)
    item: dict[str, Any] = {"id": about["meeting"], "item": about["item"]}
    office.ask("write_note", **item, if_match=0, text={"th": "หารือ"})
    action = office.ask("assign_action", **about, title={"th": "งาน"}, owner=member, due_on="2030-01-31")
    office.ask("report_action", id=action["id"], text={"th": "คืบหน้า"}, on="2030-01-15")
    office.ask("prepare_referral", **decided(office, member, UP))
    minuted = circulated(office, member)
    correction = office.ask("propose_correction", by=representing(member), **minuted, **WRONG)
    office.ask("accept_correction", id=minuted["id"], correction=correction["id"], notes=SAID)
    for after in (None, "0"):
        for page in ("list_editions", "list_corrections"):
            office.ask(page, id=minuted["id"], after=after)
    office.ask("adopt_minutes", id=minuted["id"], meeting=later(office))
    office.ask("report_goals")
    office.ask("trace_proposal", id=action["proposal"])
    agenda = office.ask("add_item", id=after_all, section=6, title={"th": "อื่น ๆ"})
    office.ask("trace_item", id=after_all, item=agenda["sections"][5]["items"][0]["id"])
    for after in (None, "0"):
        for where in (
            *({}, {"owner": member}, {"owner": "secretariat"}, {"status": "started"}, {"overdue": True}),
            *({"meeting": after_all}, {"proposal": action["proposal"]}),
            {"owner": member, "status": "started", "overdue": False},
        ):
            office.ask("list_actions", after=after, **where)
        for where in ({}, {"status": "sent"}, {"meeting": after_all}, {"proposal": action["proposal"]}):
            office.ask("list_referrals", after=after, **where)
        for page in ("list_reports", "list_action_steps"):
            office.ask(page, id=action["id"], after=after)


def test_no_query_scans_a_collection(office: Office, finds: Finds) -> None:
    live(office)
    own = {index.collection for index in agenda.INDEXES} | {
        agenda.MEMBERS,
        agenda.COMMITTEES,
        "numbers",
        "quorums",
    }
    scans = [find for find in finds.seen.values() if find[0] in own and scanned(office.store, find)]
    assert scans == []
    assert {find[0] for find in finds.seen.values()} >= own

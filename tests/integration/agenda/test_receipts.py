"""Who proposes is told at once what of it has arrived; and what came on paper is entered with how it came."""

from datetime import timedelta
from typing import Any

import pytest

from agenda.errors import ENTERED_BY_THE_SECRETARIAT, NOT_ENTERED, NOT_SUBMITTED
from chassis import clock
from chassis.errors import Conflict, Denied, Invalid, NotFound
from chassis.thai import day_of
from tests.integration.agenda.office import PUBLIC, SECRETARIAT, Office, View, representing
from tests.integration.agenda.test_attachments import attach

OFFICE = {
    "th": "ฝ่ายเลขานุการคณะทำงานร่วมฯ กระทรวงการต่างประเทศ",
    "en": "The secretariat of the Joint Working Group, Ministry of Foreign Affairs",
}
LETTER = {"by": "letter", "on": "2018-01-09", "source": "ที่ ตย ๑/๒๕๖๑"}
TOLD = {"by": "letter", "on": "2018-01-09"}


def enter(office: Office, member: str, **received: Any) -> View:
    body: dict[str, Any] = {
        "title": {"th": "คุณภาพอากาศ"},
        "rationale": {"th": "ฝุ่นละอองเกินค่ามาตรฐาน"},
        "sdgs": [3],
        "purpose": "consideration",
        "proposed_by": member,
        "received": {**LETTER, **received},
    }
    return office.ask("create_proposal", **body)


def test_a_receipt_says_what_who_and_when(office: Office, member: str) -> None:
    proposal, own = office.draft(member), representing(member)
    with pytest.raises(Conflict) as early:
        office.ask("get_receipt", by=own, id=proposal)
    assert early.value.code == NOT_SUBMITTED
    office.plan("2030-02-28T02:00:00Z")
    submitted = office.ask("submit_proposal", by=own, id=proposal)
    receipt = office.ask("get_receipt", by=own, id=proposal)
    assert submitted["receipt"] == receipt
    year = receipt["reference"]["year_be"]
    assert receipt["name"]["en"] == f"Proposal 1/{year}"
    assert receipt["name"]["th"].startswith("ข้อเสนอ ๑/")
    assert (receipt["title"], receipt["office"]) == ({"th": "คุณภาพอากาศ"}, OFFICE)
    assert receipt["received_at"] == submitted["submitted_at"]
    assert not {"next_meeting", "received"} & receipt.keys()
    meetings = [office.plan(f"2030-0{month}-31T02:00:00Z")["id"] for month in (3, 1)]
    for meeting in meetings:
        office.ask("convene_meeting", id=meeting)
    ahead = office.ask("get_receipt", id=proposal)["next_meeting"]
    assert (ahead["id"], ahead["starts_at"]) == (meetings[1], "2030-01-31T02:00:00.000Z")
    for other in (PUBLIC, representing(office.member())):
        with pytest.raises(Denied):
            office.ask("get_receipt", by=other, id=proposal)


def test_a_receipt_names_the_meeting_that_the_proposal_is_meant_for(office: Office, member: str) -> None:
    sooner, until = office.plan()["id"], "2030-05-24T16:59:59.000Z"
    office.ask("convene_meeting", id=sooner)
    meant = office.plan("2030-06-01T02:00:00Z", proposals_until=until)["id"]
    proposal = office.draft(member, for_meeting=meant)
    ahead = office.ask("submit_proposal", by=representing(member), id=proposal)["receipt"]["next_meeting"]
    assert (ahead["id"], ahead["proposals_until"]) == (meant, until)
    office.ask("cancel_meeting", id=meant, reason={"th": "เลื่อน"})
    assert office.ask("get_receipt", id=proposal)["next_meeting"]["id"] == sooner


def test_what_came_by_letter_is_entered_with_how_it_came(office: Office, member: str) -> None:
    draft, own = enter(office, member), representing(member)
    assert draft["received"] == LETTER
    id = draft["id"]
    scan = attach(office, SECRETARIAT, id)["id"]
    later = {**LETTER, "on": "2018-01-10", "scan": scan}
    entered = office.ask("enter_proposal", id=id, if_match=1, received=later)
    assert (entered["received"], entered["version"]) == (later, 2)
    receipt = office.ask("submit_proposal", id=id)["receipt"]
    assert receipt["received"] == later
    assert office.ask("get_proposal", by=own, id=id)["received"] == later
    assert office.ask("get_proposal", by=PUBLIC, id=id)["received"] == {**TOLD, "on": "2018-01-10"}
    (row,) = office.store.db.outbox.find({"aggregate": f"proposals/{id}"})
    assert row["event"]["data"]["received"] == {**TOLD, "on": "2018-01-10"}
    with pytest.raises(Conflict) as told:
        office.ask("enter_proposal", id=id, received=LETTER)
    assert told.value.code == NOT_ENTERED


def test_a_scan_is_for_the_member_and_the_secretariat(office: Office, member: str) -> None:
    id, own = enter(office, member)["id"], representing(member)
    scan, other = (attach(office, SECRETARIAT, id)["id"] for _ in range(2))
    foreign = attach(office, SECRETARIAT, office.draft(member))["id"]
    with pytest.raises(NotFound):
        office.ask("enter_proposal", id=id, received={**LETTER, "scan": foreign})
    office.ask("enter_proposal", id=id, received={**LETTER, "scan": scan})
    office.ask("submit_proposal", id=id)
    assert office.told(f"attachments/{scan}") == []
    assert office.told(f"attachments/{other}") == ["agenda.attachment.added.v1"]
    for reader, seen in ((PUBLIC, [other]), (own, [scan, other]), (SECRETARIAT, [scan, other])):
        listed = office.ask("list_attachments", by=reader, proposal=id)["items"]
        assert [one["id"] for one in listed] == seen
    assert office.ask("read_attachment", by=own, id=scan, offset=0)
    for hidden in (PUBLIC, representing(office.member())):
        with pytest.raises(NotFound):
            office.ask("read_attachment", by=hidden, id=scan, offset=0)
    office.ask("remove_attachment", id=scan)
    assert office.told(f"attachments/{scan}") == []


def test_only_the_secretariat_enters_and_only_what_has_come(office: Office, member: str) -> None:
    with pytest.raises(Denied) as refused:
        office.draft(member, received=LETTER)
    assert refused.value.code == ENTERED_BY_THE_SECRETARIAT
    with pytest.raises(Invalid) as early:
        enter(office, member, on=day_of(clock.now() + timedelta(days=2)))
    assert early.value.fields == {"received.on": ["in_the_future"]}
    with pytest.raises(Conflict) as own:
        office.ask("enter_proposal", id=office.draft(member), received=LETTER)
    assert own.value.code == NOT_ENTERED
    with pytest.raises(Denied):
        office.ask("enter_proposal", by=representing(member), id=enter(office, member)["id"], received=LETTER)


def test_who_judged_is_not_told_to_everybody(office: Office, member: str) -> None:
    proposal = office.admissible(member)
    for insider in (SECRETARIAT, representing(member)):
        assert office.ask("get_proposal", by=insider, id=proposal)["judged_by"] == SECRETARIAT.id
    assert "judged_by" not in office.ask("get_proposal", by=PUBLIC, id=proposal)

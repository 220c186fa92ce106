"""Who is written to about a proposal that several stand with, and about a draft still to be submitted."""

from collections.abc import Callable
from typing import Any

from chassis import clock
from tests.integration.notify.facts import (
    COMMITTEE,
    DEPUTY,
    LONG_AGO,
    MEETING,
    MEMBER,
    PROPOSAL,
    SOON,
    SUPPORTER,
    Fact,
    committee,
    meeting,
    member,
    person,
    proposal,
    submitted,
)
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox

Send = Callable[[], int]
JOINED = (committee(), member(), person(), member(id=SUPPORTER), person(id=DEPUTY, member=SUPPORTER))
NOTE = {"th": "จำกัดขอบเขตเฉพาะเขตเมือง"}


def letters_to(house: House, organisation: str) -> list[str]:
    return [row["template"] for row in house.rows() if row["member"] == organisation]


def invited(version: int) -> Fact:
    data: dict[str, Any] = {
        "id": PROPOSAL,
        "committee": COMMITTEE,
        "title": {"th": "คุณภาพอากาศ"},
        "proposed_by": MEMBER,
        "invited": [SUPPORTER],
    }
    return "agenda.proposal.cosponsors_invited.v1", f"proposals/{PROPOSAL}", version, data, LONG_AGO


def test_who_is_asked_to_propose_a_draft_too_is_written_to_once(house: House) -> None:
    house.hear(*JOINED, invited(1), invited(3))
    assert letters_to(house, SUPPORTER) == ["welcome", "proposal-cosponsor"]
    assert letters_to(house, MEMBER) == ["welcome"]


def test_who_stands_with_an_amended_text_hears_of_each_amendment(house: House) -> None:
    house.hear(*JOINED, submitted(cosponsors=[SUPPORTER]))
    for version in (3, 4):
        amendment = {"edition": version, "note": NOTE, "at": clock.to_wire(LONG_AGO)}
        house.hear(proposal("amended", "submitted", version, cosponsors=[SUPPORTER], amendment=amendment))
    assert letters_to(house, SUPPORTER).count("proposal-amended") == 2
    assert "proposal-amended" not in letters_to(house, MEMBER)


def test_who_has_a_draft_for_a_meeting_is_reminded(house: House, mailbox: Mailbox, send: Send) -> None:
    data = {
        "id": MEETING,
        "committee": COMMITTEE,
        "proposals_until": clock.to_wire(SOON),
        "members": [MEMBER],
    }
    closing: Fact = ("agenda.meeting.window_closing.v1", f"meetings/{MEETING}", 3, data, LONG_AGO)
    house.hear(*JOINED, meeting("planned", proposals_until=clock.to_wire(SOON)), closing)
    while send():
        pass
    assert letters_to(house, SUPPORTER) == ["welcome"]
    (letter,) = house.rows("proposals-due")
    assert (letter["member"], letter["status"]) == (MEMBER, "delivered")

"""Letters of two committees: each to its own members, in its own name."""

from collections.abc import Callable
from typing import Any

from chassis.ids import new_id
from tests.integration.notify.desk import Desk
from tests.integration.notify.facts import (
    COMMITTEE,
    LONG_AGO,
    PERSON,
    Fact,
    committee,
    meeting,
    member,
    person,
)
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox

OTHER, ITS_MEMBER, ITS_PERSON = (new_id() for _ in range(3))
REASON = {"th": "สิ้นสุดภารกิจ"}


def other(what: str = "established", version: int = 1, **changes: Any) -> Fact:
    data = {"id": OTHER, "name": {"th": "คณะทำงานย่อยด้านข้อมูล"}, "status": "active", **changes}
    return f"membership.committee.{what}.v1", f"committees/{OTHER}", version, data, LONG_AGO


BOTH = (
    committee(),
    other(),
    member(),
    person(),
    member(id=ITS_MEMBER, committee=OTHER),
    person(id=ITS_PERSON, member=ITS_MEMBER, committee=OTHER, email="rep2@org1.example"),
)


def recipients(house: House, template: str) -> list[str]:
    return sorted(row["recipient"] for row in house.rows(template))


def test_an_invitation_goes_to_the_members_of_its_committee(house: House, desk: Desk) -> None:
    house.hear(*BOTH, meeting("convened"))
    assert recipients(house, "meeting-invitation") == [PERSON]
    house.hear(meeting("cancelled", 3, committee=COMMITTEE))
    assert ITS_PERSON not in recipients(house, "meeting-cancelled")
    listed = desk.ask("list_notifications", committee=OTHER)["items"]
    assert [(one["template"], one["recipient"]) for one in listed] == [("welcome", ITS_PERSON)]
    everybodys = desk.ask("list_notifications", template="welcome")["items"]
    assert {one["committee"] for one in everybodys} == {COMMITTEE, OTHER}


def test_a_letter_says_what_the_committee_is_called_now(
    house: House, mailbox: Mailbox, send: Callable[[], int]
) -> None:
    house.hear(*BOTH[1:2], *BOTH[4:])
    house.hear(other("revised", 3, name={"th": "คณะทำงานย่อยด้านสถิติ"}), other("revised", 2))
    assert send() == 1
    assert "คณะทำงานย่อยด้านสถิติ" in str(mailbox.letters[0]["Subject"])


def test_when_a_committee_is_dissolved_its_members_are_told_once_and_why(
    house: House, mailbox: Mailbox, send: Callable[[], int]
) -> None:
    house.hear(*BOTH)
    send()
    house.hear_twice(other("dissolved", 2, status="dissolved", reason=REASON))
    assert recipients(house, "committee-dissolved") == [ITS_PERSON]
    assert send() == 1
    assert "ยุบเลิกคณะทำงานย่อยด้านข้อมูล" in str(mailbox.letters[-1]["Subject"])

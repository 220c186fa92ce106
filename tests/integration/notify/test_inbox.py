"""What a person was told, as they read it in wara: one list, of all that was told them and nobody else."""

from collections.abc import Callable
from typing import Any

import pytest

from chassis.call import Caller
from chassis.errors import Denied, NotFound, NotYetKnown
from chassis.eventlog import PUBLIC, EventLog
from chassis.ids import new_id
from notify.inboxes import inbox
from tests.integration.notify.desk import SECRETARIAT, Desk, representing
from tests.integration.notify.facts import (
    DEPUTY,
    MEMBER,
    PERSON,
    SUPPORTER,
    committee,
    meeting,
    member,
    moved,
    person,
    proposal,
    published,
    submitted,
)
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox
from tests.integration.notify.test_forgetting import ERASED

ME = representing(MEMBER)
DEPUTY_SELF = Caller(id=DEPUTY, roles=frozenset({"representative"}), member=MEMBER)
PEOPLE = (person(role="principal"), person(id=DEPUTY, role="alternate", language="en"))


def titles(page: dict[str, Any]) -> list[str]:
    return [one["template"] for one in page["items"]]


def test_what_was_told_is_there_before_any_mail_leaves(house: House, desk: Desk) -> None:
    house.hear(committee(), member(), *PEOPLE, submitted(), meeting("convened"))
    mine = desk.ask("list_inbox", by=ME)
    assert titles(mine) == ["meeting-invitation", "proposal-receipt", "welcome"]
    assert (mine["unread"], mine["next"]) == (3, None)
    assert mine["items"][2]["subject"] == "ยินดีต้อนรับสู่คณะทำงานร่วมฯ"
    one = desk.ask("get_inbox_entry", by=ME, id=mine["items"][0]["id"])
    assert "วิเทศสโมสร" in one["text"]
    assert "<html" in one["html"]
    theirs = desk.ask("list_inbox", by=DEPUTY_SELF)
    assert {one["language"] for one in theirs["items"]} == {"en"}
    assert not {one["id"] for one in theirs["items"]} & {one["id"] for one in mine["items"]}
    assert {row["status"] for row in house.rows()} == {"queued"}


def test_it_is_read_page_by_page(house: House, desk: Desk) -> None:
    house.hear(committee(), member(), *PEOPLE, *(submitted(version=version) for version in range(2, 8)))
    seen, after = list[str](), None
    while True:
        page = desk.ask("list_inbox", by=ME, after=after, limit=3)
        seen += [one["id"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == sorted((row["_id"] for row in house.rows() if row["recipient"] == PERSON), reverse=True)
    assert len(seen) == 7


def test_what_is_read_stays_so_and_may_be_unread_again(house: House, desk: Desk) -> None:
    house.hear(committee(), member(), *PEOPLE, submitted(), meeting("convened"))
    first, second, third = desk.ask("list_inbox", by=ME)["items"]
    marked = desk.ask("read_inbox_entry", by=ME, id=second["id"])
    assert marked == {"id": second["id"], "read": True, "unread": 2}
    desk.ask("read_inbox_entry", by=ME, id=second["id"])
    assert [bool(one.get("read_at")) for one in desk.ask("list_inbox", by=ME)["items"]] == [
        False,
        True,
        False,
    ]
    assert desk.ask("unread_inbox_entry", by=ME, id=second["id"])["unread"] == 3
    assert desk.ask("read_inbox", by=ME, up_to=second["id"]) == {"unread": 1}
    assert "read_at" not in desk.ask("get_inbox_entry", by=ME, id=first["id"])
    assert desk.ask("get_inbox_entry", by=ME, id=third["id"])["read_at"]
    assert desk.ask("read_inbox", by=ME) == {"unread": 0}
    assert desk.ask("list_inbox", by=DEPUTY_SELF)["unread"] == 3, "everybody reads for themselves"


def test_what_cannot_be_written_spoils_no_list(house: House, desk: Desk) -> None:
    house.hear(committee(), member(), *PEOPLE, proposal("admitted", "a status of tomorrow", 3))
    strange, welcome = desk.ask("list_inbox", by=ME)["items"]
    assert (strange["template"], "subject" in strange, "subject" in welcome) == (
        "proposal-judged",
        False,
        True,
    )
    assert "text" not in desk.ask("get_inbox_entry", by=ME, id=strange["id"])


def test_what_is_somebody_elses_is_not_there(house: House, desk: Desk) -> None:
    house.hear(committee(), member(), *PEOPLE)
    [mine] = desk.ask("list_inbox", by=ME)["items"]
    for method in ("get_inbox_entry", "read_inbox_entry", "unread_inbox_entry"):
        with pytest.raises(NotFound):
            desk.ask(method, by=DEPUTY_SELF, id=mine["id"])


def test_only_who_is_in_office_has_one(house: House, desk: Desk) -> None:
    house.hear(committee(), member(), *PEOPLE, member(id=SUPPORTER))
    house.hear(person("ended", 2, id=DEPUTY))
    other = Caller(id=PERSON, roles=frozenset({"representative"}), member=SUPPORTER)
    for caller in (DEPUTY_SELF, other, representing(SUPPORTER), SECRETARIAT):
        with pytest.raises(Denied):
            desk.ask("list_inbox", by=caller)
    stranger = Caller(id=new_id(), roles=frozenset({"representative"}), member=MEMBER)
    with pytest.raises(NotYetKnown):
        desk.ask("list_inbox", by=stranger)


def test_what_holds_no_more_is_withdrawn(house: House, desk: Desk, send: Callable[[], int]) -> None:
    house.hear(committee(), member(), *PEOPLE, meeting("convened"), moved(3, 1))
    assert desk.ask("list_inbox", by=ME)["unread"] == 3
    house.hear(meeting("cancelled", 4, calendar_sequence=2))
    while send():
        pass
    page = desk.ask("list_inbox", by=ME)
    withdrawn = {one["template"]: one.get("reason") for one in page["items"] if one["withdrawn"]}
    assert withdrawn == {
        "meeting-invitation": "meeting_cancelled",
        "meeting-rescheduled": "meeting_cancelled",
        "meeting-cancelled": "not_invited",
    }
    assert page["unread"] == 1


def test_who_wants_a_kind_in_the_inbox_alone_gets_no_mail_of_it(
    house: House, desk: Desk, mailbox: Mailbox, send: Callable[[], int]
) -> None:
    wanted = {"email": [], "inbox": ["releases"]}
    house.hear(committee(), member(), person(channels=wanted), meeting("closed"), published())
    assert [row["channel"] for row in house.rows("release-published")] == ["inbox"]
    assert titles(desk.ask("list_inbox", by=ME)) == ["release-published", "welcome"]
    send()
    assert len(mailbox.letters) == 1


def test_that_a_mail_came_back_takes_nothing_out(
    house: House, desk: Desk, mailbox: Mailbox, send: Callable[[], int]
) -> None:
    house.hear(committee(), member(), person(email="nobody@org1.example"))
    send()
    assert house.row("welcome")["status"] == "permanent_failure"
    assert desk.ask("list_inbox", by=ME)["unread"] == 1


def test_who_is_erased_leaves_no_marks(house: House, desk: Desk) -> None:
    house.hear(committee(), member(), *PEOPLE)
    desk.ask("read_inbox", by=ME)
    assert len(desk.ask("get_personal_data", by=ME, id=PERSON)["copy"]["read"]) == 1
    house.hear(ERASED)
    [told] = house.told("notify.erasure.completed.v1")
    assert told["data"]["blanked"] == {"inbox_marks": 1}
    assert house.store.db.inbox_marks.count_documents({}) == 0


def tell(house: House) -> None:
    """As the relay does, into the log."""
    rows = list(house.store.db.outbox.find({"stream": "public"}).sort("_id", 1))
    EventLog(house.store.db, PUBLIC).append(rows)
    house.store.db.outbox.delete_many({"_id": {"$in": [row["_id"] for row in rows]}})


def test_the_gateway_hears_what_came_and_what_went(house: House, desk: Desk, send: Callable[[], int]) -> None:
    house.hear(committee(), member(), *PEOPLE)
    tell(house)
    told = desk.ask("open_inbox", by=ME)
    assert told["person"] == PERSON

    def follow(after: int, *people: str) -> dict[str, Any]:
        return desk.ask("follow_inboxes", by=Caller.SYSTEM, after=after, people=list(people))

    assert follow(told["told"], PERSON)["items"] == []
    first = follow(0, PERSON, DEPUTY)
    assert [one["person"] for one in first["items"]] == [PERSON, DEPUTY]
    assert first["scanned_to"] == told["told"]
    house.hear(meeting("convened"))
    house.hear(meeting("cancelled", 3, calendar_sequence=1))
    send()
    tell(house)
    news = follow(told["told"], DEPUTY)["items"]
    assert {one["person"] for one in news} == {DEPUTY}
    assert {one["entry"]["template"]: one["entry"]["withdrawn"] for one in news} == {
        "meeting-invitation": True,
        "meeting-cancelled": True,
    }
    house.hear(person("ended", 2, id=DEPUTY))
    assert follow(0, PERSON, DEPUTY)["gone"] == [DEPUTY]
    with pytest.raises(Denied):
        desk.ask("follow_inboxes", by=ME, after=0, people=[PERSON])


def test_however_much_was_told_a_page_is_read_in_stretches(
    house: House, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The count is of the newest alone."""
    monkeypatch.setattr(inbox, "LOOKED_AT", 3)
    house.hear(committee(), member(), *PEOPLE, *(submitted(version=version) for version in range(2, 8)))
    assert desk.ask("list_inbox", by=ME, limit=1)["unread"] == 3

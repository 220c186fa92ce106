"""Who is told of what follows from a resolution."""

from collections.abc import Callable

from tests.integration.notify.facts import (
    DEPUTY,
    SUPPORTER,
    action,
    committee,
    correction,
    meeting,
    member,
    person,
    referral,
    submitted,
)
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox

Send = Callable[[], int]
JOINED = (committee(), member(), person(), member(id=SUPPORTER), person(id=DEPUTY, member=SUPPORTER))
CHARGED, OVERDUE = "action-assigned", "action-overdue"


def sent(send: Send) -> None:
    while send():
        pass


def test_who_is_charged_is_told_and_reminded(house: House, mailbox: Mailbox, send: Send) -> None:
    house.hear(*JOINED, action("assigned"))
    sent(send)
    house.hear(action("overdue", 2))
    sent(send)
    house.hear(action("overdue", 3))
    sent(send)
    letters = house.rows(CHARGED) + house.rows(OVERDUE)
    assert [(row["template"], row["recipient"] == DEPUTY, row["status"]) for row in letters] == [
        (CHARGED, False, "delivered"),
        (OVERDUE, False, "delivered"),
        (OVERDUE, False, "delivered"),
    ]
    assert {row["about"].split("/")[0] for row in letters} == {"actions"}


def test_nobody_is_reminded_of_what_was_done_meanwhile(house: House, send: Send) -> None:
    house.hear(*JOINED, action("overdue", 2), action("completed", 3))
    sent(send)
    (letter,) = house.rows(OVERDUE)
    assert (letter["status"], letter["reason"]) == ("cancelled", "action_settled")


def test_nobody_is_reminded_who_was_given_time(house: House, send: Send) -> None:
    house.hear(*JOINED, action("overdue", 2), action("revised", 3))
    sent(send)
    (letter,) = house.rows(OVERDUE)
    assert (letter["status"], letter["reason"]) == ("cancelled", "action_given_time")


def test_whose_action_is_due_soon_is_told_while_it_is_theirs_to_do(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    house.hear(*JOINED, action("due_soon", 2))
    sent(send)
    assert any("ใกล้ครบกำหนด" in mail["Subject"] for mail in mailbox.letters)
    for version, settling in ((3, action("revised", 4, due_on="2018-04-30")), (5, action("completed", 6))):
        house.hear(action("due_soon", version), settling)
        sent(send)
    reasons = [(row["status"], row["reason"]) for row in house.rows("action-due")]
    assert reasons == [
        ("delivered", None),
        ("cancelled", "action_given_time"),
        ("cancelled", "action_settled"),
    ]


def test_who_goes_on_with_it_is_told(house: House, send: Send) -> None:
    house.hear(*JOINED, action("assigned"), action("reassigned", 2, owner=SUPPORTER))
    sent(send)
    reasons = {row["recipient"] == DEPUTY: (row["status"], row["reason"]) for row in house.rows(CHARGED)}
    assert reasons == {False: ("cancelled", "action_passed_on"), True: ("delivered", None)}


def test_what_the_secretariat_is_charged_with_is_told_to_no_member(house: House) -> None:
    house.hear(*JOINED, action("assigned", owner=None), action("overdue", 2, owner=None))
    assert house.rows(CHARGED) + house.rows(OVERDUE) == []


def test_of_its_own_actions_the_secretariat_is_reminded_by_the_member_that_serves_as_it(
    house: House, send: Send
) -> None:
    house.hear(*JOINED, committee(2, secretariat=SUPPORTER), action("overdue", 2, owner=None))
    sent(send)
    assert [(row["recipient"], row["status"]) for row in house.rows(OVERDUE)] == [(DEPUTY, "delivered")]


def test_what_another_body_answered_is_told_to_proposer_and_supporters(house: House, send: Send) -> None:
    answer = {"kind": "noted", "text": {"th": "รับทราบ"}, "on": "2018-03-15"}
    house.hear(*JOINED, submitted(supporters=[SUPPORTER]), referral("sent"))
    house.hear(referral("answered", 2, answer=answer))
    sent(send)
    for template in ("proposal-sent-on", "proposal-answered"):
        letters = house.rows(template)
        assert {(row["recipient"] == DEPUTY, row["status"]) for row in letters} == {
            (False, "delivered"),
            (True, "delivered"),
        }


def test_nobody_is_told_where_no_member_proposed_it(house: House) -> None:
    house.hear(*JOINED, referral("sent", proposal=None))
    assert house.rows("proposal-sent-on") == []


def test_minutes_are_circulated_to_all_and_who_corrects_them_is_answered(house: House, send: Send) -> None:
    house.hear(*JOINED, meeting("minutes_circulated", 6))
    for version, status in ((2, "accepted"), (3, "declined")):
        house.hear(correction(status, version))
    sent(send)
    circulated = house.rows("minutes-circulated")
    assert {(row["recipient"] == DEPUTY, row["status"]) for row in circulated} == {
        (False, "delivered"),
        (True, "delivered"),
    }
    answered = house.rows("correction-answered")
    assert [(row["recipient"] == DEPUTY, row["status"]) for row in answered] == [(True, "delivered")] * 2

"""What failed for three days waits for an officer, who has it tried again or cancels it."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from chassis import clock
from chassis.errors import Conflict, Denied
from notify import model
from notify.outgoing import orders
from notify.outgoing.deliveries import DELIVERIES
from notify.store import MEETINGS
from tests.integration.notify.desk import Desk, representing
from tests.integration.notify.facts import (
    DEPUTY,
    MEETING,
    MEMBER,
    committee,
    meeting,
    member,
    person,
    submitted,
)
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox
from tests.integration.notify.test_sending import JOINED, crowd, statuses

Send = Callable[[], int]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "PARK_AFTER", timedelta(0))


def carry_out(house: House) -> int:
    """In how many portions."""
    portions = 0
    while orders.carry_out(house.store):
        portions += 1
    return portions


def test_what_is_parked_is_tried_again_once_somebody_says_so(
    house: House, desk: Desk, mailbox: Mailbox, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.hear(*JOINED)
    mailbox.answers = ["451 later"]
    with monkeypatch.context() as patch:
        patch.setattr(model, "PARK_AFTER", timedelta(0))
        send()
    row = house.row("welcome")
    assert (row["status"], row["reason"], row["due_at"]) == ("parked", "451", None)
    (event,) = house.told("notify.notification.parked.v1")
    assert event["data"]["status"] == "parked"
    assert desk.ask("count_notifications")["by_status"]["parked"] == 1
    assert house.store.read(orders.count) == 1
    house.make_due()
    assert send() == 0
    with pytest.raises(Conflict):
        desk.ask("resend_notification", id=row["_id"])
    with pytest.raises(Denied):
        desk.ask("resume_notification", by=representing(MEMBER), id=row["_id"])
    assert desk.ask("resume_notification", id=row["_id"])["status"] == "queued"
    send()
    assert (statuses(house), len(mailbox.letters)) == (["delivered"], 1)
    assert len(house.told("notify.notification.queued.v1")) == 2
    assert house.store.db[DELIVERIES].count_documents({}) == 0


@pytest.mark.usefixtures("impatient")
def test_after_an_outage_all_that_is_parked_is_resumed_together(
    house: House, desk: Desk, mailbox: Mailbox, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "PORTION", 2)
    house.hear(committee(), member())
    house.hear_together(*crowd(5))
    house.hear(submitted())
    mailbox.answers = ["451 later"] * 5 + ["452 full"] * 5
    send()
    assert statuses(house) == ["parked"] * 10
    with pytest.raises(Denied):
        desk.ask("resume_parked", by=representing(MEMBER))
    assert desk.ask("resume_parked", template="no-such-letter") == {"letters": 0}
    some: dict[str, Any] = {"template": "welcome", "member": MEMBER}
    assert desk.ask("resume_parked", **some, command_id="a") == {"letters": 5}
    assert desk.ask("resume_parked", **some, command_id="a") == {"letters": 5}, "once a command"
    assert carry_out(house) == 3
    send()
    assert Counter(statuses(house)) == {"delivered": 5, "parked": 5}
    assert len(mailbox.letters) == len(set(mailbox.message_ids)) == 5
    assert {one["template"] for one in house.rows() if one["status"] == "parked"} == {"proposal-receipt"}
    assert desk.ask("cancel_parked", about=f"members/{MEMBER}") == {"letters": 0}
    assert desk.ask("cancel_parked") == {"letters": 5}
    carry_out(house)
    assert Counter(statuses(house)) == {"delivered": 5, "cancelled": 5}
    assert house.store.db[orders.ORDERS].count_documents({}) == 0


@pytest.mark.usefixtures("impatient")
def test_what_was_parked_in_a_period_alone_is_resumed(house: House, mailbox: Mailbox, send: Send) -> None:
    house.hear(committee(), member())
    house.hear_together(*crowd(3))
    mailbox.answers = ["451 later"] * 3
    send()
    ends = [clock.now() - timedelta(days=days) for days in (3, 2, 1)]
    for row, at in zip(house.rows(), ends, strict=True):
        house.store.db.notifications.update_one(
            {"_id": row["_id"]}, {"$set": {f"history.{len(row['history']) - 1}.at": at}}
        )
    hour = timedelta(hours=1)
    period = {"since": ends[1] - hour, "until": ends[1] + hour, "reason": "451"}
    assert house.store.read(lambda tx: orders.counted(tx, period)) == {("welcome", "451"): 1}
    assert house.store.transact(lambda tx: orders.give(tx, "resume", {"since": ends[2] + hour})) == 0
    assert house.store.transact(lambda tx: orders.give(tx, "resume", period)) == 1
    assert carry_out(house) == 1
    assert statuses(house) == ["parked", "queued", "parked"]


@pytest.mark.usefixtures("impatient")
def test_what_is_parked_when_its_meeting_begins_waits_for_nobody(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    house.hear(*JOINED, meeting("convened"))
    mailbox.answers = ["451 later"] * 2
    send()
    assert orders.still_waiting(house.store) == 2
    begun = {"$set": {"starts_at": clock.now() - timedelta(seconds=1)}}
    house.store.db[MEETINGS].update_one({"_id": MEETING}, begun)
    assert orders.still_waiting(house.store) == 1
    assert house.row("welcome")["status"] == "parked"
    invitation = house.row("meeting-invitation")
    assert (invitation["status"], invitation["reason"]) == ("expired", "meeting_begun")
    assert len(house.told("notify.notification.cancelled.v1")) == 1


def test_what_is_tried_past_the_beginning_of_its_meeting_has_expired(
    house: House, desk: Desk, mailbox: Mailbox, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.hear(*JOINED)
    send()
    house.hear(meeting("convened"))
    mailbox.answers = ["451 later"]
    send()
    house.hear(person(id=DEPUTY))
    mailbox.answers = ["451 later"] * 2
    with monkeypatch.context() as patch:
        patch.setattr(model, "PARK_AFTER", timedelta(0))
        send()
    assert Counter(statuses(house)) == {"delivered": 1, "temporary_failure": 1, "parked": 2}
    begun = {"$set": {"starts_at": clock.now() - timedelta(seconds=1)}}
    house.store.db[MEETINGS].update_one({"_id": MEETING}, begun)
    assert desk.ask("resume_parked", about=f"meetings/{MEETING}", reason="451") == {"letters": 1}
    carry_out(house)
    house.make_due()
    send()
    assert [one["status"] for one in house.rows("meeting-invitation")] == ["expired", "expired"]
    assert len(house.told("notify.notification.cancelled.v1")) == 2
    assert len(mailbox.letters) == 1

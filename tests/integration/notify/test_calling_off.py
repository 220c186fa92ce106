"""That a meeting is off reaches whoever may have been called to it, and never before the call does."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from chassis import clock
from notify.handlers import sending
from notify.outgoing import deliveries
from notify.outgoing.deliveries import DELIVERIES, Lot
from tests.integration.notify.desk import Desk
from tests.integration.notify.facts import committee, meeting, member, moved, person
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox
from tests.integration.notify.test_sending import calendars

Send = Callable[[], int]
LEASE = timedelta(seconds=60)
CALLED = (committee(), member(from_list=True), person(), meeting("convened"))
OFF = meeting("cancelled", 9, calendar_sequence=2)


def methods(mailbox: Mailbox) -> list[str]:
    return [str(one["method"]) for letter in mailbox.letters for one, _ in calendars(letter)]


def lot_of(house: House, template: str) -> Lot:
    id = house.row(template)["_id"]
    (lot,) = (one for one in house.store.read(lambda tx: deliveries.due(tx, 9)) if id in one.letters)
    return lot


@pytest.mark.parametrize("template", ["meeting-invitation", "meeting-rescheduled"])
def test_it_does_not_leave_while_a_call_is_on_its_way(
    house: House, mailbox: Mailbox, send: Send, template: str
) -> None:
    """A calendar that is told first that there is no meeting shows it for good."""
    house.hear(*CALLED)
    if template == "meeting-rescheduled":
        send()
        house.hear(moved(3, 1))
    lot, before = lot_of(house, template), methods(mailbox)
    house.store.transact(partial(sending.take, lot=lot, lease=LEASE, domain="secretariat.example"))
    house.hear(OFF)
    for _ in range(2):
        send()
        house.store.db[DELIVERIES].update_many({"_id": {"$ne": lot.id}}, {"$set": {"due_at": clock.now()}})
        house.store.db.notifications.update_many(
            {"template": "meeting-cancelled"}, {"$set": {"due_at": clock.now()}}
        )
    assert (methods(mailbox), house.row(template)["status"]) == (before, "sending")
    house.store.db.notifications.update_one({"template": template}, {"$set": {"status": "delivered"}})
    send()
    assert methods(mailbox) == [*before, "CANCEL"]


def test_who_may_have_the_call_hears_of_it_though_the_call_is_not_tried_again(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    """Its connection broke before the server's answer came."""
    house.hear(*CALLED)
    mailbox.hang_up_after_letters = 1
    send()
    assert (methods(mailbox), house.row("meeting-invitation")["status"]) == (["REQUEST"], "temporary_failure")
    house.hear(OFF)
    calling_off = lot_of(house, "meeting-cancelled")
    house.make_due()
    later = {"$set": {"due_at": clock.now() + LEASE}}
    house.store.db[DELIVERIES].update_one({"_id": calling_off.id}, later)
    send()
    assert house.row("meeting-invitation")["status"] == "cancelled"
    house.make_due()
    send()
    assert methods(mailbox) == ["REQUEST", "CANCEL"]


@pytest.mark.parametrize("template", ["meeting-invitation", "meeting-rescheduled"])
def test_nor_while_a_call_is_on_its_way_once_more(
    house: House, desk: Desk, mailbox: Mailbox, send: Send, template: str
) -> None:
    """The secretariat sent it again: where the first was lost, the calendar has no entry to take away yet."""
    house.hear(*CALLED)
    send()
    if template == "meeting-rescheduled":
        house.hear(moved(3, 1))
        send()
    again, before = desk.ask("resend_notification", id=house.row(template)["_id"])["id"], methods(mailbox)
    (lot,) = house.store.read(lambda tx: deliveries.due(tx, 9))
    house.store.transact(partial(sending.take, lot=lot, lease=LEASE, domain="secretariat.example"))
    house.hear(OFF)
    send()
    assert methods(mailbox) == before
    arrived = {"$set": {"status": "delivered", "due_at": None}}
    house.store.db.notifications.update_one({"_id": again}, arrived)
    house.make_due()
    send()
    assert methods(mailbox) == [*before, "CANCEL"]

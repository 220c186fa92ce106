"""Lists to print and to call from, and what is ticked off on them."""

from typing import Any

from chassis.mongo import Transaction
from chassis.rpc import command, query
from chassis.schema import load
from notify.by_hand.schemas import (
    ContactsQuery,
    ContactVerdictView,
    ContactView,
    HandOver,
    NotReached,
    TickOff,
)
from notify.handlers import contact_lists
from notify.schemas import NotificationView, view

Body = dict[str, Any]
CONTACT, VERDICT, NOTIFICATION = ContactView(), ContactVerdictView(), NotificationView()


class ContactLists:
    @query
    def list_contacts(self, tx: Transaction, body: Body) -> Body:
        items, after = contact_lists.page(tx, load(ContactsQuery(), body))
        return {"items": CONTACT.dump(items, many=True), "next": after}

    @command
    def deliver_notification(self, tx: Transaction, body: Body) -> Body:
        return view(NOTIFICATION, contact_lists.hand_over(tx, load(HandOver(), body)))

    @command
    def miss_recipient(self, tx: Transaction, body: Body) -> Body:
        return view(NOTIFICATION, contact_lists.not_reached(tx, load(NotReached(), body)))

    @command
    def tick_off_contacts(self, tx: Transaction, body: Body) -> Body:
        verdicts = contact_lists.tick_off(tx, load(TickOff(), body))
        return {"items": VERDICT.dump(verdicts, many=True)}

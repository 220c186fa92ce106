"""A person's inbox, and what the gateway follows for those who look into theirs."""

from typing import Any

from chassis.mongo import Transaction
from chassis.rpc import Runtime, command, query
from chassis.schema import load
from notify import doors, schemas
from notify.doors import Doors
from notify.handlers import inbox
from notify.inboxes.schemas import EntryView, FollowQuery, InboxQuery, ReadAll

Body = dict[str, Any]
ENTRY = EntryView()


class Inbox:
    runtime: Runtime

    @property
    def _doors(self) -> Doors:
        return doors.read(self.runtime.settings.env)

    @query
    def list_inbox(self, tx: Transaction, body: Body) -> Body:
        page = inbox.page(tx, load(InboxQuery(), body), self._doors)
        return page | {"items": ENTRY.dump(page["items"], many=True)}

    @query
    def get_inbox_entry(self, tx: Transaction, body: Body) -> Body:
        return schemas.view(ENTRY, inbox.entry(tx, load(schemas.ById(), body)["id"], self._doors))

    @command
    def read_inbox_entry(self, tx: Transaction, body: Body) -> Body:
        return inbox.mark(tx, load(schemas.ById(), body)["id"], read=True)

    @command
    def unread_inbox_entry(self, tx: Transaction, body: Body) -> Body:
        return inbox.mark(tx, load(schemas.ById(), body)["id"], read=False)

    @command
    def read_inbox(self, tx: Transaction, body: Body) -> Body:
        return inbox.mark_all(tx, load(ReadAll(), body)["up_to"])

    @query
    def open_inbox(self, tx: Transaction, body: Body) -> Body:
        load(schemas.Nothing(), body)
        return inbox.opened(tx)

    @query
    def follow_inboxes(self, tx: Transaction, body: Body) -> Body:
        page = inbox.follow(tx, load(FollowQuery(), body), self._doors)
        items = [item | {"entry": ENTRY.dump(item["entry"])} for item in page["items"]]
        return page | {"items": items}

"""For sign-in at the gateway: who has an address, and letters with a link to them. No route leads here."""

from typing import Any

from chassis.mongo import Transaction
from chassis.rpc import command, query
from chassis.schema import load
from notify import officials, schemas
from notify.handlers import entering

Body = dict[str, Any]


class Entering:
    @command
    def send_sign_in_links(self, tx: Transaction, body: Body) -> Body:
        entering.send_links(tx, load(schemas.SignInLinks(), body))
        return {}

    @command
    def send_account_link(self, tx: Transaction, body: Body) -> Body:
        officials.write_to(tx, load(schemas.AccountLink(), body))
        return {}

    @query
    def find_representatives(self, tx: Transaction, body: Body) -> Body:
        found = entering.find(tx, load(schemas.AtAddress(), body)["email"])
        return {"items": schemas.FoundView(many=True).dump(found), "next": None}

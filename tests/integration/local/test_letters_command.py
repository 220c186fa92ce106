"""`wara resume-letters`: what is parked is counted, and tried again only where that is said."""

from datetime import UTC, datetime
from typing import Any

from chassis.mongo import Store
from notify.outgoing.orders import ORDERS
from tests.integration.local.conftest import OFFSET
from tests.support.operator import Operator
from tests.support.servers import Servers

WHICH = ("resume-letters", "--from", "2018-02-02", "--reason", "451", "--by", "operator-1")


def parked(number: int, day: int, reason: str) -> dict[str, Any]:
    at = datetime(2018, 2, day, 9, tzinfo=UTC)
    kept = {"template": "welcome", "status": "parked", "reason": reason, "about": "", "member": ""}
    return {**kept, "_id": str(number), "committee": "", "history": [{"status": "parked", "at": at}]}


def test_what_is_parked_is_counted_first_and_what_is_ordered_is_on_record(
    servers: Servers, stores: dict[str, Store]
) -> None:
    operator = Operator({"MONGODB_URI": servers.mongodb_uri, "PORT_OFFSET": str(OFFSET)})
    db = stores["notify"].db
    rows = [(1, "451"), (2, "451"), (2, "452"), (3, "451")]
    db.notifications.insert_many([parked(number, *row) for number, row in enumerate(rows)])
    counted = operator.does(*WHICH).splitlines()
    assert counted == ["welcome  451  2", "2 are parked; with --commit they are tried again"]
    assert db[ORDERS].count_documents({}) == 0
    assert operator.does(*WHICH, "--commit") == "welcome  451  2\n2 are tried again\n"
    [order] = db[ORDERS].find({})
    since = datetime(2018, 2, 2, tzinfo=UTC)
    assert (order["verb"], order["where"]) == ("resume", {"reason": "451", "since": since})
    [audit] = db.outbox.find({"stream": "audit"})
    assert (audit["event"]["type"], audit["origin"]["by"]) == ("resume_parked", "operator-1")
    assert operator.tries(*WHICH, "--template", "digest") == (1, "No parked letter matches.")

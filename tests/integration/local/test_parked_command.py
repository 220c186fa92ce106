"""`wara parked`: what can never be sent is listed until somebody has settled it."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from chassis.mongo import Store
from tests.support.servers import Servers

Wara = Callable[..., subprocess.CompletedProcess[str]]
FRIDAY = datetime(2018, 2, 2, 9, tzinfo=UTC)
TYPE = "agenda.meeting.planned.v1"


@pytest.fixture
def parked(wara: Wara, servers: Servers, stores: dict[str, Store]) -> Wara:
    rows = [("events/7", "too large: 70000 bytes"), ("outbox/9", "malformed")]
    stores["agenda"].db.parked.insert_many(
        [{"_id": id, "reason": reason, "type": TYPE, "at": FRIDAY} for id, reason in rows]
    )

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return wara("parked", *arguments, MONGODB_URI=servers.mongodb_uri)

    return run


def test_what_is_settled_is_listed_no_more_and_audited(parked: Wara, stores: dict[str, Store]) -> None:
    first = f"agenda  events/7  {TYPE}  2018-02-02T09:00:00.000Z  too large"
    second = f"agenda  outbox/9  {TYPE}  2018-02-02T09:00:00.000Z  malformed"
    assert parked("list").stdout.splitlines() == [first, second]
    which = ("settle", "--service", "agenda", "--id", "events/7")
    done = parked(*which, "--because", "told by letter", "--by", "operator-1")
    assert done.stdout == "agenda: events/7 settled\n", done.stderr
    assert parked("list", "--service", "agenda").stdout.splitlines() == [second]
    [audit] = stores["agenda"].db.outbox.find({"stream": "audit"})
    assert (audit["event"]["type"], audit["origin"]["by"]) == ("parked.settle", "operator-1")
    assert audit["event"]["data"] == {"because": "told by letter", "key": "events/7"}
    again = parked(*which, "--because", "told by letter")
    assert (again.returncode, "Nothing unsettled of agenda" in again.stderr) == (1, True)

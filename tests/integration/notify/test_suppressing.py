"""Whom nothing is sent to, because the mail system says that the address does not exist."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from chassis.errors import Conflict, Denied, Invalid, NotFound, Stale
from notify.errors import SUPPRESSION_NOT_FOUND
from notify.outgoing import suppressions
from tests.integration.notify.desk import PUBLIC, SECRETARIAT, Desk, representing
from tests.integration.notify.facts import DEPUTY, MEMBER, PERSON, person, submitted
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox
from tests.integration.notify.test_sending import JOINED, statuses

Send = Callable[[], int]
NOTE: dict[str, Any] = {"note": "ตู้ไปรษณีย์เปิดใช้อีกครั้งแล้ว"}


def suppress(house: House, *people: str) -> None:
    for one in people:
        house.store.transact(partial(suppressions.add, representative=one, reason="5.1.1"))


def test_the_secretariat_sees_them_and_lifts_one(
    house: House, desk: Desk, mailbox: Mailbox, send: Send
) -> None:
    house.hear(*JOINED, person(id=DEPUTY, email="rep2@org1.example"))
    send()
    suppress(house, PERSON, DEPUTY)
    first = desk.ask("list_suppressions", limit=1)
    second = desk.ask("list_suppressions", limit=1, after=first["next"])
    assert second["next"] is None
    shown = {one["representative"]: one for one in (*first["items"], *second["items"])}
    assert shown.keys() == {PERSON, DEPUTY}
    one = shown[PERSON]
    assert (one["member"], one["reason"], one["address_changed"]) == (MEMBER, "5.1.1", False)
    assert "org1.example" not in str(shown)
    themselves = replace(representing(MEMBER), id=PERSON)
    for by, seen in ((themselves, [one]), (SECRETARIAT, [one]), (representing(MEMBER), [])):
        assert desk.ask("get_personal_data", by=by, id=PERSON)["suppressions"] == seen
    lifted = desk.ask("lift_suppression", id=PERSON, if_match=1, **NOTE)
    assert (lifted["state"], lifted["note"], lifted["version"]) == ("lifted", NOTE["note"], 2)
    assert "lifted_at" in lifted
    house.hear(submitted())
    send()
    assert {row["recipient"]: row["status"] for row in house.rows("proposal-receipt")} == {
        PERSON: "delivered",
        DEPUTY: "suppressed",
    }
    assert [one["representative"] for one in desk.ask("list_suppressions")["items"]] == [DEPUTY]
    assert desk.ask("list_suppressions", state="lifted")["items"] == [lifted]
    suppress(house, PERSON)
    again = desk.ask("list_suppressions")["items"]
    assert {one["representative"]: one["version"] for one in again} == {PERSON: 3, DEPUTY: 1}


def test_with_another_address_it_counts_no_more(house: House, desk: Desk, send: Send) -> None:
    house.hear(*JOINED)
    suppress(house, PERSON)
    house.hear(person("revised", 2, status="confirmed", email="rep2@org1.example"))
    assert [one["address_changed"] for one in desk.ask("list_suppressions")["items"]] == [True]
    send()
    assert statuses(house) == ["delivered"]


def test_what_cannot_be_lifted_says_why(house: House, desk: Desk) -> None:
    house.hear(*JOINED)
    suppress(house, PERSON)
    for by in (PUBLIC, representing(MEMBER)):
        with pytest.raises(Denied):
            desk.ask("list_suppressions", by=by)
        with pytest.raises(Denied):
            desk.ask("lift_suppression", by=by, id=PERSON, **NOTE)
    with pytest.raises(Invalid):
        desk.ask("lift_suppression", id=PERSON)
    with pytest.raises(Stale):
        desk.ask("lift_suppression", id=PERSON, if_match=2, **NOTE)
    with pytest.raises(NotFound) as refused:
        desk.ask("lift_suppression", id=DEPUTY, **NOTE)
    assert refused.value.code == SUPPRESSION_NOT_FOUND
    desk.ask("lift_suppression", id=PERSON, **NOTE)
    with pytest.raises(Conflict):
        desk.ask("lift_suppression", id=PERSON, **NOTE)

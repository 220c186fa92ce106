"""Disclosures in the gateway's database: what was written is read by its period, and goes when it is old."""

from datetime import UTC, datetime, timedelta

from chassis.mongo import Store
from gateway.disclosures.record import Disclosure
from gateway.disclosures.store import DISCLOSURES, IN_A_LOT, StoredLots
from tests.support.plans import stages

AT = datetime(2020, 9, 1, 3, 0, 59, tzinfo=UTC)


def shown(seconds: int, number: int = 0) -> Disclosure:
    about = (f"representatives/{number}",)
    return Disclosure(
        AT + timedelta(seconds=seconds), "officer-1", "GET /v1/me/data", ("name", "email"), about
    )


def test_they_are_read_by_their_period_and_go_when_they_are_old(store: Store) -> None:
    lots, noted = StoredLots(store), [shown(seconds) for seconds in (0, 1, 2, 120)]
    lots.append(noted)
    lots.append(many := [shown(300, number) for number in range(IN_A_LOT + 1)])
    assert store.db[DISCLOSURES].count_documents({}) == 5
    period = (AT + timedelta(seconds=1), AT + timedelta(seconds=120))
    assert [one for lot in lots.between(*period) for one in lot] == noted[1:3]
    whole = [one for lot in lots.between(AT, AT + timedelta(hours=1)) for one in lot]
    assert sorted(whole) == sorted([*noted, *many])
    found = store.db[DISCLOSURES].find({"at": {"$gte": AT, "$lt": AT + timedelta(hours=1)}})
    assert "COLLSCAN" not in stages(found.explain()["queryPlanner"]["winningPlan"])
    assert lots.forget(AT + timedelta(minutes=4)) is False
    left = [one for lot in lots.between(AT, AT + timedelta(hours=1)) for one in lot]
    assert sorted(left) == sorted(many)

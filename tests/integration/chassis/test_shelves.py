"""What a list may be asked for is found along one index, whatever it is."""

from dataclasses import asdict, dataclass, field
from typing import Any

import pytest

from chassis.aggregates import Aggregates
from chassis.mongo import Store, Transaction
from chassis.shelves import SHELVES, Shelves
from tests.support.plans import stages

THINGS = Shelves("things", (("place",), ("place", "colour"), ("place", "goals"), ("owner",)))


@dataclass
class Thing:
    id: str
    place: str = "here"
    colour: str | None = None
    goals: list[int] = field(default_factory=list)
    owner: str | None = None
    version: int = 0


AGGREGATES: Aggregates[Thing] = Aggregates(
    "things",
    lambda thing: {name: value for name, value in asdict(thing).items() if name not in ("id", "version")},
    lambda row: Thing(id=row.pop("_id"), **row),
    shelves=THINGS,
)
MADE = (
    Thing("1", colour="red", goals=[3, 13], owner="a"),
    Thing("2", colour="blue", goals=[13]),
    Thing("3", place="there", colour="red", goals=[13]),
    Thing("4", colour="red"),
)


@pytest.fixture
def things(store: Store) -> Store:
    store.make_indexes([THINGS.index])
    store.transact(lambda tx: AGGREGATES.add(tx, *MADE))
    return store


def ids(store: Store, **where: Any) -> list[str]:
    paged, _ = store.read(lambda tx: AGGREGATES.page(tx, where, None, 10))
    found = store.read(lambda tx: AGGREGATES.find(tx, where))
    assert paged == found
    return [one.id for one in found]


def test_each_is_found_by_what_may_be_asked_for(things: Store) -> None:
    assert ids(things, place="here") == ["1", "2", "4"]
    assert ids(things, place="here", colour="red") == ["1", "4"]
    assert ids(things, place="here", goals=13) == ["1", "2"]
    assert ids(things, owner="a") == ["1"]
    assert ids(things, place="nowhere") == []


def test_what_no_shelf_has_is_looked_at_in_each(things: Store) -> None:
    assert ids(things, place="here", colour="red", goals=3) == ["1"]
    assert ids(things, owner="a", colour="blue") == []


def test_who_changes_stands_elsewhere(things: Store) -> None:
    def paint(tx: Transaction) -> None:
        thing = AGGREGATES.get(tx, "2")
        thing.colour = "red"
        AGGREGATES.save(tx, thing)

    things.transact(paint)
    assert ids(things, place="here", colour="red") == ["1", "2", "4"]
    assert ids(things, place="here", colour="blue") == []


def test_one_index_has_them_all(things: Store) -> None:
    standing = AGGREGATES.standing({"place": "here", "colour": "red"})
    found = things.db["things"].find(standing | {"_id": {"$gt": "1", "$lte": "4"}}).sort("_id", 1)
    plan = stages(found.explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in plan
    assert "COLLSCAN" not in plan
    assert [row["_id"] for row in found.clone()] == ["4"]


def test_those_from_before_are_put_up(things: Store) -> None:
    things.db["things"].update_many({}, {"$unset": {SHELVES: ""}})
    assert ids(things, place="here") == []
    THINGS.put_up(things)
    assert ids(things, place="here", goals=13) == ["1", "2"]

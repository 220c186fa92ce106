"""Generations of a service's projections: the one in use and, during a rebuild, the next one.

One document says which. A transaction reads it in its own snapshot, so that what it keeps goes into every
generation that will be asked after it, whenever the rebuild begins or ends.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from pymongo.client_session import ClientSession
from pymongo.database import Database

from chassis.envelope import Classification

if TYPE_CHECKING:
    from chassis.mongo import Index

GENERATIONS = "generations"
KEY = {"_id": "projections"}
FIRST = 0
GENERATED = re.compile(r"(.+)_g(\d+)")

Db = Database[dict[str, Any]]
Heard = Sequence[tuple[str, Classification]]


@dataclass(frozen=True, slots=True)
class Building:
    """`preparing` until a `work` process has made its collections and said what they are made from."""

    number: int
    state: Literal["preparing", "building"]
    heard: Heard = ()


@dataclass(frozen=True, slots=True)
class Generations:
    current: int = FIRST
    building: Building | None = None

    @property
    def written(self) -> tuple[int, ...]:
        """Those that a reaction keeps up to date; the first is the one in use."""
        if self.building is None or self.building.state == "preparing":
            return (self.current,)
        return (self.current, self.building.number)


def placed(name: str, generation: int) -> str:
    """The first generation has the bare name; GENERATED knows the others again."""
    return name if generation == FIRST else f"{name}_g{generation}"


def read_generations(db: Db, session: ClientSession | None = None) -> Generations:
    document = db[GENERATIONS].find_one(KEY, session=session)
    if document is None:
        return Generations()
    building = document.get("building")
    if building is not None:
        heard = [(kind, classification) for kind, classification in building["heard"]]
        building = Building(building["number"], building["state"], heard)
    return Generations(document["current"], building)


def begin(db: Db) -> int:
    """The number of a new generation to be built, which no other ever had; gives up one that was begun."""
    kept = db[GENERATIONS]
    kept.update_one(KEY, {"$setOnInsert": {"current": FIRST, "number": FIRST, "building": None}}, upsert=True)
    while True:
        document = kept.find_one(KEY)
        assert document is not None
        number: int = document["number"] + 1
        building = {"number": number, "state": "preparing", "heard": []}
        guard = {**KEY, "number": document["number"]}
        if kept.update_one(guard, {"$set": {"number": number, "building": building}}).matched_count == 1:
            return number


def ready(db: Db, number: int, heard: Heard) -> None:
    """Its collections are there: from now on reactions keep it up to date. Nothing when it was given up."""
    guard = {**KEY, "building.number": number, "building.state": "preparing"}
    change = {"building.state": "building", "building.heard": [list(one) for one in heard]}
    db[GENERATIONS].update_one(guard, {"$set": change})


def swap(db: Db, number: int) -> bool:
    """Takes it into use; False when it was given up meanwhile."""
    guard = {**KEY, "building.number": number, "building.state": "building"}
    change = {"$set": {"current": number, "building": None}}
    return db[GENERATIONS].update_one(guard, change).matched_count == 1


def give_up(db: Db, number: int) -> None:
    """Nothing when it is in use, or when another was begun."""
    db[GENERATIONS].update_one({**KEY, "building.number": number}, {"$set": {"building": None}})


def indexes_of(db: Db, indexes: Iterable["Index"], projections: Sequence[str]) -> list["Index"]:
    """The same indexes, those of projections on every generation that is written."""
    of_projections = [index for index in indexes if index.collection in projections]
    others = [index for index in indexes if index.collection not in projections]
    for generation in read_generations(db).written:
        others += indexes_in(of_projections, generation)
    return others


def indexes_in(indexes: Iterable["Index"], generation: int) -> list["Index"]:
    return [replace(index, collection=placed(index.collection, generation)) for index in indexes]

"""Every field that is kept, shown or told has its class, in one place a service."""

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

import pytest
from marshmallow import Schema

from chassis.envelope import EventType
from chassis.personal import FORGOTTEN, Fields
from membership.model.preferences import QuietHours
from membership.model.representative import Representative
from tests.contract.deployment import SERVICES
from tests.unit.membership.builders import LATER, representative

QUIET: QuietHours = {"from": "22:00", "until": "07:00"}
THINGS = {
    "attendance": "response",
    "proposalrecord": "proposal",
    "memberoffice": "member",
    "series": "number",
}
THINGS |= {"traceditem": "item", "tracedaction": "action"}
"""Where the thing is not what its schema, event or class is called after."""


def table(service: str) -> Mapping[str, Fields]:
    found: Mapping[str, Fields] = importlib.import_module(f"{service}.personal").FIELDS
    return found


def published(service: str) -> tuple[EventType, ...]:
    events: tuple[EventType, ...] = importlib.import_module(f"{service}.events").PUBLISHED
    return events


def told(service: str) -> Iterator[tuple[str, set[str]]]:
    for event in published(service):
        yield event.name.split(".")[1], set(event.schema.fields)


def shown(service: str) -> Iterator[tuple[str, set[str]]]:
    """Every view of every module."""
    for module in modules(service):
        for name, one in inspect.getmembers(module, is_view):
            if one.__module__ == module.__name__:
                yield name.removesuffix("View").lower(), set(one().fields)


def kept(service: str) -> Iterator[tuple[str, set[str]]]:
    """The aggregates: whatever has an id and a version."""
    for module in modules(f"{service}.model"):
        for name, one in inspect.getmembers(module, dataclasses.is_dataclass):
            fields = {field.name for field in dataclasses.fields(one)}
            if own_fields(one) and {"id", "version"} <= fields:
                yield name.lower(), fields


def own_fields(one: Any) -> bool:
    """Whether it is a dataclass by itself, and not by what it inherits from."""
    return inspect.isclass(one) and "__dataclass_fields__" in vars(one)


def modules(package: str) -> list[ModuleType]:
    """Those that stand in it, however deep; a module is its own only one."""
    found = importlib.import_module(package)
    inside = pkgutil.walk_packages(getattr(found, "__path__", []), f"{package}.")
    inner = [importlib.import_module(one.name) for one in inside if not one.name.endswith(".__main__")]
    return inner or [found]


def is_view(one: Any) -> bool:
    return inspect.isclass(one) and issubclass(one, Schema) and one.__name__.endswith("View")


def found(service: str) -> dict[str, set[str]]:
    """The fields of each thing, wherever it is told, shown or kept."""
    things: dict[str, set[str]] = {}
    for how in (told, shown, kept):
        for thing, names in how(service):
            things.setdefault(THINGS.get(thing, thing), set()).update(names)
    return things


@pytest.mark.parametrize("service", SERVICES)
def test_every_field_has_its_class_and_no_class_is_of_a_field_that_is_not_there(service: str) -> None:
    there = {(thing, name) for thing, names in found(service).items() for name in names}
    classed = {(thing, name) for thing, names in table(service).items() for name in names}
    assert sorted(there - classed) == [], f"class them in {service}/personal.py"
    assert sorted(classed - there) == [], f"there are no such fields: take them out of {service}/personal.py"


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_forgotten_was_told_to_nobody_outside(service: str) -> None:
    for event in published(service):
        if event.classification == "public":
            thing = event.name.split(".")[1]
            classes = table(service)[THINGS.get(thing, thing)]
            assert not {name for name in event.schema.fields if classes[name] in FORGOTTEN}


def test_an_erasure_forgets_all_that_is_to_be_forgotten_and_nothing_else() -> None:
    classes, before = table("membership")["representative"], former()
    of_a_person = {name for name in vars(before) if classes[name] in FORGOTTEN}
    after = former()
    after.erase(LATER, "an erasure")
    changed = {name for name in vars(before) if getattr(before, name) != getattr(after, name)}
    assert changed == of_a_person | {"erasure", "updated_at"}
    assert {getattr(after, name) for name in of_a_person} == {None}


def former() -> Representative:
    person = representative(
        post={"th": "ผู้อำนวยการกอง"},
        channels={"email": []},
        digest="daily",
        quiet_hours=QUIET,
        telephone="+6622035000",
        postal_address={"street": "443 ถนนศรีอยุธยา", "province": "กรุงเทพมหานคร", "postcode": "10400"},
        preferred_channel="post",
    )
    person.end(person.created_at, "term")
    return person

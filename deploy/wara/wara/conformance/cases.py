"""What a consumer is tried with: events as partners are told them, from the examples of the contract."""

import json
from dataclasses import dataclass, replace
from typing import Any

from chassis import clock
from chassis.config import EVENT_LIMIT
from chassis.ids import new_id
from wara.problem import Problem
from wara.site import ROOT

CONTRACTS = ROOT / "contracts/events"
UNKNOWN_TYPE = "agenda.pigeon.released.v1"
SEVERAL = 6
MANY = 150
"""More than most consumers take ahead of what they acknowledge."""
SENTENCE = "คณะทำงานร่วมภาคประชาสังคมและภาครัฐรับทราบผลการดำเนินงานและขอให้หน่วยงานที่เกี่ยวข้องดำเนินการต่อไป "
LONGEST = 2000

Event = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Case:
    """`played` in this order; `wanted` are the ids that the consumer has to deal with, each once: else it has
    the `fault`. Of the others it may say so or not."""

    name: str
    fault: str
    played: tuple[Event, ...]
    wanted: frozenset[str] = frozenset()
    binary: bool = False

    @property
    def newest(self) -> dict[str, int]:
        """The version of each subject that is to be held."""
        versions: dict[str, int] = {}
        for event in self.played:
            if event["id"] in self.wanted:
                versions[event["subject"]] = max(event["version"], versions.get(event["subject"], 0))
        return versions


def plain(type: str) -> Case:
    """What every consumer deals with that is at work."""
    return _case("an event", "does not deal with it", fresh(type))


def cases(types: list[str], binary: bool = False) -> list[Case]:
    """For who is granted these types."""
    first = next((one for one in types if _grows(one)), types[0])
    event = fresh(first)
    found = [
        _case("several types", "does not deal with each", *(fresh(one) for one in _several(types))),
        _case("the same event twice", "does not deal with it", event, event),
        _out_of_order(fresh(first)),
        _case("an unknown field", "breaks at a field that it does not know", _with_more(fresh(first))),
        _unknown(first),
    ]
    if _grows(first):
        large = _case("the greatest size", "breaks at an event of 64 KiB", _grown(fresh(first)))
        found.append(large)
    many = (fresh(first) for _ in range(MANY))
    found.append(_case("many at once", "takes no more after some, as who acknowledges none", *many))
    if binary:
        alone = _case("binary mode", "reads no attributes from headers", fresh(first))
        found.append(replace(alone, binary=True))
    return found


def fresh(type: str) -> Event:
    """The example of the contract, about a thing of its own."""
    event: Event = _contract(type)["examples"][0]
    id = new_id()
    event |= {"id": new_id(), "time": clock.to_wire(clock.now()), "subject": f"{_collection(event)}/{id}"}
    if "id" in event["data"]:
        event["data"]["id"] = id
    return event


def bytes_of(event: Event) -> bytes:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def _case(name: str, fault: str, *played: Event) -> Case:
    wanted = frozenset(one["id"] for one in played)
    return Case(name=name, fault=fault, played=played, wanted=wanted)


def _out_of_order(event: Event) -> Case:
    """What is older than what it holds it may pass over."""
    first, third, second = (event | {"id": new_id(), "version": version} for version in (1, 3, 2))
    case = _case("out of order", "does not deal with what is newer", first, third, second)
    return replace(case, wanted=frozenset({first["id"], third["id"]}))


def _unknown(type: str) -> Case:
    """It has to go on after it."""
    strange, after = fresh(type), fresh(type)
    strange |= {"type": UNKNOWN_TYPE, "dataschema": f"/contracts/events/{UNKNOWN_TYPE}.json"}
    strange |= {"subject": f"pigeons/{new_id()}", "data": {"ring": "TH-2561-1"}}
    case = _case("an unknown type", "breaks at a type that it does not know", strange, after)
    return replace(case, wanted=frozenset({after["id"]}))


def _several(types: list[str]) -> list[str]:
    """Of as many kinds of things as there are."""
    kinds = {type.split(".")[1]: type for type in reversed(types)}
    return list(kinds.values())[::-1][:SEVERAL]


def _with_more(event: Event) -> Event:
    return event | {"loftnumber": 7, "data": event["data"] | {"pigeons": {"released": 12}}}


def _grows(type: str) -> bool:
    return "participants" in _contract(type)["properties"]["data"]["properties"]


def _grown(event: Event) -> Event:
    """To the last byte, with texts that are as long as they may be."""
    includes: list[dict[str, str]] = []
    event = event | {"data": event["data"] | {"participants": {"count": 120, "includes": includes}}}
    text = (SENTENCE * LONGEST)[:LONGEST].strip()
    while len(bytes_of(event)) + len(bytes_of({"th": text})) < EVENT_LIMIT:
        includes.append({"th": text})
    room = EVENT_LIMIT - len(bytes_of(event)) - len(bytes_of({"th": ""})) - 1
    includes.append({"th": "ก" * (room // 3) + "." * (room % 3)})
    return event


def _collection(event: Event) -> str:
    return str(event["subject"]).partition("/")[0]


def _contract(type: str) -> dict[str, Any]:
    path = CONTRACTS / f"{type}.json"
    if not path.is_file():
        raise Problem(f"There is no contract of {type} in {CONTRACTS}")
    return dict(json.loads(path.read_text(encoding="utf-8")))

"""How the store answers a query, as it explains it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pymongo
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

from chassis.mongo import Store

Find = tuple[str, dict[str, Any], dict[str, int], str | None]


class Finds(CommandListener):
    """What was looked for, one of each shape: in a collection, by a filter, in an order, with a hint."""

    def __init__(self) -> None:
        self.seen: dict[str, Find] = {}

    def started(self, event: CommandStartedEvent) -> None:
        command, where = event.command, None
        if event.command_name == "find":
            where = command["filter"]
        elif event.command_name == "aggregate" and command["pipeline"]:
            where = command["pipeline"][0].get("$match")
        if where is not None:
            sort = dict(command.get("sort", {}))
            collection = command[event.command_name]
            find = (collection, dict(where), sort, command.get("hint"))
            self.seen.setdefault(f"{collection} {sorted(where)} {sort}", find)

    def succeeded(self, event: CommandSucceededEvent) -> None: ...

    def failed(self, event: CommandFailedEvent) -> None: ...


@contextmanager
def listened(uri: str, database: str, listener: CommandListener) -> Iterator[Store]:
    """A store of which the listener hears all that it is asked."""
    with pymongo.MongoClient[dict[str, Any]](uri, tz_aware=True, event_listeners=[listener]) as client:
        yield Store(client, database)


def scanned(store: Store, find: Find) -> bool:
    collection, where, sort, hint = find
    query = store.db[collection].find(where).hint(hint)
    plan = (query.sort(list(sort.items())) if sort else query).explain()["queryPlanner"]["winningPlan"]
    return "COLLSCAN" in stages(plan)


def stages(plan: dict[str, Any]) -> list[str]:
    """Of a winning plan, the outermost first."""
    inner = [plan[name] for name in ("inputStage",) if name in plan] + plan.get("inputStages", [])
    return [plan["stage"], *(stage for one in inner for stage in stages(one))]

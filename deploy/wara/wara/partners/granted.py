"""What may be granted: the events that patterns mean, among those that are told, and commands; and what of it
a queue may get."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from chassis import topology
from gateway.commands.catalogue import BY_TYPE
from gateway.partners.patterns import is_granted
from wara import rights
from wara.contracts import PUBLISHED
from wara.problem import Problem

PUBLIC = tuple(sorted(event.name for event in PUBLISHED if event.classification == "public"))


def types_of(patterns: Iterable[str], source: str | None = None) -> list[str]:
    """Of one source, or of all."""
    patterns = list(patterns)
    types = [one for one in PUBLIC if source is None or one.startswith(f"{source}.")]
    return [one for one in types if is_granted(one, patterns)]


def refuse_unknown(patterns: Iterable[str]) -> None:
    for pattern in patterns:
        if not types_of([pattern]):
            raise Problem(f"No public event is of a type like {pattern}; contracts/events/ has all of them.")


def refuse_unknown_commands(types: Iterable[str]) -> None:
    for type in types:
        if type not in BY_TYPE:
            raise Problem(f"{type} is no command; contracts/commands/ has all of them.")


def of_queue(partners: Iterable[Mapping[str, Any]], queue: str) -> tuple[str, list[str]] | None:
    """Whose it is, and the types of what may come into it; None of a queue that is no partner's."""
    for row in partners:
        handler = re.fullmatch(rights.handlers(row["_id"]), queue)
        if handler or queue == topology.partner_events(row["_id"]):
            heard = types_of([handler[1]] if handler else row["events"])
            return row["_id"], [one for one in types_of(row["events"]) if one in heard]
    return None

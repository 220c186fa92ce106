"""Where in the answer of a route there is something about a person: read off the published document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.access import ACCESS
from gateway.disclosures.personal import FILES, SHOWN, Personal
from gateway.roles import PUBLIC

EACH = "*"
Path = tuple[str, ...]
Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    path: Path
    personal: Personal

    def disclosed(self, answer: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Whose data are there, `representatives/<id>`, and which fields have a value."""
        for shown in _at(answer, self.path):
            fields = tuple(name for name in self.personal.fields if shown.get(name))
            if fields and (subject := self.personal.subject(shown)):
                yield subject, fields


def places_of(document: Node) -> dict[str, tuple[Place, ...]]:
    """By route. What everybody may read is disclosed to nobody in particular: a person is shown there by
    consent alone."""
    found: dict[str, tuple[Place, ...]] = {}
    for route, name in FILES.items():
        found[route] = (Place((), SHOWN[name]),)
    components = document["components"]["schemas"]
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            route = f"{verb.upper()} {path}"
            places = tuple(_of(operation, components)) if PUBLIC not in ACCESS.get(route, ()) else ()
            if places:
                found[route] = places
    return found


def _of(operation: Any, components: Node) -> Iterator[Place]:
    for status, answer in operation.get("responses", {}).items() if isinstance(operation, Mapping) else ():
        if status.startswith("2") and "application/json" in answer.get("content", {}):
            yield from _within(answer["content"]["application/json"]["schema"], components, (), ())


def _within(node: Node, components: Node, path: Path, within: Path) -> Iterator[Place]:
    name = node.get("$ref", "").rpartition("/")[2]
    if name and name not in within:
        if name in SHOWN:
            yield Place(path, SHOWN[name])
        yield from _within(components[name], components, path, (*within, name))
    for step, inner in node.get("properties", {}).items():
        yield from _within(inner, components, (*path, step), within)
    if "items" in node:
        yield from _within(node["items"], components, (*path, EACH), within)
    for inner in (one for way in ("anyOf", "allOf", "oneOf") for one in node.get(way, ())):
        yield from _within(inner, components, path, within)


def _at(value: Any, path: Path) -> Iterator[Node]:
    if not path:
        if isinstance(value, Mapping):
            yield value
    elif path[0] == EACH:
        for one in value if isinstance(value, list) else ():
            yield from _at(one, path[1:])
    elif isinstance(value, Mapping):
        yield from _at(value.get(path[0]), path[1:])

"""What a change takes from those who listen: the contracts of the last release against those of the code.

An event may gain fields and values, and be told more narrowly. What it loses, or tells more widely, is a
break: that becomes a `.v2` beside the `.v1`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

SAID_ONLY = frozenset({"$schema", "$id", "title", "description", "summary", "examples", "default", "info"})
"""What changes nothing of what is told."""
Schema = Mapping[str, Any]
Rule = Callable[[str, Any, Any, str], Iterator[str]]


def of_events(released: Mapping[str, Schema], present: Mapping[str, Schema]) -> Iterator[str]:
    for name, schema in released.items():
        if name in present:
            yield from of_schema(schema, present[name], name)
        else:
            yield f"{name}: is no longer told"


def of_schema(old: Schema, new: Schema, at: str) -> Iterator[str]:
    if "anyOf" in old or "anyOf" in new:
        yield from _alternatives(old, new, at)
        return
    for keyword in sorted(old.keys() - SAID_ONLY):
        yield from RULES.get(keyword, _same)(keyword, old[keyword], new.get(keyword), at)


def of_document(old: Any, new: Any, at: str = "asyncapi") -> Iterator[str]:
    """All that stood in it stands there still, and may have more beside it."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in old.keys() - SAID_ONLY:
            yield from of_document(old[name], new.get(name), f"{at}.{name}")
    elif isinstance(old, list) and isinstance(new, list):
        yield from (f"{at}: {one!r} is gone" for one in old if one not in new)
    elif old != new:
        yield f"{at}: is gone" if new is None else f"{at}: {old!r} became {new!r}"


def alternatives(schema: Schema) -> list[Schema]:
    """What it may be; of a schema without `anyOf` that is the schema alone."""
    found: list[Schema] = schema.get("anyOf", [schema])
    return found


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _alternatives(old: Schema, new: Schema, at: str) -> Iterator[str]:
    known = alternatives(old)
    for one in alternatives(new):
        if all(any(of_schema(other, one, at)) for other in known):
            yield f"{at}: may be something else now: {one!r}"


def _same(keyword: str, old: Any, new: Any, at: str) -> Iterator[str]:
    if old != new:
        yield f"{at}: {keyword} {old!r} became {new!r}"


def _properties(
    _: str, old: Mapping[str, Schema], new: Mapping[str, Schema] | None, at: str
) -> Iterator[str]:
    for name, schema in old.items():
        if new and name in new:
            yield from of_schema(schema, new[name], f"{at}.{name}")
        else:
            yield f"{at}.{name}: the field is gone"


def _required(_: str, old: list[str], new: list[str] | None, at: str) -> Iterator[str]:
    yield from (
        f"{at}.{name}: was always there, and may be missing now" for name in old if name not in (new or ())
    )


def _enum(_: str, old: list[Any], new: list[Any] | None, at: str) -> Iterator[str]:
    if new is None:
        yield f"{at}: was one of {old!r}, and may be anything now"
    else:
        yield from (f"{at}: the value {one!r} is gone" for one in old if one not in new)


def _type(_: str, old: Any, new: Any, at: str) -> Iterator[str]:
    if new is None or not set(listed(new)) <= set(listed(old)):
        yield f"{at}: the type {old!r} became {new!r}"


def _at_least(keyword: str, old: float, new: float | None, at: str) -> Iterator[str]:
    if new is None or new < old:
        yield f"{at}: {keyword} fell from {old} to {new}"


def _at_most(keyword: str, old: float, new: float | None, at: str) -> Iterator[str]:
    if new is None or new > old:
        yield f"{at}: {keyword} rose from {old} to {new}"


def _within(keyword: str, old: Any, new: Any, at: str) -> Iterator[str]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from of_schema(old, new, f"{at}[]")
    else:
        yield from _same(keyword, old, new, at)


RULES: Mapping[str, Rule] = {
    "properties": _properties,
    "required": _required,
    "enum": _enum,
    "type": _type,
    "items": _within,
    "additionalProperties": _within,
    **dict.fromkeys(("minimum", "minLength", "minItems", "minProperties"), _at_least),
    **dict.fromkeys(("maximum", "maxLength", "maxItems", "maxProperties"), _at_most),
}
"""Of every other keyword nobody knows here which change is harmless: it stays as it is."""

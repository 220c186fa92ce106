"""What a change takes from those who ask: what a request could hold in the last release, and what it may now.

A request may hold more, and be taken more widely. What it must hold besides, may hold no more, or means
otherwise where it is left out, is a break.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.contract.compatibility import SAID_ONLY, Rule, Schema, alternatives, listed

SAYS_NOTHING = SAID_ONLY - {"default"}


def of_asked(old: Schema, new: Schema, at: str) -> Iterator[str]:
    """A keyword that is not there keeps nothing out."""
    if "anyOf" in old or "anyOf" in new:
        yield from _alternatives(old, new, at)
        return
    for keyword in sorted((old.keys() | new.keys()) - SAYS_NOTHING):
        yield from RULES.get(keyword, _no_other)(keyword, old.get(keyword), new.get(keyword), at)


def _alternatives(old: Schema, new: Schema, at: str) -> Iterator[str]:
    taken = alternatives(new)
    for one in alternatives(old):
        if all(any(of_asked(one, other, at)) for other in taken):
            yield f"{at}: is refused now: {one!r}"


def _no_other(keyword: str, old: Any, new: Any, at: str) -> Iterator[str]:
    if new is not None and old != new:
        yield f"{at}: {keyword} {old!r} became {new!r}"


def _default(_: str, old: Any, new: Any, at: str) -> Iterator[str]:
    if old is not None and old != new:
        yield f"{at}: left out it meant {old!r}, and means {new!r} now"


def _properties(
    _: str, old: Mapping[str, Schema] | None, new: Mapping[str, Schema] | None, at: str
) -> Iterator[str]:
    for name, schema in (old or {}).items():
        if new and name in new:
            yield from of_asked(schema, new[name], f"{at}.{name}")
        else:
            yield f"{at}.{name}: the field is gone"


def _required(_: str, old: list[str] | None, new: list[str] | None, at: str) -> Iterator[str]:
    yield from (
        f"{at}.{name}: could be left out, and must be there now"
        for name in new or ()
        if name not in (old or ())
    )


def _enum(_: str, old: list[Any] | None, new: list[Any] | None, at: str) -> Iterator[str]:
    if old is None:
        yield f"{at}: was free, and must be one of {new!r} now"
    elif new is not None:
        yield from (f"{at}: the value {one!r} is gone" for one in old if one not in new)


def _type(_: str, old: Any, new: Any, at: str) -> Iterator[str]:
    if new is not None and (old is None or not set(listed(old)) <= set(listed(new))):
        yield f"{at}: the type {old!r} became {new!r}"


def _at_least(keyword: str, old: float | None, new: float | None, at: str) -> Iterator[str]:
    if new is not None and (old is None or new > old):
        yield f"{at}: {keyword} rose from {old} to {new}"


def _at_most(keyword: str, old: float | None, new: float | None, at: str) -> Iterator[str]:
    if new is not None and (old is None or new < old):
        yield f"{at}: {keyword} fell from {old} to {new}"


def _within(keyword: str, old: Any, new: Any, at: str) -> Iterator[str]:
    """Of what else there may be, or of each element: True and nothing are all, False is none."""
    if old is False or new in (None, True):
        return
    if new is False:
        yield f"{at}: {keyword} is refused now"
    else:
        yield from of_asked(old if isinstance(old, Mapping) else {}, new, f"{at}[]")


RULES: Mapping[str, Rule] = {
    "default": _default,
    "properties": _properties,
    "required": _required,
    "enum": _enum,
    "type": _type,
    "items": _within,
    "additionalProperties": _within,
    **dict.fromkeys(("minimum", "minLength", "minItems", "minProperties"), _at_least),
    **dict.fromkeys(("maximum", "maxLength", "maxItems", "maxProperties"), _at_most),
}
"""Of every other keyword: what is gone keeps nothing out, and what is another may."""

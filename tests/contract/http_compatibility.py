"""What a change takes from clients of the HTTP API: the document of the last release against the present one.

What is answered follows the rules of what is told (`compatibility`), what is asked those of `asking`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.contract.asking import of_asked
from tests.contract.compatibility import of_document, of_schema

VERBS = ("get", "post", "put", "patch", "delete")
Node = Mapping[str, Any]


def of_http(released: Node, present: Node) -> Iterator[str]:
    old, new = inlined(released), inlined(present)
    known, left = (one["components"].get("securitySchemes", {}) for one in (old, new))
    yield from of_document(known, left, "securitySchemes")
    for path, item in old["paths"].items():
        there = new["paths"].get(path, {})
        for verb in (one for one in VERBS if one in item):
            at = f"{verb.upper()} {path}"
            if verb in there:
                yield from _operation(item[verb], there[verb], at)
                yield from _parameters(_parameters_of(item, verb), _parameters_of(there, verb), at)
            else:
                yield f"{at}: is gone"


def inlined(document: Node) -> Any:
    """The same with what a reference leads to in its place; nothing in it leads to itself."""
    known: dict[str, Any] = {}

    def of(value: Any) -> Any:
        if isinstance(value, list):
            return [of(one) for one in value]
        if not isinstance(value, Mapping):
            return value
        own = {name: of(one) for name, one in value.items() if name != "$ref"}
        if "$ref" not in value:
            return own
        leads = value["$ref"]
        if leads not in known:
            known[leads] = of(_found(document, leads))
        return known[leads] | own

    return of(document)


def _found(document: Node, reference: str) -> Any:
    found: Any = document
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def _operation(old: Node, new: Node, at: str) -> Iterator[str]:
    if old["operationId"] != new["operationId"]:
        yield f"{at}: its name {old['operationId']!r} became {new['operationId']!r}"
    yield from (f"{at}: {way!r} opens it no more" for way in old["security"] if way not in new["security"])
    yield from _body(old.get("requestBody"), new.get("requestBody"), f"{at} body")
    for status, answer in old["responses"].items():
        if status in new["responses"]:
            yield from _answer(answer, new["responses"][status], f"{at} {status}")
        else:
            yield f"{at} {status}: is answered no more"


def _parameters_of(item: Node, verb: str) -> dict[str, Node]:
    """Those of the path and the operation's own, by place and name."""
    found = [*item.get("parameters", ()), *item[verb].get("parameters", ())]
    return {f"{one['in']}.{one['name']}": one for one in found}


def _parameters(old: Mapping[str, Node], new: Mapping[str, Node], at: str) -> Iterator[str]:
    for name, parameter in new.items():
        if parameter.get("required") and not old.get(name, {}).get("required"):
            yield f"{at} {name}: could be left out, and must be there now"
    for name, parameter in old.items():
        if name in new:
            yield from of_asked(parameter["schema"], new[name]["schema"], f"{at} {name}")
        else:
            yield f"{at} {name}: the parameter is gone"


def _body(old: Node | None, new: Node | None, at: str) -> Iterator[str]:
    if new and new.get("required") and not (old and old.get("required")):
        yield f"{at}: could be left out, and must be there now"
    if old:
        yield from _content(old, new or {}, at, of_asked)


def _answer(old: Node, new: Node, at: str) -> Iterator[str]:
    yield from _content(old, new, at, of_schema)
    gone = old.get("headers", {}).keys() - new.get("headers", {}).keys()
    yield from (f"{at}: the header {name} is gone" for name in sorted(gone))


def _content(old: Node, new: Node, at: str, compare: Any) -> Iterator[str]:
    offered = new.get("content", {})
    for form, content in old.get("content", {}).items():
        if form not in offered:
            yield f"{at}: {form} is gone"
        elif content != offered[form]:
            yield from compare(content["schema"], offered[form]["schema"], at)

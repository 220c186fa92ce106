"""Made-up matters that a letter must be able to tell of: with all that may be known, with as little as may
be, with each thing missing and each alone, and with every value that a choice has."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from notify import examples
from notify.editing import vocabulary
from notify.editing.entries import Entries, Entry, Kind
from notify.letters import Correspondence
from notify.model import Language

Values = dict[str, Any]
Path = tuple[str, ...]

AT = datetime(2018, 1, 10, 2, tzinfo=UTC)
SAMPLES: Mapping[Kind, Any] = {
    Kind.TEXT: "กต ๐๐๐๐/๑",
    Kind.WORDS: {"th": "ข้อความ", "en": "Words"},
    Kind.NUMBER: examples.OTHER_PROPOSAL["reference"],
    Kind.COUNT: 2,
    Kind.DAY: "2018-02-15",
    Kind.MOMENT: datetime(2018, 1, 24, 16, 59, 59, tzinfo=UTC),
    Kind.ID: examples.OTHER_PROPOSAL_ID,
    Kind.LIST: [examples.MEMBER_ID],
}
CONTEXT: Mapping[str, Any] = {
    "meeting": examples.MEETING,
    "next_meeting": examples.MEETING,
    "target": examples.OTHER_PROPOSAL,
    "office": examples.COMMITTEE["convener"],
}
"""What is known besides the facts, of which each may be missing where the letter can do without."""


class Trial(NamedTuple):
    """`case` says what is special about it; nothing where all is known."""

    case: str
    correspondence: Correspondence


def of(template: str, language: Language) -> Iterator[Trial]:
    entries, full = _entries(template), _full(template)
    bare = _left_with((), entries, full)
    yield Trial("", correspondence(template, language, full))
    yield Trial("only what must be", correspondence(template, language, bare))
    for path in _optional(entries):
        name = ".".join(path)
        yield Trial(f"{name} missing", correspondence(template, language, _with(full, path, None)))
        alone = _left_with(path, entries, full)
        yield Trial(f"{name} alone", correspondence(template, language, alone))
    for path, value in _choices(entries):
        case = f"{'.'.join(path)}: {value}"
        for values in (full, bare):
            if _at(values, path[:-1]) is not None:
                yield Trial(case, correspondence(template, language, _with(values, path, value)))
    for spoken in ("th", "en"):
        said = _only_in(spoken, full)
        yield Trial(f"words in {spoken} only", correspondence(template, language, said))


def correspondence(template: str, language: Language, values: Values) -> Correspondence:
    facts, own = values["facts"], values.get("own", True)
    if "proposed_by" in facts:
        facts = facts | {"proposed_by": examples.MEMBER_ID if own else examples.OTHER_PROPOSAL_ID}
    known = {name: values.get(name) for name in ("meeting", "next_meeting", "target")}
    if facts.get("meeting", "") is None:
        known["meeting"] = None
    return Correspondence(
        template=template,
        language=language,
        about=examples.ABOUT,
        at=AT,
        facts=facts,
        representative=examples.REPRESENTATIVE,
        member=examples.MEMBER,
        committee={**examples.COMMITTEE, "convener": values["office"]},
        **known,
    )


def _entries(template: str) -> Entries:
    """Those that change from one matter to another."""
    entries = dict(vocabulary.of(template))
    office = Entry(kind=Kind.TEXT, says={}, optional=True)
    return {name: one for name, one in entries.items() if name not in vocabulary.KNOWN} | {"office": office}


def _full(template: str) -> Values:
    values: Values = {}
    for name, entry in _entries(template).items():
        if name == "facts":
            values[name] = _filled(entry.inner, examples.FACTS[template])
        elif entry.kind is Kind.GROUP or name == "office":
            values[name] = CONTEXT[name] if name == "office" else _filled(entry.inner, CONTEXT[name])
        elif entry.kind is Kind.FLAG:
            values[name] = True
    return values


def _filled(entries: Entries, example: Mapping[str, Any]) -> Values:
    """The example, with something wherever it has nothing."""
    filled = dict(example)
    for name, entry in entries.items():
        given = example.get(name)
        if entry.kind is Kind.GROUP:
            filled[name] = _filled(entry.inner, given or {})
        elif entry.kind is Kind.CHOICE:
            filled[name] = given if given in entry.choices else entry.choices[0]
        elif given is None or given == []:
            filled[name] = SAMPLES[entry.kind]
    return filled


def _optional(entries: Entries) -> list[Path]:
    """Inner ones first, so that nothing is looked for within what is gone already."""
    return list(_paths(entries, lambda entry: entry.optional))[::-1]


def _left_with(path: Path, entries: Entries, full: Values) -> Values:
    """Of all that may be missing this alone, and what it is a part of."""
    left = full
    for one in _optional(entries):
        if one != path[: len(one)]:
            left = _with(left, one, None)
    return left


def _choices(entries: Entries) -> Iterator[tuple[Path, Any]]:
    flags = _paths(entries, lambda entry: entry.kind is Kind.FLAG)
    yield from ((path, value) for path in flags for value in (True, False))
    for path in _paths(entries, lambda entry: bool(entry.choices)):
        yield from ((path, value) for value in _entry(entries, path).choices)


def _paths(entries: Entries, wanted: Callable[[Entry], bool], before: Path = ()) -> Iterator[Path]:
    for name, entry in entries.items():
        if wanted(entry):
            yield (*before, name)
        yield from _paths(entry.inner, wanted, (*before, name))


def _entry(entries: Entries, path: Path) -> Entry:
    entry = entries[path[0]]
    return _entry(entry.inner, path[1:]) if path[1:] else entry


def _at(values: Any, path: Path) -> Any:
    for name in path:
        values = None if values is None else values.get(name)
    return values


def _with(values: Values, path: Path, value: Any) -> Values:
    """A copy; what is on the way to it is made where it is missing."""
    name, *inside = path
    inner = _with(values.get(name) or {}, tuple(inside), value) if inside else value
    return {**values, name: inner}


def _only_in(language: str, values: Any) -> Any:
    if not isinstance(values, dict):
        return values
    if set(values) == {"th", "en"}:
        return {language: values[language]}
    return {name: one if name == "display" else _only_in(language, one) for name, one in values.items()}

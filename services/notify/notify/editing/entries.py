"""What a variable of a letter can be: its kind, what it says in each language, whether it may be missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Kind(StrEnum):
    """`group` is of variables of its own; it may be asked for by `if`."""

    TEXT = "text"
    WORDS = "words"
    NUMBER = "number"
    COUNT = "count"
    DAY = "day"
    MOMENT = "moment"
    CHOICE = "choice"
    FLAG = "flag"
    ID = "id"
    LIST = "list"
    LINK = "link"
    GROUP = "group"


USES: Mapping[Kind, str] = {
    Kind.TEXT: "{{{{ {path} }}}}",
    Kind.WORDS: "{{{{ {path} | say }}}}",
    Kind.NUMBER: "{{{{ {path} | number }}}}",
    Kind.COUNT: "{{{{ {path} | count }}}}",
    Kind.DAY: "{{{{ {path} | calendar_day }}}}",
    Kind.MOMENT: "{{{{ {path} | day }}}}",
    Kind.CHOICE: '{{% if {path} == "{first}" %}}…{{% endif %}}',
    Kind.FLAG: "{{% if {path} %}}…{{% endif %}}",
    Kind.ID: "{{{{ {path} }}}}",
    Kind.LIST: "{{% for one in {path} %}}…{{% endfor %}}",
    Kind.LINK: '{{{{ to_read("…", {path}) }}}}',
    Kind.GROUP: "{{% if {path} %}}…{{% endif %}}",
}
"""How each is written, to be copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    kind: Kind
    says: Mapping[str, str]
    optional: bool = False
    choices: tuple[str, ...] = ()
    inner: "Mapping[str, Entry]" = field(default_factory=dict)


Entries = Mapping[str, Entry]


def maybe(entry: Entry) -> Entry:
    return replace(entry, optional=True)


def _of(kind: Kind, th: str, en: str) -> Entry:
    return Entry(kind=kind, says={"th": th, "en": en})


def text(th: str, en: str) -> Entry:
    return _of(Kind.TEXT, th, en)


def words(th: str, en: str) -> Entry:
    return _of(Kind.WORDS, th, en)


def number(th: str, en: str) -> Entry:
    return _of(Kind.NUMBER, th, en)


def count(th: str, en: str) -> Entry:
    return _of(Kind.COUNT, th, en)


def day(th: str, en: str) -> Entry:
    return _of(Kind.DAY, th, en)


def moment(th: str, en: str) -> Entry:
    return _of(Kind.MOMENT, th, en)


def flag(th: str, en: str) -> Entry:
    return _of(Kind.FLAG, th, en)


def one_id(th: str, en: str) -> Entry:
    return _of(Kind.ID, th, en)


def ids(th: str, en: str) -> Entry:
    return _of(Kind.LIST, th, en)


def link(th: str, en: str) -> Entry:
    return _of(Kind.LINK, th, en)


def choice(th: str, en: str, *choices: str) -> Entry:
    return replace(_of(Kind.CHOICE, th, en), choices=choices)


def group(th: str, en: str, /, **inner: Entry) -> Entry:
    return replace(_of(Kind.GROUP, th, en), inner=inner)

"""Texts in two languages, and people's names, as safe HTML."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from markupsafe import Markup, escape

Text: TypeAlias = Mapping[str, str] | str
NBSP = "\N{NO-BREAK SPACE}"
LANGUAGES = ("th", "en")
LEADING_VOWEL = re.compile(r"([เ-ไ])([ก-ฮ])")
# Thai titles that stand against the given name; ranks and learned titles stand apart.
CLOSE_TITLES = ("นาย", "นาง", "นางสาว", "เด็กชาย", "เด็กหญิง")
COUNTED = r"คน|แห่ง|ปี|น\.|ครั้ง|เรื่อง|ข้อ|ราย|องค์กร|บาท|ล้าน|เป้าหมาย"
MONTH = r"[ก-๎]{2,8}(?:คม|ยน|พันธ์)"
# What a number counts or dates keeps to it, and ๆ to its word.
TIED = re.compile(
    rf"(\.ศ\.|ที่|ปี|SDG|{MONTH}) (?=\d)|(\d) (?=(?:{COUNTED}|{MONTH}))|(\S) (?=ๆ)|\b((?:Mrs?|Ms|Dr|No)\.) "
)


def in_language(value: Text, language: str) -> Markup:
    """The text, marked where it is in the other language; a line parts no number from what it counts."""
    said, spoken_in = (value, language) if isinstance(value, str) else _spoken(value, language)
    return _marked(TIED.sub(lambda found: found[found.lastindex or 0] + NBSP, said), spoken_in, language)


def person(name: Mapping[str, Mapping[str, str | None]], language: str) -> Markup:
    """A person's structured name, which no line parts."""
    said, spoken_in = _spoken(name, language)
    title = said.get("title") or ""
    close = title in CLOSE_TITLES or (spoken_in == "th" and title.endswith("."))
    first = ("" if close else NBSP).join(filter(None, (title, said.get("given"))))
    whole = NBSP.join(filter(None, (first, said.get("family"))))
    return _marked(whole, spoken_in, language, keep=True)


def chained(parts: Sequence[Markup], between: str, last: str) -> Markup:
    """The parts with what stands between them: `a, b and c`."""
    if len(parts) < 2:
        return Markup("").join(parts)
    return Markup("").join((Markup(between).join(parts[:-1]), last, parts[-1]))


def with_words(said: Markup, words: Text | None, language: str) -> Markup:
    """What was resolved, and in which words where they are recorded."""
    return Markup("{} – {}").format(said, in_language(words, language)) if words else said


def dictionary_order(name: Mapping[str, str]) -> str:
    """A Thai dictionary looks at a consonant before the vowel that is written in front of it."""
    return LEADING_VOWEL.sub(r"\2\1", name.get("th") or name.get("en") or "")


def _spoken(value: Mapping[str, Any], language: str) -> tuple[Any, str]:
    for each in (language, *LANGUAGES):
        if value.get(each):
            return value[each], each
    raise KeyError(language)


def _marked(said: str, spoken_in: str, language: str, *, keep: bool = False) -> Markup:
    attributes = Markup(' class="keep"') if keep else Markup("")
    if spoken_in != language:
        attributes += Markup(' lang="{}"').format(spoken_in)
    return Markup("<span{}>{}</span>").format(attributes, said) if attributes else escape(said)

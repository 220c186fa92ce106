"""Our own words for every code, in Thai and in English: `texts/th.json` and `texts/en.json`.

`problems` holds a title and, where the values of the occurrence say more, a detail with their names in
braces; `fields` one text for each field code that is no problem's; `words` what a status, a verb or a thing
is called; `pages` what stands on the pages.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from chassis.call import Language
from chassis.thai import thai_digits

_FALLBACK = "internal"


def _read(language: Language) -> dict[str, dict[str, Any]]:
    text = files("gateway").joinpath(f"texts/{language}.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


TEXTS: dict[Language, dict[str, dict[str, Any]]] = {"th": _read("th"), "en": _read("en")}


def title(code: str, kind: str, language: Language) -> str:
    """The text of the code; of its kind where a newer service knows a code that we do not."""
    problems = TEXTS[language]["problems"]
    entry = problems.get(code) or problems.get(kind) or problems[_FALLBACK]
    return str(entry["title"])


def detail(code: str, params: Mapping[str, Any], language: Language) -> str | None:
    """The detail with the values of this occurrence; None where the code has none or a value is missing."""
    template = TEXTS[language]["problems"].get(code, {}).get("detail")
    if template is None:
        return None
    try:
        said = template.format_map({name: word(value, language) for name, value in params.items()})
    except KeyError:
        return None
    return str(said).strip()


def field(code: str, language: Language) -> str:
    """A field that a refusal is about is at fault by the code of the refusal, and is told in its words."""
    fields, problems = TEXTS[language]["fields"], TEXTS[language]["problems"]
    return str(fields.get(code) or problems.get(code, {}).get("title") or fields["invalid"])


def word(value: Any, language: Language) -> str:
    """A value as it stands in a sentence: our word for it, the text of the language, Thai digits in Thai."""
    if isinstance(value, Mapping):
        value = value.get(language) or next(iter(value.values()), "")
    if isinstance(value, int):
        return in_digits(str(value), language)
    return str(TEXTS[language]["words"].get(str(value), value))


def in_digits(text: str, language: Language) -> str:
    return thai_digits(text) if language == "th" else text

"""What templates are made of: the files beside the code, and the words and marks that they may use."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from chassis.thai import BANGKOK, thai_digits
from notify import wording
from notify.audiences import TEMPLATES
from notify.model import Language

Form = Literal["subject", "txt", "html", "call"]
"""`call` is what one says on the telephone."""
FORMS: tuple[Form, ...] = ("subject", "txt", "html")
FOLDER = Path(__file__).parent / "templates"
KIT = ("p", "details", "to_read")
_ORIGINAL: Mapping[Language, Mapping[Language, str]] = {
    "th": {"en": "ต้นฉบับภาษาอังกฤษ"},
    "en": {"th": "in Thai"},
}


@cache
def environment(language: Language, form: Form, make: type[Environment] = Environment) -> Environment:
    """`make` is what it is an environment of."""
    made = make(
        loader=FileSystemLoader(FOLDER),
        auto_reload=False,
        autoescape=form == "html",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(filters(language, form))
    made.globals.update(language=language, layout=f"layout.{form}")
    kit: Any = made.get_template("kit.html" if form == "html" else "kit.txt").module
    made.globals.update({name: getattr(kit, name) for name in KIT})
    return made


def render(template: str, language: Language, form: Form, values: Mapping[str, Any]) -> str:
    """In the words that were shipped."""
    return environment(language, form).get_template(f"{language}/{template}.jinja").render(values)


@cache
def shipped(template: str, language: Language) -> str:
    """The source of a letter as it came."""
    return path_of(template, language).read_text(encoding="utf-8")


@cache
def shared(language: Language) -> tuple[Path, ...]:
    """The files that all letters in this language are made with."""
    own = {path_of(name, language) for name in TEMPLATES}
    inside = (one for one in (FOLDER / language).iterdir() if one not in own)
    return tuple(sorted([*inside, *(one for one in FOLDER.iterdir() if one.is_file())]))


def path_of(template: str, language: Language) -> Path:
    return FOLDER / language / f"{template}.jinja"


def filters(language: Language, form: Form) -> dict[str, Any]:
    def say(text: Mapping[str, str] | None) -> str | None:
        """The text; in the other language, and marked so, where it has none in this one."""
        if not text:
            return None
        words, original = wording.in_words(text, language)
        if original is None:
            return words
        note = _ORIGINAL[language][original]
        if form == "html":
            return Markup('<span lang="{}">{}</span> ({})').format(original, words, note)
        return f"{words} ({note})"

    return {
        "say": say,
        "plain": lambda text: wording.in_words(text, language)[0],
        "number": lambda number: wording.number(number["display"], language),
        "count": lambda number: thai_digits(number) if language == "th" else str(number),
        "date": lambda moment: wording.date(moment, language),
        "calendar_day": lambda text: wording.date(
            datetime.fromisoformat(text).replace(tzinfo=BANGKOK), language
        ),
        "day": lambda moment: wording.day(moment, language),
        "hours": lambda meeting: wording.hours(meeting["starts_at"], meeting["ends_at"], language),
    }

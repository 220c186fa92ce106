"""From what is known to a letter in the recipient's language: subject, text and HTML. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from chassis.thai import BANGKOK, thai_digits
from notify import wording
from notify.audiences import CANCELLED, INVITATION, RESCHEDULED, TEMPLATES
from notify.model import Language

Form = Literal["subject", "txt", "html"]
CALENDAR_METHODS: Mapping[str, Literal["REQUEST", "CANCEL"]] = {
    INVITATION.name: "REQUEST",
    RESCHEDULED.name: "REQUEST",
    CANCELLED.name: "CANCEL",
}
LONGEST_IN_ONE_PIECE = 25
_TEXTS = re.compile(r">[^<]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_TEMPLATES = Path(__file__).parent / "templates"
_ORIGINAL: Mapping[Language, Mapping[Language, str]] = {
    "th": {"en": "ต้นฉบับภาษาอังกฤษ"},
    "en": {"th": "in Thai"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """All that a letter is written from. `target` is the proposal that this was merged into or repeats."""

    template: str
    language: Language
    about: str
    at: datetime
    facts: Mapping[str, Any]
    representative: Mapping[str, Any]
    member: Mapping[str, Any]
    committee: Mapping[str, Any]
    meeting: Mapping[str, Any] | None = None
    next_meeting: Mapping[str, Any] | None = None
    target: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`occasion` is the name of the meeting that it is about, if any."""

    language: Language
    subject: str
    text: str
    html: str
    occasion: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Where the letter leads: addresses of pages."""

    page: str
    confirm: str
    answer: str | None = None
    unsubscribe: str | None = None


def write(correspondence: Correspondence, ways: Ways) -> Letter:
    """Raises jinja2.TemplateError where the template needs what is not known."""
    values, line = _values(correspondence, ways), subject(correspondence, ways)
    return Letter(
        language=correspondence.language,
        subject=line,
        text=_BLANK_LINES.sub("\n\n", _render(correspondence, values, "txt")) + "\n",
        html=_in_one_piece(_render(correspondence, {**values, "subject": line}, "html"), values["group"])
        + "\n",
        occasion=_occasion(correspondence, values["group"]),
    )


def subject(correspondence: Correspondence, ways: Ways) -> str:
    """Alone, as it stands in a digest; the same errors."""
    return " ".join(_render(correspondence, _values(correspondence, ways), "subject").split())


def _render(correspondence: Correspondence, values: Mapping[str, Any], form: Form) -> str:
    environment = _environment(correspondence.language, form)
    path = f"{correspondence.language}/{correspondence.template}.jinja"
    return environment.get_template(path).render(values).strip()


def _in_one_piece(html: str, name: str) -> str:
    """No browser knows where the words of คณะทำงานร่วมฯ end: a line would break within one."""
    if len(name) > LONGEST_IN_ONE_PIECE:
        return html
    head, body, letter = html.partition("<body")
    kept = Markup('<span style="white-space:nowrap">{}</span>').format(name)
    return head + body + _TEXTS.sub(lambda text: text[0].replace(escape(name), kept), letter)


@cache
def edition(template: str, language: Language) -> str:
    """Of the words of a letter: a digest of its template, and of what all letters in this language share."""
    own = _TEMPLATES / language / f"{template}.jinja"
    shared = (one for one in (_TEMPLATES / language).iterdir() if one.stem not in TEMPLATES)
    files = sorted([own, *shared, *(one for one in _TEMPLATES.iterdir() if one.is_file())])
    return sha256(b"".join(one.read_bytes() for one in files)).hexdigest()[:12]


def _values(correspondence: Correspondence, ways: Ways) -> dict[str, Any]:
    facts, language = correspondence.facts, correspondence.language
    committee, member = correspondence.committee, correspondence.member
    served_for = [one["member"] for one in correspondence.representative.get("served_for", ())]
    return {
        "facts": facts,
        "at": correspondence.at,
        "own": facts.get("proposed_by") in {member["_id"], *served_for},
        "recipient": wording.person(correspondence.representative["name"], language),
        "member": wording.in_words(member["name"], language)[0],
        "committee": wording.in_words(committee["name"], language)[0],
        "office": _office(committee, language),
        "group": wording.in_words(committee["short_name"] or committee["name"], language)[0],
        "meeting": correspondence.meeting,
        "next_meeting": correspondence.next_meeting,
        "target": correspondence.target,
        "link": ways.page,
        "confirm": ways.confirm,
        "answer": ways.answer,
        "unsubscribe": ways.unsubscribe,
    }


def _office(committee: Mapping[str, Any], language: Language) -> str:
    """Whose the secretariat is; nothing where that has not been heard."""
    convener = committee.get("convener")
    return wording.in_words(convener["name"], language)[0] if convener else ""


def _occasion(correspondence: Correspondence, group: str) -> str | None:
    if correspondence.meeting is None:
        return None
    environment = _environment(correspondence.language, "txt")
    meetings: Any = environment.get_template(f"{correspondence.language}/meetings.jinja").module
    return str(meetings.name(group, correspondence.meeting)).strip()


@cache
def _environment(language: Language, form: Form) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=form == "html",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(_filters(language, form))
    environment.globals.update(language=language, layout=f"layout.{form}")
    kit: Any = environment.get_template("kit.html" if form == "html" else "kit.txt").module
    environment.globals.update(p=kit.p, details=kit.details, to_read=kit.to_read)
    return environment


def _filters(language: Language, form: Form) -> dict[str, Any]:
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

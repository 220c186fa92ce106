"""From what is known to a letter in the recipient's language: subject, text and HTML. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from chassis.thai import BANGKOK, thai_digits
from notify import wording
from notify.audiences import CANCELLED, INVITATION, RESCHEDULED
from notify.model import Language

Form = Literal["subject", "txt", "html"]
CALENDAR_METHODS: Mapping[str, Literal["REQUEST", "CANCEL"]] = {
    INVITATION.name: "REQUEST",
    RESCHEDULED.name: "REQUEST",
    CANCELLED.name: "CANCEL",
}
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


def write(correspondence: Correspondence, public_url: str) -> Letter:
    """Raises jinja2.TemplateError where the template needs what is not known."""
    values = _values(correspondence, public_url)

    def render(form: Form, **more: str) -> str:
        environment = _environment(correspondence.language, form)
        path = f"{correspondence.language}/{correspondence.template}.jinja"
        return environment.get_template(path).render(values, **more).strip()

    subject = " ".join(render("subject").split())
    return Letter(
        language=correspondence.language,
        subject=subject,
        text=_BLANK_LINES.sub("\n\n", render("txt")) + "\n",
        html=render("html", subject=subject) + "\n",
        occasion=_occasion(correspondence, values["group"]),
    )


def _values(correspondence: Correspondence, public_url: str) -> dict[str, Any]:
    facts, language = correspondence.facts, correspondence.language
    committee, member = correspondence.committee, correspondence.member
    served_for = [one["member"] for one in correspondence.representative.get("served_for", ())]
    query = {"token": facts.get("token", ""), "language": language}
    return {
        "facts": facts,
        "at": correspondence.at,
        "own": facts.get("proposed_by") in {member["_id"], *served_for},
        "recipient": wording.person(correspondence.representative["name"], language),
        "member": wording.in_words(member["name"], language)[0],
        "committee": wording.in_words(committee["name"], language)[0],
        "group": wording.in_words(committee["short_name"] or committee["name"], language)[0],
        "meeting": correspondence.meeting,
        "next_meeting": correspondence.next_meeting,
        "target": correspondence.target,
        "link": f"{public_url}/v1/{correspondence.about}",
        "confirm": f"{public_url}/confirm?{urlencode(query)}",
    }


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

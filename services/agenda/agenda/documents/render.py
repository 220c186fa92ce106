"""The documents of a meeting: from the views to HTML, PDF or DOCX, in Thai or English."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agenda.documents.facts import gather
from agenda.documents.moments import local_day
from agenda.documents.templates import Templates
from agenda.documents.terms import keep_shortened
from agenda.documents.texts import LANGUAGES
from agenda.documents.trying import check
from chassis import child
from chassis.errors import NotFound
from chassis.pdf import print_pdf

KINDS = ("agenda", "news-release", "invitation", "attendance", "minutes", "annual-report")
CONTENT_TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FORMATS = tuple(CONTENT_TYPES)
templates: Templates = Templates()
MAKE: dict[str, Callable[[str], bytes]] = {
    "html": lambda page: keep_shortened(page, templates.terms).encode(),
    "pdf": lambda page: print_pdf(page, templates.terms),
    "docx": lambda page: child.run("agenda.documents.word:convert", page),
}


@dataclass(frozen=True)
class Rendered:
    content_type: str
    filename: str
    data: bytes


def render(kind: str, language: str, format: str, context: Mapping[str, Any]) -> Rendered:
    """The document made of `context`: the views of the `meeting`, its `committee`, `agenda` and `document`,
    or a `committee` and the `report` of its year.

    `members` (id → view) may be given beside them, to name who proposed an item. A fact that a view does not
    hold is left out of the text. Raises Unavailable when a file is not ready in time.
    """
    if kind not in KINDS or language not in LANGUAGES or format not in FORMATS:
        raise NotFound
    html = context.get("pages", {}).get(language) or _page(kind, language, context)
    return Rendered(CONTENT_TYPES[format], _filename(kind, language, format, context), MAKE[format](html))


def pages(kind: str, context: Mapping[str, Any]) -> dict[str, str]:
    """The document in each language, to be kept with `context`: it is not worded anew by another template."""
    return {language: _page(kind, language, context) for language in LANGUAGES}


def _page(kind: str, language: str, context: Mapping[str, Any]) -> str:
    return templates.page(f"{kind}.{language}.html", language, gather(context))


def use(own: Path) -> None:
    """Takes what is in this folder before ours; BrokenTemplate where something in it cannot be used."""
    global templates
    found = Templates(own)
    check(found, KINDS)
    templates = found


def _filename(kind: str, language: str, format: str, context: Mapping[str, Any]) -> str:
    return f"{kind}-{_when(context)}.{language}.{format}"


def _when(context: Mapping[str, Any]) -> str:
    if "report" in context:
        return str(context["report"]["year_be"])
    meeting = context["meeting"]
    number = meeting.get("number")
    if number:
        return f"{number['ordinal']}-{number['year_be']}"
    return local_day(meeting["starts_at"]).isoformat()

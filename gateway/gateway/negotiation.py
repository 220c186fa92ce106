"""What the client reads: Thai or English, and which form of a document."""

from collections.abc import Mapping

from flask import request
from werkzeug.exceptions import NotAcceptable

from chassis.call import Language
from chassis.envelope import CONTENT_TYPE

DEFAULT: Language = "th"
LANGUAGES: tuple[Language, ...] = ("th", "en")
SHEETS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LISTS = {"json": "application/json", **SHEETS, "pdf": "application/pdf"}
REPORTS = {"json": "application/json", "csv": "text/csv", "svg": "image/svg+xml"}
FEEDS = {
    "json": "application/json",
    "batch": "application/cloudevents-batch+json",
    "stream": "text/event-stream",
}
ANSWERS = {"json": "application/json", "event": CONTENT_TYPE}
FORMATS = {
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


def language() -> Language:
    """The first of Thai and English in `Accept-Language`, by quality; Thai when it names neither."""
    for tag, quality in request.accept_languages:
        primary = tag.partition("-")[0].lower()
        if quality > 0 and primary in LANGUAGES:
            return primary
    return DEFAULT


def data_format(asked: str | None) -> str:
    """`json` or `pdf`, as a document's; JSON when all are alike."""
    if asked is not None or not request.accept_mimetypes.provided:
        return asked or "json"
    offered = {FORMATS[name]: name for name in ("json", "pdf")}
    best = request.accept_mimetypes.best_match(list(offered))
    if best is None:
        raise NotAcceptable()
    return offered[best]


def document_format(asked: str | None) -> str:
    """`html`, `pdf`, `docx` or `json`: what a link asks for, else the best of `Accept`; else HTML."""
    return asked or _accepted(FORMATS)


def written_format(asked: str | None) -> str:
    """In the same way, of what has no state of its own."""
    return asked or _accepted({name: FORMATS[name] for name in ("html", "pdf", "docx")})


def sheet_format(asked: str | None) -> str:
    """`csv` or `xlsx`, in the same way; CSV when both are alike."""
    return asked or _accepted(SHEETS)


def report_format(asked: str | None) -> str:
    """`json`, `csv` or, as a chart, `svg`; JSON when all are alike."""
    return asked or _accepted(REPORTS)


def table_format(asked: str | None) -> str:
    """`json` or `csv`; JSON when both are alike."""
    return asked or _accepted({name: LISTS[name] for name in ("json", "csv")})


def list_format(asked: str | None) -> str:
    """`json`, `csv`, `xlsx` or `pdf`; JSON when all are alike."""
    return asked or _accepted(LISTS)


def feed_format() -> str:
    """`json`, `batch` or `stream`; JSON when all are alike."""
    return _accepted(FEEDS)


def answer_format() -> str:
    """`json` or `event`; JSON when both are alike, and where neither is asked for: what is told is told."""
    best = request.accept_mimetypes.best_match(list(ANSWERS.values()))
    return "event" if best == ANSWERS["event"] else "json"


def _accepted(forms: Mapping[str, str]) -> str:
    """The best of `Accept`, of equals the first."""
    if not request.accept_mimetypes.provided:
        return next(iter(forms))
    best = request.accept_mimetypes.best_match(list(forms.values()))
    if best is None:
        raise NotAcceptable()
    return next(name for name, mimetype in forms.items() if mimetype == best)

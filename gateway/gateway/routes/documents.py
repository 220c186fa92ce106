"""The documents of a meeting: read in the form that the client accepts, and their way to signature."""

import base64
from typing import Any
from urllib.parse import quote

from flask import Response, g, request

from chassis.config import DEADLINE_SECONDS
from chassis.errors import Unavailable
from gateway import ask, negotiation
from gateway.disclosures.record import show
from gateway.etags import etag
from gateway.resource import REFUSED_READ, VERSIONED, Resource, View, texts
from gateway.schemas.documents import (
    KINDS,
    SIGNED_OFF,
    Document,
    DocumentQuery,
    NewSignature,
    Particulars,
    ReportQuery,
)


def one_of(kinds: tuple[str, ...]) -> str:
    return f"/<uuid:id>/documents/<any({','.join(repr(kind) for kind in kinds)}):kind>"


ONE, LEAVING = one_of(KINDS), one_of(SIGNED_OFF)
RENDERING_SECONDS = 20
ATTEMPTS = 3
NAMING = "attendance"
"""The one on which people stand by name."""
POLICIES = {
    "html": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "frame-ancestors 'none'",
    "pdf": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "docx": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
}
BINARY = {"type": "string", "format": "binary"}

documents = Resource("documents", "agenda", "/v1/meetings", "What a meeting puts on paper")
annual = Resource("annual_reports", "agenda", "/v1/committees", "What a committee puts on paper")


@documents.arguments(DocumentQuery, location="query")
@documents.response(200, Document, headers=VERSIONED)
@documents.alt_response(200, schema={"type": "string"}, content_type="text/html", success=True)
@documents.alt_response(200, schema=BINARY, content_type=negotiation.FORMATS["pdf"], success=True)
@documents.alt_response(200, schema=BINARY, content_type=negotiation.FORMATS["docx"], success=True)
def read(query: View, **ids: Any) -> Any:
    """Its state, which is quick to have, is asked for first: no waiting for a file of what is not there."""
    form = negotiation.document_format(query.get("format"))
    document = ask.query("agenda", "get_document", texts(ids))
    if form == "json":
        return document, etag(document["version"])
    wanted = {**texts(ids), "language": query.get("language", g.language), "format": form}
    if ids["kind"] == NAMING:
        _note_named(str(ids["id"]))
    return _file("render_document", wanted | {"member": query["member"]} if "member" in query else wanted)


documents.publish(
    "GET",
    ONE,
    "get_document",
    read,
    "Read a document, as HTML, PDF, DOCX, or its state as JSON",
    {**REFUSED_READ, 406: "NotAcceptable", 422: "Invalid"},
    "IfNoneMatch",
)
documents.changing(LEAVING, "revise_document", Particulars, Document, "Type in what only this paper says")
documents.acting(f"{LEAVING}/check", "check_document", Document, "Its facts are right")
documents.acting(f"{LEAVING}/clear", "clear_document", Document, "It may be signed")
documents.acting(f"{LEAVING}/sign", "sign_document", Document, "Sign it, in a post", NewSignature)
documents.acting(f"{LEAVING}/publish", "publish_document", Document, "Publish what was signed")


@annual.arguments(ReportQuery, location="query")
@annual.response(200, schema={"type": "string"}, content_type="text/html")
@annual.alt_response(200, schema=BINARY, content_type=negotiation.FORMATS["pdf"], success=True)
@annual.alt_response(200, schema=BINARY, content_type=negotiation.FORMATS["docx"], success=True)
def read_report(query: View, **ids: Any) -> Response:
    wanted = {**texts(ids), "year_be": query["year_be"], "language": query.get("language", g.language)}
    wanted["format"] = negotiation.written_format(query.get("format"))
    return _file("render_annual_report", wanted)


annual.publish(
    "GET",
    "/<uuid:id>/documents/annual-report",
    "get_annual_report",
    read_report,
    "Read what a committee did in a year, as HTML, PDF or DOCX",
    {404: "NotFound", 406: "NotAcceptable", 422: "Invalid"},
)


def _note_named(meeting: str) -> None:
    """To whom it was shown who comes: the sheet says of them what their list does."""
    page: View = {"next": None}
    while True:
        after = {"after": page["next"]} if page["next"] else {}
        wanted = {"id": meeting, "limit": 100, **after}
        page = ask.query("agenda", "list_attendees", wanted, DEADLINE_SECONDS)
        for attendee in page["items"]:
            show(attendee)
        if page["next"] is None:
            return


def _file(method: str, wanted: View) -> Response:
    """The whole of one edition; chunks of two editions are never joined."""
    for _ in range(ATTEMPTS):
        first = chunk = _chunk(method, wanted, 0)
        if request.if_none_match.contains_weak(first["version"]):
            return _headed(Response(status=304), first, wanted)
        parts = [base64.b64decode(chunk["data"])]
        while chunk["next"] is not None and chunk["version"] == first["version"]:
            chunk = _chunk(method, wanted, chunk["next"])
            parts.append(base64.b64decode(chunk["data"]))
        if chunk["version"] == first["version"]:
            return _headed(Response(b"".join(parts), content_type=first["content_type"]), first, wanted)
    raise Unavailable()


def _chunk(method: str, wanted: View, offset: int) -> View:
    return ask.query("agenda", method, {**wanted, "offset": offset}, RENDERING_SECONDS)


def _headed(response: Response, first: View, wanted: View) -> Response:
    response.headers["ETag"] = f'"{first["version"]}"'
    response.headers["Content-Language"] = wanted["language"]
    shown = "attachment" if wanted["format"] == "docx" else "inline"
    response.headers["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(first['filename'])}"
    response.headers["Content-Security-Policy"] = POLICIES[wanted["format"]]
    return response

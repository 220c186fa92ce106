"""Whom the secretariat writes to by post, or calls: as data, as a table, as letters and sheets to print."""

from collections.abc import Mapping
from typing import Any

from flask import Response, g, render_template

from chassis import clock
from chassis.pdf import print_pdf
from gateway import ask, negotiation, sheets, texts
from gateway.disclosures.record import show
from gateway.exports import Export
from gateway.resource import LINKED, REFUSED_LIST, Resource, View, linked
from gateway.routes.documents import BINARY, POLICIES
from gateway.schemas.contact_lists import ContactPage, ContactQuery, TickedOff, TickOff

COLUMNS = (
    *("id", "created_at", "name", "organisation_th", "organisation_en", "address", "telephone"),
    *("language", "template", "subject", "text", "attempts", "last_note"),
)
ON_PAPER_AT_ONCE = 25

contact_lists = Resource(
    "contact-lists", "notify", "/v1/contact-lists", "Who is written to by post, or called"
)


@contact_lists.arguments(ContactQuery, location="query")
@contact_lists.response(200, ContactPage, headers=LINKED)
@contact_lists.alt_response(
    200, schema={"type": "string"}, content_type=negotiation.SHEETS["csv"], success=True
)
@contact_lists.alt_response(200, schema=BINARY, content_type=negotiation.SHEETS["xlsx"], success=True)
@contact_lists.alt_response(200, schema=BINARY, content_type=negotiation.FORMATS["pdf"], success=True)
def read(query: View, channel: str) -> Any:
    form = negotiation.list_format(query.pop("format", None))
    typed_in = {name: query.pop(name, None) for name in ("letter_number", "letter_date")}
    query["channel"] = channel
    if form == "pdf":
        query["limit"] = min(query["limit"], ON_PAPER_AT_ONCE)
    if form in negotiation.SHEETS:
        return _private(TABLES[channel].file({**query, "format": form}))
    page = ask.query("notify", "list_contacts", query)
    return linked(page) if form == "json" else _printed(channel, page, typed_in)


def row_of(contact: Mapping[str, Any]) -> sheets.Row:
    attempts = contact["contact_attempts"]
    plain = {name: contact[name] for name in COLUMNS if isinstance(contact.get(name), str)}
    names = {f"organisation_{language}": text for language, text in contact["organisation"].items()}
    return {
        **plain,
        **names,
        "address": " ".join(contact.get("address", ())),
        "attempts": str(len(attempts)),
        "last_note": next((one["note"] for one in reversed(attempts) if "note" in one), ""),
    }


TABLES = {
    channel: Export(name=channel, service="notify", method="list_contacts", columns=COLUMNS, row=row_of)
    for channel in ("post", "telephone")
}

contact_lists.publish(
    "GET",
    "/<any('post', 'telephone'):channel>",
    "list_contacts",
    read,
    "Read whose letters are to be printed, or who is to be called: as JSON, CSV, XLSX, or to print as PDF",
    {**REFUSED_LIST, 406: "NotAcceptable"},
)
contact_lists.batch(
    "/tick-off", "tick_off_contacts", TickOff, TickedOff, "Tick off who was told, and who was not reached"
)


def _printed(channel: str, page: View, typed_in: View) -> Response:
    """Letters to fold into window envelopes, each from a new sheet; or a sheet to call from."""
    show(page)
    html = render_template(
        f"contact-{channel}.html",
        language=g.language,
        words={language: texts.TEXTS[language]["contact_lists"] for language in negotiation.LANGUAGES},
        at=clock.to_wire(clock.now()),
        items=[one for one in page["items"] if "text" in one],
        **typed_in,
    )
    response = Response(print_pdf(html), content_type="application/pdf")
    response.headers["Content-Disposition"] = f"inline; filename={channel}.pdf"
    response.headers["Content-Language"] = g.language
    response.headers["Content-Security-Policy"] = POLICIES["pdf"]
    response.headers.update(linked(page)[1])
    return _private(response)


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "private, no-store"
    return response

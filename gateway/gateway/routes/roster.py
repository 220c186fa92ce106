"""The roster as a file."""

from collections.abc import Iterator

from flask import Response

from chassis.config import DEADLINE_SECONDS
from gateway import ask, negotiation, sheets
from gateway.resource import LINKED, Resource, View, linked
from gateway.schemas.roster import ExportQuery

PAGE, MOST = 100, 10_000

roster = Resource("roster", "membership", "/v1/members", "The roster as a file")


@roster.arguments(ExportQuery, location="query")
@roster.response(200, schema={"type": "string"}, content_type=negotiation.SHEETS["csv"], headers=LINKED)
@roster.alt_response(
    200,
    schema={"type": "string", "format": "binary"},
    content_type=negotiation.SHEETS["xlsx"],
    success=True,
)
def export(query: View) -> Response:
    form = negotiation.sheet_format(query.pop("format", None))
    sheet, after = sheets.FORMS[form](), None
    for page in pages(query):
        for member in page["items"]:
            sheet.add(sheets.row_of(member))
        after = page["next"]
    response = Response(sheet.content(), content_type=negotiation.SHEETS[form])
    response.headers["Content-Disposition"] = f"attachment; filename=members.{form}"
    response.headers.update(linked({"next": after})[1])
    return response


def pages(query: View, service: str = "membership", method: str = "list_members") -> Iterator[View]:
    """As many as a file holds."""
    for _ in range(MOST // PAGE):
        page = ask.query(service, method, {**query, "limit": PAGE}, DEADLINE_SECONDS)
        yield page
        if page["next"] is None:
            return
        query = {**query, "after": page["next"]}


roster.publish(
    "GET",
    "/export",
    "export_members",
    export,
    "The roster as CSV or XLSX, as far as the caller may see it; over 10,000 rows, in several files",
    {406: "NotAcceptable", 422: "Invalid"},
)

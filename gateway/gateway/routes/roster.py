"""The roster as a file."""

from flask import Response

from gateway import negotiation, sheets
from gateway.exports import Export
from gateway.resource import LINKED, Resource, View
from gateway.schemas.roster import ExportQuery

roster = Resource("roster", "membership", "/v1/members", "The roster as a file")
FILE = Export(
    name="members",
    service="membership",
    method="list_members",
    columns=sheets.COLUMNS,
    row=sheets.row_of,
)


@roster.arguments(ExportQuery, location="query")
@roster.response(200, schema={"type": "string"}, content_type=negotiation.SHEETS["csv"], headers=LINKED)
@roster.alt_response(
    200,
    schema={"type": "string", "format": "binary"},
    content_type=negotiation.SHEETS["xlsx"],
    success=True,
)
def export(query: View) -> Response:
    return FILE.file(query)


roster.publish(
    "GET",
    "/export",
    "export_members",
    export,
    "The roster as CSV or XLSX, as far as the caller may see it; over 10,000 rows, in several files",
    {406: "NotAcceptable", 422: "Invalid"},
)

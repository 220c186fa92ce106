"""The register of proposals as a file."""

from flask import Response

from gateway import negotiation, sheets
from gateway.exports import Export
from gateway.resource import LINKED, Resource, View
from gateway.schemas.register import RegisterQuery

register = Resource("register", "agenda", "/v1/proposals", "The register of proposals as a file")
FILE = Export(
    name="proposals",
    service="agenda",
    method="list_register",
    columns=sheets.PROPOSAL_COLUMNS,
    row=sheets.row_of_proposal,
)


@register.arguments(RegisterQuery, location="query")
@register.response(200, schema={"type": "string"}, content_type=negotiation.SHEETS["csv"], headers=LINKED)
@register.alt_response(
    200,
    schema={"type": "string", "format": "binary"},
    content_type=negotiation.SHEETS["xlsx"],
    success=True,
)
def export(query: View) -> Response:
    return FILE.file(query)


register.publish(
    "GET",
    "/export",
    "export_proposals",
    export,
    "The public register of proposals as CSV or XLSX, the newest first; over 10,000 rows, in several files",
    {406: "NotAcceptable", 422: "Invalid"},
)

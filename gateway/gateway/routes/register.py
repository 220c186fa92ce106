"""The register of proposals as a file."""

from flask import Response

from gateway import negotiation, sheets
from gateway.resource import LINKED, Resource, View, linked
from gateway.routes.roster import pages
from gateway.schemas.register import RegisterQuery

register = Resource("register", "agenda", "/v1/proposals", "The register of proposals as a file")


@register.arguments(RegisterQuery, location="query")
@register.response(200, schema={"type": "string"}, content_type=negotiation.SHEETS["csv"], headers=LINKED)
@register.alt_response(
    200,
    schema={"type": "string", "format": "binary"},
    content_type=negotiation.SHEETS["xlsx"],
    success=True,
)
def export(query: View) -> Response:
    form = negotiation.sheet_format(query.pop("format", None))
    sheet, after = sheets.FORMS[form](sheets.PROPOSAL_COLUMNS, "proposals"), None
    for page in pages(query, "agenda", "list_register"):
        for proposal in page["items"]:
            sheet.add(sheets.row_of_proposal(proposal))
        after = page["next"]
    response = Response(sheet.content(), content_type=negotiation.SHEETS[form])
    response.headers["Content-Disposition"] = f"attachment; filename=proposals.{form}"
    response.headers.update(linked({"next": after})[1])
    return response


register.publish(
    "GET",
    "/export",
    "export_proposals",
    export,
    "The public register of proposals as CSV or XLSX, the newest first; over 10,000 rows, in several files",
    {406: "NotAcceptable", 422: "Invalid"},
)

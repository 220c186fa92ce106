"""What was shown of people, for the notice of a breach; the gateway itself keeps it."""

from typing import Any

from flask import Response, current_app

from chassis import clock
from chassis.clock import from_wire
from chassis.errors import Invalid, Unavailable
from gateway import negotiation, sheets
from gateway.disclosures.record import EXTENSION, Disclosures
from gateway.disclosures.report import COLUMNS, report, row_of
from gateway.resource import REFUSED_LIST, Resource, View
from gateway.schemas.privacy import BreachReport, BreachReportQuery

privacy = Resource("privacy", "gateway", "/v1/privacy", "What was shown of people, and to whom")


@privacy.arguments(BreachReportQuery, location="query")
@privacy.response(200, BreachReport)
@privacy.alt_response(200, schema={"type": "string"}, content_type=negotiation.SHEETS["csv"], success=True)
def read(query: View) -> Any:
    form = negotiation.table_format(query.get("format"))
    found = _report(query)
    if form == "json":
        return found
    sheet = sheets.Csv(COLUMNS, "breach-report")
    for item in found["items"]:
        sheet.add(row_of(item))
    response = Response(sheet.content(), mimetype=negotiation.SHEETS[form])
    response.headers["Content-Disposition"] = "attachment; filename=breach-report.csv"
    return response


privacy.publish(
    "GET",
    "/breach-report",
    "read_breach_report",
    read,
    "Read whose data were shown in a period, which, when and to whom, as JSON or CSV",
    {**REFUSED_LIST, 406: "NotAcceptable"},
)


def _report(query: View) -> View:
    disclosures: Disclosures = current_app.extensions[EXTENSION]
    since = from_wire(query["since"])
    until = from_wire(query["until"]) if "until" in query else clock.now()
    if until <= since:
        raise Invalid(fields={"until": ["ends_before_start"]})
    if disclosures.lots is None:
        raise Unavailable()
    disclosures.write()
    return report(disclosures.lots.between(since, until), since, until, query.get("caller"))

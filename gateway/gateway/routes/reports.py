"""The goals against what was done about them: as data, as a table, as a chart."""

import csv
import io
from typing import Any

from flask import Response, current_app, g

from gateway import ask, negotiation
from gateway.pages.chart import chart
from gateway.resource import Resource, View
from gateway.schemas.reports import GoalsQuery, GoalsReport
from gateway.sheets import as_texts

COLUMNS = (
    *("year_be", "goal", "name_th", "name_en", "proposals", "decisions", "noted", "agreed", "referred_up"),
    *("action", "referrals", "answered", "actions", "done", "overdue", "lead_agencies"),
)
CHART_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"

reports = Resource("reports", "agenda", "/v1/reports", "What the data say over a year")


@reports.arguments(GoalsQuery, location="query")
@reports.response(200, GoalsReport)
@reports.alt_response(200, schema={"type": "string"}, content_type="text/csv", success=True)
@reports.alt_response(200, schema={"type": "string"}, content_type="image/svg+xml", success=True)
def sdgs(query: View) -> Any:
    form = negotiation.report_format(query.pop("format", None))
    found = ask.query("agenda", "report_goals", query)
    if form == "json":
        return found
    name = f"sdgs-{found['year_be']}.{form}"
    text = (
        table(found)
        if form == "csv"
        else current_app.jinja_env.get_template("sdgs.svg").render(chart(found, g.language))
    )
    response = Response(text, content_type=f"{negotiation.REPORTS[form]}; charset=utf-8")
    response.headers["Content-Disposition"] = f"inline; filename={name}"
    response.headers["Content-Language"] = g.language
    if form == "svg":
        response.headers["Content-Security-Policy"] = CHART_POLICY
    return response


def table(found: View) -> bytes:
    """In UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for one in found["goals"]:
        writer.writerow(as_texts(row_of(one, found["year_be"])))
    return text.getvalue().encode("utf-8-sig")


def row_of(one: View, year_be: int) -> dict[str, str]:
    decisions = {kind: count for kind, count in one["decisions"].items() if kind != "total"}
    agencies = [agency["name"].get("th") or agency["name"]["en"] for agency in one["lead_agencies"]]
    row = {
        "year_be": year_be,
        "goal": one["goal"],
        "name_th": one["name"]["th"],
        "name_en": one["name"]["en"],
        "proposals": one["proposals"],
        "decisions": one["decisions"]["total"],
        **decisions,
        "referrals": one["referrals"]["total"],
        "answered": one["referrals"]["answered"],
        "actions": one["actions"]["total"],
        "done": one["actions"]["done"],
        "overdue": one["actions"]["overdue"],
        "lead_agencies": "; ".join(agencies),
    }
    return {name: str(value) for name, value in row.items()}


reports.publish(
    "GET",
    "/sdgs",
    "report_goals",
    sdgs,
    "The 17 goals against proposals, decisions, referrals, actions and lead agencies of a year",
    {406: "NotAcceptable", 422: "Invalid"},
)

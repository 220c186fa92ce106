"""Pages for people: what became of a proposal, and of a year; as far as everybody may see it."""

from typing import Any

from flask import Blueprint, Response, g, request
from marshmallow import EXCLUDE

from chassis.errors import WaraError
from chassis.schema import load
from chassis.thai import western_digits
from gateway import ask, texts
from gateway.pages.chart import chart
from gateway.pages.page import choose_language, page
from gateway.problems import document
from gateway.schemas.reports import GoalsQuery

GIVEN = ("language", "words")
following = Blueprint("following", __name__, template_folder="templates")
following.before_request(choose_language)
following.add_app_template_filter(lambda what: step(what), "step")
following.add_app_template_filter(lambda number: texts.in_digits(str(number), g.language), "counted")


@following.get("/proposals/<uuid:id>")
def proposal(id: Any) -> Response:
    try:
        trace = ask.query("agenda", "trace_proposal", {"id": str(id)})
    except WaraError as error:
        refused = document(error)
        return page("trace.html", status=refused["status"], refused=refused)
    return page("trace.html", trace=trace)


@following.get("/reports/sdgs")
def sdgs() -> Response:
    """The chart, and beside it the table that says the same."""
    asked = GoalsQuery(only=("year_be", "committee"), unknown=EXCLUDE)
    try:
        query = load(asked, {name: western_digits(value) for name, value in request.args.items()})
        report = ask.query("agenda", "report_goals", query)
    except WaraError as error:
        refused = document(error)
        return page("sdgs.html", status=refused["status"], refused=refused)
    drawn = chart(report, g.language)
    return page("sdgs.html", report=report, **{name: drawn[name] for name in drawn if name not in GIVEN})


def step(what: str) -> str:
    """`agenda.proposal.merged.v1` in words."""
    name = what.removeprefix("agenda.").removesuffix(".v1")
    return str(texts.TEXTS[g.language]["steps"].get(name, name))

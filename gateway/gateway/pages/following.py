"""A page for people that shows what became of a proposal, as far as everybody may see it."""

from typing import Any

from flask import Blueprint, Response, g

from chassis.errors import WaraError
from gateway import ask, texts
from gateway.pages.views import choose_language, page
from gateway.problems import document

following = Blueprint("following", __name__, template_folder="templates")
following.before_request(choose_language)
following.add_app_template_filter(lambda what: step(what), "step")


@following.get("/proposals/<uuid:id>")
def proposal(id: Any) -> Response:
    try:
        trace = ask.query("agenda", "trace_proposal", {"id": str(id)})
    except WaraError as error:
        refused = document(error)
        return page("trace.html", status=refused["status"], refused=refused)
    return page("trace.html", trace=trace)


def step(what: str) -> str:
    """`agenda.proposal.merged.v1` in words."""
    name = what.removeprefix("agenda.").removesuffix(".v1")
    return str(texts.TEXTS[g.language]["steps"].get(name, name))

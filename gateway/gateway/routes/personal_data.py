"""What is kept about a person, put together from the services that keep it: as JSON or as a PDF."""

from typing import Any

from flask import Response, g, render_template

from chassis.call import Language
from chassis.pdf import print_pdf
from gateway import ask, negotiation, texts
from gateway.disclosures.record import show
from gateway.identity.identity import here
from gateway.resource import Resource, Route, View
from gateway.roles import SECRETARIAT
from gateway.routes.documents import BINARY, POLICIES
from gateway.schemas.personal_data import PersonalData, PersonalDataQuery

SERVICES = ("membership", "notify", "agenda")
REFUSED = {404: "NotFound", 406: "NotAcceptable", 422: "Invalid"}

personal_data = Resource("personal_data", "membership", "/v1/members", "What is kept about a person")


own_data = Resource("own_data", "membership", "/v1/me", "What is kept about me")


def read(query: View, member: Any, id: Any) -> Any:
    return _kept_of(str(id), query)


def read_own(query: View) -> Any:
    return _kept_of(ask.query("membership", "get_myself", {})["id"], query)


def _publish(resource: Resource, path: str, name: str, view: Route, summary: str) -> None:
    view = resource.alt_response(200, schema=BINARY, content_type="application/pdf", success=True)(view)
    view = resource.response(200, PersonalData)(view)
    view = resource.arguments(PersonalDataQuery, location="query")(view)
    resource.publish("GET", path, name, view, summary, REFUSED)


_publish(
    personal_data,
    "/<uuid:member>/representatives/<uuid:id>/personal-data",
    "get_personal_data",
    read,
    "Read all that is kept about a person, as JSON or PDF",
)
_publish(own_data, "/data", "get_own_data", read_own, "Read all that is kept about me, as JSON or PDF")


def _kept_of(id: str, query: View) -> Any:
    form = negotiation.data_format(query.get("format"))
    kept: View = {}
    for service in SERVICES:
        kept |= ask.query(service, "get_personal_data", {"id": id})
    kept |= _kept_here(id)
    return _printed(kept, query.get("language", g.language)) if form == "pdf" else kept


def _kept_here(id: str) -> View:
    """For themselves and the secretariat: where one signs in is no matter of one's colleagues."""
    if g.caller.id != id and SECRETARIAT not in g.caller.roles:
        return {"sessions": [], "accounts": []}
    return here().kept_of(id, g.session.id if g.session else None)


def _printed(kept: View, language: Language) -> Response:
    show(kept)
    g.language = language
    words = texts.TEXTS[language]["personal_data"]
    page = render_template("personal-data.html", language=language, words=words, **kept)
    response = Response(print_pdf(page), content_type="application/pdf")
    response.headers["Content-Language"] = language
    response.headers["Content-Disposition"] = f'inline; filename="personal-data.{language}.pdf"'
    response.headers["Content-Security-Policy"] = POLICIES["pdf"]
    response.headers["Cache-Control"] = "private, no-store"
    return response

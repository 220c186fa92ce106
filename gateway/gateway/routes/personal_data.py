"""What is kept about a person, put together from the services that keep it: as JSON or as a PDF."""

from typing import Any

from flask import Response, g, render_template

from chassis.call import Language
from chassis.pdf import print_pdf
from gateway import ask, negotiation, texts
from gateway.resource import Resource, View
from gateway.routes.documents import POLICIES
from gateway.schemas.personal_data import PersonalData, PersonalDataQuery

SERVICES = ("membership", "notify", "agenda")
REFUSED = {404: "NotFound", 406: "NotAcceptable", 422: "Invalid"}

personal_data = Resource("personal_data", "membership", "/v1/members", "What is kept about a person")


@personal_data.arguments(PersonalDataQuery, location="query")
@personal_data.response(200, PersonalData)
@personal_data.alt_response(
    200, schema={"type": "string", "format": "binary"}, content_type="application/pdf", success=True
)
def read(query: View, member: Any, id: Any) -> Any:
    form = negotiation.data_format(query.get("format"))
    kept: View = {}
    for service in SERVICES:
        kept |= ask.query(service, "get_personal_data", {"id": str(id)})
    return _printed(kept, query.get("language", g.language)) if form == "pdf" else kept


personal_data.publish(
    "GET",
    "/<uuid:member>/representatives/<uuid:id>/personal-data",
    "get_personal_data",
    read,
    "Read all that is kept about a person, as JSON or PDF",
    REFUSED,
)


def _printed(kept: View, language: Language) -> Response:
    g.language = language
    words = texts.TEXTS[language]["personal_data"]
    page = render_template("personal-data.html", language=language, words=words, **kept)
    response = Response(print_pdf(page), content_type="application/pdf")
    response.headers["Content-Language"] = language
    response.headers["Content-Disposition"] = f'inline; filename="personal-data.{language}.pdf"'
    response.headers["Content-Security-Policy"] = POLICIES["pdf"]
    response.headers["Cache-Control"] = "private, no-store"
    return response

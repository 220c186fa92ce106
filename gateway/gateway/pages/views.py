"""Pages for people: the start page, where a link in a letter leads, the API's document, what refusals mean.
All of it works offline."""

import mimetypes
from collections.abc import Mapping
from importlib.abc import Traversable
from importlib.resources import files

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import NotFound

from chassis.errors import WaraError
from gateway import ask, texts
from gateway.doorway import API_POLICY
from gateway.inputs import check_form
from gateway.pages import register
from gateway.pages.group import group, newest
from gateway.pages.page import choose_language, page
from gateway.pages.words import in_words
from gateway.problems import document

DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ASSETS = {name: files("gateway") / "pages/assets" / name for name in ("pages.css", "docs.js")}
SWAGGER = {
    name: files("flask_swagger_ui") / "dist" / name
    for name in ("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")
}
ASSET_SECONDS = 3600

pages = Blueprint("pages", __name__, template_folder="templates")
in_words(pages)
pages.before_request(choose_language)
pages.before_request(check_form)


@pages.get("/")
def start() -> Response:
    return page("start.html", group=group(), meetings=newest())


@pages.get("/proposals")
def proposals() -> Response:
    return page("proposals.html", register=register.page(request.args.get("after")))


@pages.get("/confirm")
def ask_to_confirm() -> Response:
    """A button, because programs that look at mails follow every link in them."""
    return page("confirm.html", token=request.args.get("token", ""))


@pages.post("/confirm")
def confirm() -> Response:
    try:
        member = ask.command("membership", "confirm_member", {"token": request.form.get("token", "")})
    except WaraError as error:
        refused = document(error)
        return page("confirm.html", status=refused["status"], refused=refused)
    return page("confirm.html", member=member)


@pages.get("/check-in")
def ask_to_check_in() -> Response:
    """A button here too."""
    return page("check-in.html", coming=_coming(request.args))


@pages.post("/check-in")
def check_in() -> Response:
    coming = _coming(request.form)
    body = {
        "id": coming["meeting"],
        **{name: coming[name] for name in ("member", "attendee", "code") if coming[name]},
    }
    try:
        return page("check-in.html", came=ask.command("agenda", "check_in", body))
    except WaraError as error:
        refused = document(error)
        return page("check-in.html", status=refused["status"], refused=refused)


def _coming(given: Mapping[str, str]) -> dict[str, str]:
    return {name: given.get(name, "") for name in ("meeting", "member", "attendee", "code")}


@pages.get("/problems")
def problems() -> Response:
    return page("problems.html", texts=texts.TEXTS[g.language])


@pages.get("/docs")
def docs() -> Response:
    return page("docs.html", policy=DOCS_POLICY)


@pages.get("/docs/<file>")
def swagger(file: str) -> Response:
    return _asset(SWAGGER, file)


@pages.get("/assets/<file>")
def asset(file: str) -> Response:
    return _asset(ASSETS, file)


def _asset(known: Mapping[str, Traversable], file: str) -> Response:
    """One of those we name, and no path that a client makes up."""
    if file not in known:
        raise NotFound()
    response = Response(known[file].read_bytes(), mimetype=mimetypes.guess_type(file)[0])
    response.headers["Content-Security-Policy"] = API_POLICY
    response.cache_control.max_age = ASSET_SECONDS
    return response

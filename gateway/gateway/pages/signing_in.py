"""Signing in and out: by a link in a letter, or at a provider."""

from collections.abc import Callable
from functools import wraps
from hmac import compare_digest
from typing import Any

from flask import Blueprint, Response, g, request, url_for

from chassis.call import Caller
from chassis.errors import Denied, NotFound, WaraError
from chassis.ids import new_id
from chassis.schema import load
from gateway.identity import csrf
from gateway.identity.cookies import JOURNEY, SESSION
from gateway.identity.identity import here
from gateway.identity.sessions import FRESH, check_fresh
from gateway.identity.vouching import Vouched
from gateway.inputs import check_form
from gateway.pages.page import choose_language, page
from gateway.problems import document
from gateway.schemas.sessions import LinkWanted

SEE_OTHER = 303

signing_in = Blueprint("signing_in", __name__, template_folder="templates")
signing_in.before_request(choose_language)
signing_in.before_request(check_form)
View = Callable[..., Response]


def told(view: View) -> View:
    """What refuses it, on a page."""

    @wraps(view)
    def answer(**ids: Any) -> Response:
        try:
            return view(**ids)
        except WaraError as error:
            refused = document(error)
            return _page(status=refused["status"], refused=refused)

    return answer


@signing_in.get("/sign-in")
def ask() -> Response:
    issuers = [one for one in here().issuers if one.client_id]
    return _page(session=g.session, issuers=issuers)


@signing_in.post("/sign-in")
@told
def send_link() -> Response:
    wanted = load(LinkWanted(), {"email": request.form.get("email", "").strip()})
    here().send_link(wanted["email"], new_id())
    return _page(sent=True)


@signing_in.get("/sign-in/link")
def ask_to_enter() -> Response:
    """A button, because programs that look at mails follow every link in them."""
    return _page(token=request.args.get("token", ""))


@signing_in.post("/sign-in/link")
@told
def enter() -> Response:
    return _enter(*here().by_link(request.form.get("token", "")))


@signing_in.get("/sign-in/<issuer>")
@told
def go(issuer: str) -> Response:
    """To the provider, which is to ask who it is where `anew` is said. Who is signed in by a link may have
    themselves signed in there from now on, where that is just now."""
    provider = here().tokens.providers.get(issuer)
    if provider is None or not provider.issuer.client_id:
        raise NotFound()
    connects = request.args.get("connect")
    if connects is not None:
        if g.session is None or not compare_digest(connects.encode(), g.session.connects.encode()):
            raise Denied(csrf.PROOF_WRONG)
        check_fresh(g.session)
    account, within = g.caller.id if connects is not None else None, FRESH if "anew" in request.args else None
    address, browser = here().journeys.begin(provider, account, within)
    response = _to(address)
    here().cookies.write(response, JOURNEY, browser)
    return response


@signing_in.get("/sign-in/callback")
@told
def come_back() -> Response:
    arrival = here().journeys.end(request.args, here().cookies.read(JOURNEY))
    vouched = here().arrived(arrival)
    response = _enter(vouched.caller, arrival.provider.issuer.name, vouched)
    here().cookies.clear(response, JOURNEY)
    return response


@signing_in.post("/sign-out")
def leave() -> Response:
    if g.session is not None:
        here().sessions.end(g.session.id)
    response = _to(url_for("signing_in.ask", language=g.language))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    here().cookies.clear(response, SESSION)
    return response


def _enter(caller: Caller, by: str, vouched: Vouched | None = None) -> Response:
    """In a session of its own; what this browser had before is over. It is on record as done by who came."""
    if g.session is not None:
        here().sessions.end(g.session.id)
    g.caller, g.session, g.asked = caller, None, False
    response = _to(url_for("signing_in.ask", language=g.language))
    here().cookies.write(response, SESSION, here().begin(caller, by, vouched))
    return response


def _to(address: str) -> Response:
    response = Response(status=SEE_OTHER, headers={"Location": address})
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(**values: Any) -> Response:
    """Its forms say from where they are sent."""
    response = page("sign-in.html", **values)
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response

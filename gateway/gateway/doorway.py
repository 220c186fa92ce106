"""What happens to every request before and after its route: who asks, may they, and what is told of it.

The log and the counters know routes, never addresses, tokens, cookies, bodies or query strings.
"""

import time
from functools import lru_cache

from flask import Flask, Response, g, request
from prometheus_client import Counter, Histogram

from chassis import log
from chassis.ids import new_id
from gateway import negotiation
from gateway.gate.gate import Asked, Gate, Known
from gateway.identity import csrf
from gateway.identity.cookies import SESSION, Cookies
from gateway.identity.csrf import Sent
from gateway.inputs import check_query
from gateway.resource import route_of

REQUESTS = Counter("wara_http_requests_total", "Requests answered", ["route", "status"])
SECONDS = Histogram("wara_http_request_seconds", "From the request's head to its answer", ["route"])
UNROUTED = "unrouted"
FORM = "application/x-www-form-urlencoded"

API_POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}

logger = log.get(__name__)


def register(app: Flask, gate: Gate, cookies: Cookies) -> None:
    @app.before_request
    def enter() -> None:
        g.begun = time.monotonic()
        g.correlation_id = new_id()
        g.language = negotiation.language()
        g.route = _route()
        check_query(request.query_string)
        exists = request.url_rule is not None and request.method != "OPTIONS"
        gate.let_in(_asked(cookies), exists, _meet)

    @app.after_request
    def leave(response: Response) -> Response:
        _protect(response)
        _tell(response)
        return response


def _meet(known: Known) -> None:
    g.caller, g.session, g.still = known.caller, known.session, known.still


def _asked(cookies: Cookies) -> Asked:
    return Asked(
        route=g.route,
        host=request.environ.get("HTTP_HOST", "localhost"),  # HTTP/1.0 may name none
        authorization=request.headers.get("Authorization"),
        peer=request.remote_addr or "0.0.0.0",
        forwarded=",".join(request.headers.getlist("X-Forwarded-For")),
        session=cookies.read(SESSION),
        sent=Sent(request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin"), _proof),
    )


def _proof() -> str:
    """In a header, or in the form of a page."""
    given = request.headers.get(csrf.HEADER)
    if given is None and request.mimetype == FORM:
        given = request.form.get(csrf.FIELD)
    return given or ""


def _route() -> str:
    if request.url_rule is None:
        return UNROUTED
    return _named("GET" if request.method == "HEAD" else request.method, request.url_rule.rule)


_named = lru_cache(maxsize=512)(route_of)


def _protect(response: Response) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", API_POLICY)
    response.headers.setdefault("X-Request-Id", g.correlation_id)
    response.headers.setdefault("Cache-Control", _kept())
    response.vary.update(("Authorization", "Cookie", "Accept", "Accept-Language"))


def _kept() -> str:
    """Who is signed in sits at a browser, which others may sit at after them: it keeps nothing. Programs know
    what they hold, and need not be sent it again; so does who has a secret in the address."""
    if g.get("session") is not None:
        return "private, no-store"
    is_ones_own = "Authorization" in request.headers or b"token=" in request.query_string
    return "private, no-cache" if is_ones_own else "no-cache"


def _tell(response: Response) -> None:
    seconds = time.monotonic() - g.begun
    REQUESTS.labels(g.route, response.status_code).inc()
    SECONDS.labels(g.route).observe(seconds)
    logger.info(
        "request",
        route=g.route,
        status=response.status_code,
        milliseconds=round(seconds * 1000, 1),
        correlation_id=g.correlation_id,
    )

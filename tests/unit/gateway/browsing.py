"""Browsers that somebody is signed in at."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from chassis.call import Caller
from gateway.identity.cookies import SESSION
from gateway.identity.store import SESSIONS
from gateway.roles import REPRESENTATIVE, SECRETARIAT
from tests.unit.gateway.house import MEMBER, OTHER, THING
from tests.unit.gateway.signing import Entrance

OFFICER = Caller(id="officer-1", roles=frozenset({SECRETARIAT}))
PERSON = Caller(id=THING, roles=frozenset({REPRESENTATIVE}), member=MEMBER)


def signed_in(entrance: Entrance, caller: Caller = OFFICER) -> FlaskClient:
    http = entrance.app.test_client()
    http.set_cookie(SESSION, entrance.identity.sessions.begin(caller, "letter"))
    return http


def proof(http: FlaskClient) -> str:
    return str(me(http)["csrf"])


def me(http: FlaskClient) -> Any:
    return http.get("/v1/me").json


def admit(http: FlaskClient, **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return http.post(f"/v1/members/{OTHER}/admit", headers=named)


def row_of(entrance: Entrance, http: FlaskClient) -> dict[str, Any]:
    cookie = http.get_cookie(SESSION)
    assert cookie
    rows = entrance.memory(SESSIONS).rows
    return next(row for id, row in rows.items() if id.replace("-", "") == cookie.value.split(".")[0])

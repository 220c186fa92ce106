"""Tokens are believed as a whole or not at all."""

import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask.testing import FlaskClient

from chassis.call import Caller
from chassis.keys import thumbprint
from gateway.roles import OPERATOR, PUBLIC, REPRESENTATIVE, SECRETARIAT
from tests.unit.gateway.house import KEY, KID, MEMBER, Services, bearer, token

NOW = int(time.time())
STRANGER = Ed25519PrivateKey.generate()
PUBLIC_PEM = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def unsigned() -> str:
    claims = {"sub": "x", "aud": "wara", "iat": NOW, "exp": NOW + 60, "roles": [SECRETARIAT]}
    return jwt.encode(claims, "", algorithm="none", headers={"kid": KID})


def confused() -> str:
    """HS256 with the public key as its secret, by hand: pyjwt refuses to make one."""
    import base64
    import hashlib
    import hmac
    import json

    def part(value: bytes) -> str:
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()

    claims = {"sub": "x", "aud": "wara", "iat": NOW, "exp": NOW + 60, "roles": [SECRETARIAT]}
    header = json.dumps({"alg": "HS256", "typ": "JWT", "kid": KID}).encode()
    head = part(header) + "." + part(json.dumps(claims).encode())
    return head + "." + part(hmac.new(PUBLIC_PEM, head.encode(), hashlib.sha256).digest())


BAD = {
    "no algorithm": unsigned(),
    "the public key as a secret": confused(),
    "a stranger's key": token(SECRETARIAT, key=STRANGER, kid=thumbprint(STRANGER.public_key())),
    "a stranger's key under the name of ours": token(SECRETARIAT, key=STRANGER),
    "without the name of a key": token(SECRETARIAT, kid=None),
    "expired": token(SECRETARIAT, exp=NOW - 1),
    "expired just now": token(SECRETARIAT, exp=NOW),
    "not yet issued": token(SECRETARIAT, iat=NOW + 600),
    "not yet valid": token(SECRETARIAT, nbf=NOW + 600),
    "without an end": token(SECRETARIAT, exp=None),
    "for somebody else": token(SECRETARIAT, aud="other"),
    "for nobody": token(SECRETARIAT, aud=None),
    "of nobody": token(SECRETARIAT, sub=None),
    "of the public": token(SECRETARIAT, sub=PUBLIC),
    "without roles": token(),
    "with an unknown role": token("minister"),
    "with the public's role": token(PUBLIC),
    "with roles as a text": token(roles=SECRETARIAT),
    "with roles that are objects": token(roles=[{"role": SECRETARIAT}]),
    "a representative of nobody": token(REPRESENTATIVE, member=None),
    "a representative of a number": token(REPRESENTATIVE, member=7),
    "cut short": token(SECRETARIAT)[:-4],
    "empty": "",
    "three dots": "...",
    "not ASCII": "ก.ข.ค",
    "two": f"{token(SECRETARIAT)},{token(SECRETARIAT)}",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_token_is_refused_even_where_none_is_needed(http: FlaskClient, name: str) -> None:
    header = f"Bearer {BAD[name]}".encode().decode("latin-1")
    answer = http.get("/v1/members", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.json and answer.json["code"] == "unauthenticated"
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="wara", error="invalid_token"'


@pytest.mark.parametrize("header", ["Basic eDp5", token(SECRETARIAT), "Bearer"])
def test_another_scheme_is_refused(http: FlaskClient, header: str) -> None:
    assert http.get("/v1/members", headers={"Authorization": header}).status_code == 401


def test_the_caller_goes_with_the_call(http: FlaskClient, services: Services) -> None:
    http.get("/v1/members", headers=bearer(REPRESENTATIVE))
    caller = services.last.caller
    assert caller == Caller(id="caller-1", roles=frozenset({REPRESENTATIVE}), member=MEMBER)


def test_who_says_nothing_is_the_public(http: FlaskClient, services: Services) -> None:
    http.get("/v1/members")
    assert services.last.caller == Caller(id=PUBLIC, roles=frozenset({PUBLIC}))


def test_an_operator_has_no_member(http: FlaskClient) -> None:
    answer: Any = http.get("/v1/me", headers=bearer(OPERATOR)).json
    assert answer == {"id": "caller-1", "roles": [OPERATOR], "member": None}

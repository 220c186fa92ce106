"""Tokens that an OpenID provider signed: believed as a whole or not at all, by keys that it may rotate."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from environs import EnvError
from jwt.warnings import InsecureKeyLengthWarning

from chassis.errors import Denied, NotFound, Unavailable
from gateway.gate import remembered
from gateway.identity import issuers
from gateway.identity.people import speaks
from gateway.identity.provider import FRESH_SECONDS, KEPT_SECONDS, LOOK_SECONDS, Away, Provider
from gateway.identity.store import ACCOUNTS
from tests.support.provider import Key, OpenIdProvider, running
from tests.unit.gateway.house import MEMBER, THING
from tests.unit.gateway.signing import AUDIENCE, CLIENT, Entrance, issuer

NOW = int(time.time())
FIRST, SECOND, STRANGER = Key("first"), Key("second"), Key("stranger")


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIdProvider]:
    with running(FIRST) as provider:
        yield provider


@pytest.fixture(scope="module")
def entrance(provider: OpenIdProvider) -> Entrance:
    return Entrance.of(issuer(provider.issuer))


def token(
    url: str,
    *,
    key: Any = FIRST.private,
    kid: str | None = FIRST.id,
    typ: str = "at+jwt",
    alg: str = "RS256",
    **said: Any,
) -> str:
    usual = {"iss": url, "sub": "officer-1", "aud": AUDIENCE, "groups": ["desk"]}
    given = {**usual, "iat": NOW, "exp": NOW + 600, **said}
    claims = {name: value for name, value in given.items() if value is not None}
    return jwt.encode(claims, key, algorithm=alg, headers={"typ": typ, **({"kid": kid} if kid else {})})


def confused(url: str) -> str:
    """HS256 with the public key as its secret, by hand: pyjwt refuses to make one."""
    pem = FIRST.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    _, claims, _ = token(url).split(".")
    head = part({"alg": "HS256", "typ": "at+jwt", "kid": FIRST.id}) + "." + claims
    return head + "." + base64url(hmac.digest(pem, head.encode(), hashlib.sha256))


def part(said: Any) -> str:
    return base64url(json.dumps(said).encode())


def base64url(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


BAD: dict[str, Any] = {
    "no algorithm": lambda url: token(url, key="", alg="none"),
    "the public key as a secret": confused,
    "an algorithm that is not named": lambda url: token(url, alg="RS384"),
    "a stranger's key": lambda url: token(url, key=STRANGER.private, kid=STRANGER.id),
    "a stranger's key under the name of theirs": lambda url: token(url, key=STRANGER.private),
    "without the name of a key": lambda url: token(url, kid=None),
    "expired": lambda url: token(url, exp=NOW - 60),
    "not yet issued": lambda url: token(url, iat=NOW + 600),
    "not yet valid": lambda url: token(url, nbf=NOW + 600),
    "without an end": lambda url: token(url, exp=None),
    "without a beginning": lambda url: token(url, iat=None),
    "for somebody else": lambda url: token(url, aud="other"),
    "for nobody": lambda url: token(url, aud=None),
    "of nobody": lambda url: token(url, sub=None),
    "of an empty name": lambda url: token(url, sub=""),
    "of another type": lambda url: token(url, typ="JWT"),
    "an ID token": lambda url: token(url, typ="JWT", aud=CLIENT, nonce="n"),
    "an ID token that says to be an access token": lambda url: token(url, nonce="n"),
    "cut short": lambda url: token(url)[:-6],
    "altered": lambda url: token(url).replace(token(url).split(".")[1], part({"iss": url, "sub": "x"})),
}


def answer(entrance: Entrance, bearer: str, path: str = "/v1/me") -> Any:
    return entrance.app.test_client().get(path, headers={"Authorization": f"Bearer {bearer}"})


@pytest.mark.parametrize("name", BAD)
def test_a_bad_token_is_refused_even_where_none_is_needed(
    entrance: Entrance, provider: OpenIdProvider, name: str
) -> None:
    refused = answer(entrance, BAD[name](provider.issuer), "/v1/members")
    assert (refused.status_code, refused.json["code"]) == (401, "unauthenticated")


def test_another_issuer_is_nobodys(entrance: Entrance, provider: OpenIdProvider) -> None:
    assert answer(entrance, token(f"{provider.issuer}x")).status_code == 401


def test_a_good_token_has_the_roles_that_the_table_gives(
    entrance: Entrance, provider: OpenIdProvider
) -> None:
    me = answer(entrance, token(provider.issuer, groups=["desk", "machines", "others"])).json
    assert me["roles"] == ["operator", "secretariat"]
    assert me["id"] == answer(entrance, token(provider.issuer)).json["id"] != "officer-1"
    assert answer(entrance, token(provider.issuer, sub="officer-2")).json["id"] != me["id"]


def test_whom_the_table_does_not_know_has_no_role(entrance: Entrance, provider: OpenIdProvider) -> None:
    for said in (["others"], None, {"desk": 1}, "representative", 7):
        refused = answer(entrance, token(provider.issuer, sub="officer-3", groups=said))
        assert (refused.status_code, refused.json["code"]) == (403, "account_without_role")


def test_by_a_token_speaks_who_is_in_office(
    entrance: Entrance, provider: OpenIdProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "SECONDS", -1.0)
    entrance.anew().services.answers["get_representative"] = {"status": "confirmed", "member": MEMBER}
    bearer = token(provider.issuer, sub="officer-4", groups=None)
    entrance.identity.accounts.speak_for(provider.issuer, "officer-4", speaks(THING, MEMBER))
    make_due(entrance)
    assert answer(entrance, bearer).status_code == 200
    looked, asked = entrance.services.asked
    assert (looked.method, looked.body) == ("get_representative", {"id": THING})
    assert (asked.caller.id, asked.caller.member) == (THING, MEMBER)
    entrance.services.answers["get_representative"] = NotFound()
    make_due(entrance)
    believed = entrance.identity.elsewhere(bearer)
    assert believed and believed.caller == speaks(THING, MEMBER)  # as a stream asks, after its request
    refused = answer(entrance, bearer)
    assert (refused.status_code, refused.json["code"]) == (403, "account_without_role")
    with pytest.raises(Denied):
        entrance.identity.elsewhere(bearer)


def make_due(entrance: Entrance) -> None:
    for row in entrance.memory(ACCOUNTS).rows.values():
        row["looked_at"] = None


def test_a_role_that_it_claims_is_nothing(entrance: Entrance, provider: OpenIdProvider) -> None:
    me = answer(entrance, token(provider.issuer, roles=["operator"], member="x")).json
    assert (me["roles"], me["member"]) == (["secretariat"], None)


def test_a_scope_of_ours_opens_itself_alone(entrance: Entrance, provider: OpenIdProvider) -> None:
    for narrow in ("openid members:read", ["members:read"]):
        bearer = token(provider.issuer, scope=narrow)
        assert answer(entrance, bearer, "/v1/members").status_code == 200
        refused = answer(entrance, bearer, "/v1/proposals")
        assert (refused.status_code, refused.json["code"]) == (403, "scope_missing")
    for wide in ("openid email", "", None, 7, [["members:read"]]):
        assert answer(entrance, token(provider.issuer, scope=wide), "/v1/proposals").status_code == 200


def test_what_a_weak_key_has_signed_is_not_believed(
    entrance: Entrance, provider: OpenIdProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though the provider publishes it."""
    weak = Key("weak", generate_private_key(65537, 1024))
    published = jwt.PyJWK.from_json(jwt.algorithms.RSAAlgorithm.to_jwk(weak.private.public_key()))
    monkeypatch.setattr(Provider, "key", lambda self, kid: published)
    with pytest.warns(InsecureKeyLengthWarning):
        signed = token(provider.issuer, key=weak.private, kid=weak.id)
    assert answer(entrance, signed).status_code == 401


def test_an_installation_may_believe_larger_keys_alone(provider: OpenIdProvider) -> None:
    large = Key("large", generate_private_key(65537, 3072))
    provider.show(FIRST, large)
    strict = Entrance.of(issuer(provider.issuer, rsa_bits=3072))
    assert answer(strict, token(provider.issuer)).status_code == 401
    assert answer(strict, token(provider.issuer, key=large.private, kid=large.id)).status_code == 200
    provider.show(FIRST)


def test_keys_rotate_with_an_overlap(
    entrance: Entrance, provider: OpenIdProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = token(provider.issuer), token(provider.issuer, key=SECOND.private, kid=SECOND.id)
    assert answer(entrance, old).status_code == 200
    assert answer(entrance, new).status_code == 401
    monkeypatch.setattr("gateway.identity.provider.LOOK_SECONDS", 0.0)
    provider.show(SECOND, FIRST)
    assert answer(entrance, new).status_code == 200
    assert answer(entrance, old).status_code == 200
    monkeypatch.setattr("gateway.identity.provider.FRESH_SECONDS", 0.0)
    provider.show(SECOND)
    assert answer(entrance, new).status_code == 200
    assert answer(entrance, old).status_code == 401
    provider.show(FIRST)
    assert answer(entrance, old).status_code == 200


class Clock:
    at = 1_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were asked, none of which answers from now on."""
    asked: list[str] = []

    def away(url: str) -> None:
        asked.append(url)
        raise Away()

    monkeypatch.setattr("gateway.identity.provider.fetch", away)
    return asked


def test_while_it_is_away_its_keys_go_on_for_a_day(
    provider: OpenIdProvider, request: pytest.FixtureRequest
) -> None:
    clock = Clock()
    known = Provider(issuer(provider.issuer), clock)
    assert known.key(FIRST.id) and known.key("guess") is None
    request.getfixturevalue("looks")
    clock.at += FRESH_SECONDS
    assert known.key(FIRST.id)
    with pytest.raises(Unavailable):
        known.key("guess")
    clock.at += KEPT_SECONDS
    with pytest.raises(Unavailable):
        known.key(FIRST.id)


def test_guesses_are_not_looked_up_one_by_one(looks: list[str]) -> None:
    clock = Clock()
    unknown = Provider(issuer("http://127.0.0.1:9/"), clock)
    for number in range(100):
        with pytest.raises(Unavailable):
            unknown.key(f"guess {number}")
    assert len(looks) == 1
    clock.at += LOOK_SECONDS
    with pytest.raises(Unavailable):
        unknown.key("guess")
    assert len(looks) == 2


def test_who_is_away_is_told_as_that() -> None:
    entrance = Entrance.of(issuer("http://127.0.0.1:9/"))
    refused = answer(entrance, token("http://127.0.0.1:9/"))
    assert (refused.status_code, refused.json["code"]) == (503, "unavailable")


SAID: dict[str, Any] = {
    "name": "agency",
    "title": {"en": "the ministry"},
    "issuer": "https://id.agency.example/",
    "algorithms": ["RS256"],
    "audience": AUDIENCE,
    "roles": {"claim": "groups", "values": {"desk": ["secretariat"]}},
}


def test_issuers_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "issuers.json"
    (tmp_path / "secret").write_text("hidden\n")
    file.write_text(json.dumps([{**SAID, "client_secret_file": "secret"}]))
    (read,) = issuers.read(str(tmp_path))
    assert read.roles({"groups": "desk"}) == {"secretariat"}
    assert (read.client_secret, read.token_type, read.trusts_email) == ("hidden", "at+jwt", False)
    assert issuers.read("") == issuers.read(str(tmp_path / "none")) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"algorithms": ["HS256"]},
        {"algorithms": ["none"]},
        {"algorithms": []},
        {"issuer": "http://id.agency.example/"},
        {"roles": {"claim": "groups", "values": {"desk": ["representative"]}}},
        {"roles": {"claim": "groups", "values": {"desk": ["minister"]}}},
        {"rsa_bits": 1024},
        {"name": "Callback/"},
        {"surprise": 1},
    ],
    ids=str,
)
def test_a_file_that_says_what_it_may_not_stops_the_process(tmp_path: Path, wrong: dict[str, Any]) -> None:
    file = tmp_path / "issuers.json"
    file.write_text(json.dumps([SAID | wrong]))
    with pytest.raises(EnvError, match="ISSUERS_DIR"):
        issuers.read(str(tmp_path))
    file.write_text(json.dumps([SAID, SAID]))
    with pytest.raises(EnvError, match="twice"):
        issuers.read(str(tmp_path))

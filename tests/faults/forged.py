"""Bearer tokens that nobody may get in with, each made from a true one."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

Claims = Mapping[str, Any]
HOUR = 3600


def forged(true: str, keys: Path) -> dict[str, str]:
    """`Authorization` headers by what is wrong with them."""
    claims = jwt.decode(true, options={"verify_signature": False})
    tokens = {
        **_other_algorithms(true, claims, keys),
        **_other_claims(true, claims, keys),
        **_other_keys(true, claims, keys),
        **_cut_and_pasted(true, claims),
    }
    schemes = {
        "another scheme": f"Basic {true}",
        "no scheme": true,
        "a colon": f"Bearer: {true}",
        "two tokens": f"Bearer {tokens['alg none']},Bearer {tokens['another key']}",
        "an API key": f"Bearer wara_{'0' * 32}_{'A' * 43}",
        "a role as a key": "Bearer secretariat",
        "nothing": "Bearer ",
    }
    return {name: f"Bearer {token}" for name, token in tokens.items()} | schemes


def _other_algorithms(true: str, claims: Claims, keys: Path) -> dict[str, str]:
    pem = (keys / "token.pub").read_bytes()
    public = load_pem_public_key(pem)
    raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    nones = {f"alg {alg}": _unsigned(true, claims, alg) for alg in ("none", "None", "NONE", "nOnE", "")}
    shared = {
        f"{alg} by the public key as {form}": _by_secret(true, claims, alg, secret)
        for alg in ("HS256", "HS512")
        for form, secret in {"PEM": pem, "bytes": raw, "DER": der, "nothing": b""}.items()
    }
    curve, large = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
    headers = {"kid": _kid(true)}
    others = {
        "ES256": jwt.encode(dict(claims), curve, algorithm="ES256", headers=headers),
        "RS256": jwt.encode(dict(claims), large, algorithm="RS256", headers=headers),
    }
    return nones | shared | others


def _other_claims(true: str, claims: Claims, keys: Path) -> dict[str, str]:
    """Signed by the true key: a token that was true once, or is meant for somebody else."""
    now = int(time.time())
    changed: dict[str, dict[str, Any]] = {
        "expired": {"iat": now - 9 * HOUR, "exp": now - HOUR},
        "just expired": {"iat": now - 9 * HOUR, "exp": now - 1},
        "not yet valid": {"nbf": now + HOUR},
        "made tomorrow": {"iat": now + 24 * HOUR, "exp": now + 30 * HOUR},
        "another audience": {"aud": "wera"},
        "the audience of a call": {"aud": "agenda.submit_proposal"},
        "no audience": {"aud": None},
        "no expiry": {"exp": None},
        "an expiry in words": {"exp": "never"},
        "an infinite expiry": {"exp": 1e400},
        "no time": {"iat": None},
        "no subject": {"sub": None},
        "nobody": {"sub": "public"},
        "no roles": {"roles": []},
        "an unknown role": {"roles": ["root"]},
        "an unknown role too": {"roles": [*claims["roles"], "root"]},
        "the system": {"roles": ["system"]},
        "anybody": {"roles": ["public"]},
        "roles as a text": {"roles": "secretariat"},
        "roles as an object": {"roles": {"secretariat": True}},
        "for no member": {"roles": ["representative"], "member": None},
    }
    key, headers = (keys / "token.key").read_bytes(), {"kid": _kid(true)}
    return {name: _signed({**claims, **change}, key, headers) for name, change in changed.items()}


def _other_keys(true: str, claims: Claims, keys: Path) -> dict[str, str]:
    mine, kid = ed25519.Ed25519PrivateKey.generate(), _kid(true)
    x = _part(mine.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": x}
    headers: dict[str, dict[str, Any]] = {
        "another key": {"kid": kid},
        "another key, unnamed": {},
        "another key, unknown": {"kid": "mine"},
        "another key, brought along": {"kid": kid, "jwk": jwk},
        "another key, to be fetched": {"jku": "http://127.0.0.1:9/keys", "x5u": "http://127.0.0.1:9/key"},
        "a file as the key": {"kid": "../../../../dev/null"},
        "a query as the key": {"kid": "' or '1'='1"},
    }
    calls = (keys / "call.key").read_bytes()
    return {name: jwt.encode(dict(claims), mine, "EdDSA", named) for name, named in headers.items()} | {
        "the key of calls": jwt.encode(dict(claims), calls, "EdDSA", {"kid": kid})
    }


def _cut_and_pasted(true: str, claims: Claims) -> dict[str, str]:
    head, payload, signature = true.split(".")
    critical = _part(_json({"alg": "EdDSA", "crit": ["exp"], "kid": _kid(true)}))
    more = _part(_json({**claims, "sub": "admin", "roles": ["secretariat", "operator"]}))
    return {
        "other claims": f"{head}.{more}.{signature}",
        "no signature": f"{head}.{payload}.",
        "a signature of zeros": f"{head}.{payload}.{_part(bytes(64))}",
        "half a signature": f"{head}.{payload}.{signature[:43]}",
        "two parts": f"{head}.{payload}",
        "five parts": f"{true}.{payload}.{signature}",
        "a critical extension": f"{critical}.{payload}.{signature}",
    }


def _signed(claims: Claims, key: bytes, headers: dict[str, Any]) -> str:
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(kept, key, algorithm="EdDSA", headers=headers)


def _unsigned(true: str, claims: Claims, algorithm: str) -> str:
    return f"{_part(_json({'alg': algorithm, 'typ': 'JWT', 'kid': _kid(true)}))}.{_part(_json(claims))}."


def _by_secret(true: str, claims: Claims, algorithm: str, secret: bytes) -> str:
    """By hand: the library refuses to take a public key for a secret."""
    said = f"{_part(_json({'alg': algorithm, 'typ': 'JWT', 'kid': _kid(true)}))}.{_part(_json(claims))}"
    digest = hmac.digest(secret, said.encode(), {"HS256": hashlib.sha256, "HS512": hashlib.sha512}[algorithm])
    return f"{said}.{_part(digest)}"


def _kid(token: str) -> str | None:
    kid: str | None = jwt.get_unverified_header(token).get("kid")
    return kid


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


def _part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

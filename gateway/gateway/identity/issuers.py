"""Who else signs for people: OpenID providers, by `issuers.json` in the folder `ISSUERS_DIR`.

What a provider says of a person gives a role only by the table beside it, and never that of a representative:
whom a member is represented by says membership.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from environs import EnvError
from marshmallow import Schema, ValidationError, fields, validate

from gateway.roles import REPRESENTATIVE, SIGNED_IN

FILE = "issuers.json"
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Those whose key that checks cannot sign."""
RSA_BITS = 2048
"""Of an RSA key, at least; an installation may ask for more."""
ACCESS_TOKEN = "at+jwt"
BELIEVED_MINUTES = 60
GIVEN = tuple(sorted(SIGNED_IN - {REPRESENTATIVE}))
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def is_private(url: str) -> bool:
    """Whether nobody between us and it reads along."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


class _Url(fields.String):
    def __init__(self) -> None:
        super().__init__(required=True, validate=_private)


def _private(url: str) -> None:
    if not is_private(url):
        raise ValidationError("must be https")


class _Table(Schema):
    claim = fields.String(required=True)
    values = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String(validate=validate.OneOf(GIVEN))),
        required=True,
    )


class _Issuer(Schema):
    name = fields.String(required=True, validate=validate.Regexp(r"[a-z][a-z0-9-]{0,30}\Z"))
    title = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    issuer = _Url()
    algorithms = fields.List(
        fields.String(validate=validate.OneOf(ALGORITHMS)), required=True, validate=validate.Length(min=1)
    )
    audience = fields.String()
    token_type = fields.String(load_default=ACCESS_TOKEN)
    client_id = fields.String()
    client_secret_file = fields.String()
    scope = fields.String(load_default="openid")
    roles = fields.Nested(_Table, load_default=lambda: {"claim": "", "values": {}})
    trusts_email = fields.Boolean(load_default=False)
    rsa_bits = fields.Integer(strict=True, load_default=RSA_BITS, validate=validate.Range(min=RSA_BITS))
    believed_minutes = fields.Integer(
        strict=True, load_default=BELIEVED_MINUTES, validate=validate.Range(min=1, max=480)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """`audience` is whom its access tokens must be for, `client_id` as whom we ask it to sign people in: each
    only where that is wanted. With `trusts_email` a representative is found by the address it vouches for.
    After `believed_minutes` it is asked again what it says of somebody. Of its RSA keys those of fewer than
    `rsa_bits` are not believed.
    """

    name: str
    title: Mapping[str, str]
    issuer: str
    algorithms: tuple[str, ...]
    audience: str | None = None
    token_type: str = ACCESS_TOKEN
    client_id: str | None = None
    client_secret: str | None = None
    scope: str = "openid"
    claim: str = ""
    table: Mapping[str, tuple[str, ...]]
    trusts_email: bool = False
    rsa_bits: int = RSA_BITS
    believed_minutes: int = BELIEVED_MINUTES

    def roles(self, claims: Mapping[str, Any]) -> frozenset[str]:
        """By the table, of what the claim holds: a text, or several."""
        said = claims.get(self.claim)
        values = said if isinstance(said, list) else [said]
        known = (self.table.get(value, ()) for value in values if isinstance(value, str))
        return frozenset(role for roles in known for role in roles)


def read(folder: str) -> tuple[Issuer, ...]:
    """None where there is no such folder or file; EnvError where it does not say what it should."""
    file = Path(folder, FILE)
    if not folder or not file.exists():
        return ()
    try:
        issuers = tuple(_issuers(json.loads(file.read_text("utf-8")), file.parent))
    except (OSError, ValueError, ValidationError) as error:
        raise EnvError(f"ISSUERS_DIR: {FILE}: {error}") from error
    if len({one.name for one in issuers} | {one.issuer for one in issuers}) != 2 * len(issuers):
        raise EnvError(f"ISSUERS_DIR: {FILE}: an issuer is named twice")
    return issuers


def _issuers(said: Any, folder: Path) -> Iterator[Issuer]:
    for one in _Issuer(many=True).load(said):
        table, secret = one.pop("roles"), one.pop("client_secret_file", None)
        one["algorithms"] = tuple(one["algorithms"])
        yield Issuer(
            **one,
            claim=table["claim"],
            table={value: tuple(roles) for value, roles in table["values"].items()},
            client_secret=(folder / secret).read_text("utf-8").strip() if secret else None,
        )

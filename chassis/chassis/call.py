"""A command or query on its way from the gateway to a service, and the signature it travels under.

The gateway signs who asks, for what, with which body, until when, in which message, answered to where; a
service believes nothing else. The signature is a compact JWS (EdDSA, RFC 8037) whose `kid` names the key.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Literal

import jwt

from chassis import clock
from chassis.errors import SIGNATURE_INVALID, Denied, Unavailable
from chassis.keys import PublicKeys, SigningKey, claims_of

Language = Literal["th", "en"]
TRACEPARENT = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
REQUIRED = ["sub", "aud", "exp_ms", "cid", "body", "jti", "reply_to"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks: an id that names no person, the roles, and the member spoken for, if any; from what place, as
    a pseudonym of the address."""

    id: str
    roles: frozenset[str] = frozenset()
    member: str | None = None
    place: str | None = field(default=None, compare=False)
    SYSTEM: ClassVar["Caller"]

    def has(self, role: str) -> bool:
        return role in self.roles

    def represents(self, member: str) -> bool:
        return self.has("representative") and self.member == member


Caller.SYSTEM = Caller(id="system", roles=frozenset({"system"}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """`deadline` is absolute; `command_id` is the same when a client repeats its command."""

    caller: Caller
    command_id: str
    deadline: datetime
    language: Language
    correlation_id: str
    traceparent: str | None = None

    def seconds_left(self) -> float:
        """A little where there is nothing left, for 0 would mean for ever."""
        return max((self.deadline - clock.now()).total_seconds(), 0.001)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """The message that brings a call: its correlation id, which is its own, and where the answer goes. The
    broker says when it hands it out once more, because nobody acknowledged it."""

    id: str
    reply_to: str
    redelivered: bool = False


def trace_of(given: Any) -> str | None:
    """A trace as W3C Trace Context has it, if it is one."""
    return given if isinstance(given, str) and TRACEPARENT.fullmatch(given) else None


def body_hash(body: Mapping[str, Any]) -> str:
    canonical = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def sign(
    call: Call, service: str, method: str, body: Mapping[str, Any], key: SigningKey, carrier: Carrier
) -> str:
    claims = {
        "sub": call.caller.id,
        "roles": sorted(call.caller.roles),
        "member": call.caller.member,
        "place": call.caller.place,
        "aud": f"{service}.{method}",
        "cid": call.command_id,
        "body": body_hash(body),
        "exp_ms": round(call.deadline.timestamp() * 1000),
        "lang": call.language,
        "cor": call.correlation_id,
        "tp": call.traceparent,
        "jti": carrier.id,
        "reply_to": carrier.reply_to,
    }
    return key.sign(claims)


def verify(
    token: str, service: str, method: str, body: Mapping[str, Any], keys: PublicKeys, carrier: Carrier
) -> Call:
    """The call that was signed; Denied when it was not, or was altered, or came in another message than the
    one that it was signed for; Unavailable when it came too late."""
    try:
        claims = claims_of(token, keys, f"{service}.{method}", REQUIRED)
    except jwt.InvalidTokenError as error:
        raise Denied(SIGNATURE_INVALID) from error
    if (claims["jti"], claims["reply_to"]) != (carrier.id, carrier.reply_to):
        raise Denied(SIGNATURE_INVALID)
    if claims["body"] != body_hash(body):
        raise Denied(SIGNATURE_INVALID)
    deadline = datetime.fromtimestamp(claims["exp_ms"] / 1000, tz=clock.now().tzinfo)
    if deadline <= clock.now():
        raise Unavailable()
    return Call(
        caller=_caller(claims),
        command_id=claims["cid"],
        deadline=deadline,
        language=claims["lang"],
        correlation_id=claims["cor"],
        traceparent=claims["tp"],
    )


def _caller(claims: Mapping[str, Any]) -> Caller:
    roles, place = frozenset(claims["roles"]), claims.get("place")
    return Caller(id=claims["sub"], roles=roles, member=claims["member"], place=place)

"""The gateway's application over services that only remember what they were asked."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from agenda.service import AgendaService
from chassis.call import Caller
from chassis.keys import thumbprint
from gateway.roles import PUBLIC, REPRESENTATIVE
from membership.service import MembershipService
from notify.service import NotifyService

METHODS_OF = {service.name: service for service in (MembershipService, AgendaService, NotifyService)}
MEMBER = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"
THING = "0198a6d1-31aa-7e02-8c40-91b7f60d5a11"
OTHER = "0198a6e3-0a44-7c88-9b12-7f5d3e1c6a90"
KEY = Ed25519PrivateKey.generate()
KID = thumbprint(KEY.public_key())

USUAL: dict[str, Any] = {
    "id": THING,
    "version": 3,
    "name": {"th": "คณะทำงาน"},
    "items": [],
    "next": None,
    "content_type": "text/html; charset=utf-8",
    "filename": "ระเบียบวาระ.html",
    "data": "PHA+",
    "person": THING,
    "told": 0,
}
Answer = dict[str, Any] | Exception | Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    service: str
    method: str
    body: dict[str, Any]
    caller: Caller
    command_id: str | None
    language: str
    deadline: float


@dataclass
class Services:
    """Answers what `answers` holds for a method, else an aggregate in its third version.

    Asked for a method that the service has not it fails, as the service would.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def __call__(self, service: str, method: str, body: dict[str, Any], **about: Any) -> dict[str, Any]:
        assert hasattr(METHODS_OF[service], method), f"{service} has no {method}"
        names = ("caller", "command_id", "language", "deadline")
        self.asked.append(Asked(service, method, body, **{name: about[name] for name in names}))
        answer = self.answers.get(method, USUAL)
        if isinstance(answer, Exception):
            raise answer
        return answer(body) if callable(answer) else answer

    @property
    def last(self) -> Asked:
        return self.asked[-1]


def token(*roles: str, key: Any = KEY, kid: str | None = KID, **claims: Any) -> str:
    """Without the name of a key where `kid` is None."""
    now = int(time.time())
    believed = {"sub": "caller-1", "aud": "wara", "iat": now, "exp": now + 3600, "roles": list(roles)}
    if REPRESENTATIVE in roles:
        believed["member"] = MEMBER
    kept = {name: value for name, value in (believed | claims).items() if value is not None}
    return jwt.encode(kept, key, algorithm="EdDSA", headers={"kid": kid} if kid else None)


def bearer(*roles: str) -> dict[str, str]:
    """The headers of somebody with these roles; nobody's for `public`."""
    return {} if roles == (PUBLIC,) else {"Authorization": f"Bearer {token(*roles)}"}

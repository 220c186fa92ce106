"""Where a letter leads: pages of the gateway, some of which know by a signed link who comes in.

Such a link does one thing for one person, and nothing more once that person has left.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import urlencode

from environs import Env

from chassis import links
from chassis.links import LinkExpired, LinkInvalid, Links
from notify.audiences import ACCOUNT, SIGN_IN
from notify.errors import LINK_EXPIRED, LINK_INVALID, Conflict, Denied
from notify.letters import Correspondence, Ways
from notify.preferences import kind_of
from notify.relevance import CALLS

SPARED_WITHIN = timedelta(days=400)


class Purpose(StrEnum):
    """To answer the invitation to a meeting; to sign in; to be spared a kind of letters."""

    ANSWER = "answer"
    SIGN_IN = "sign-in"
    UNSUBSCRIBE = "unsubscribe"


class Comer(NamedTuple):
    """The person that a link was made for, what it is about, and the mark of the address that it went to,
    where that counts."""

    person: str
    about: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Doors:
    public_url: str
    links: Links

    def ways(self, correspondence: Correspondence) -> Ways:
        of = correspondence
        return Ways(
            page=f"{self.public_url}/v1/{of.about}",
            confirm=self._open("confirm", of, of.facts.get("token", "")),
            answer=self._answer(of),
            unsubscribe=self._unsubscribe(of),
            sign_in=self._sign_in(of),
        )

    def _answer(self, of: Correspondence) -> str | None:
        """For who is called to a meeting, until it begins."""
        if of.template not in CALLS or of.meeting is None:
            return None
        person, until = of.representative["_id"], of.meeting["starts_at"]
        token = self.links.token(Purpose.ANSWER, person, until, about=of.meeting["_id"])
        return self._open("answer", of, token)

    def _sign_in(self, of: Correspondence) -> str | None:
        """For who has asked, while they have the address that it goes to; of the secret that the gateway has
        made for it, which alone opens nothing."""
        if of.template not in (SIGN_IN.name, ACCOUNT.name):
            return None
        person, until = of.representative["_id"], of.facts["until"]
        claims = {"about": of.facts.get("secret", ""), "address": address_mark(of.representative)}
        token = self.links.token(Purpose.SIGN_IN, person, until, **claims)
        return self._open("sign-in/link", of, token)

    def _unsubscribe(self, of: Correspondence) -> str | None:
        """From what is not essential."""
        kind = kind_of(of.template, of.facts, of.representative)
        if kind is None:
            return None
        person, until = of.representative["_id"], of.at + SPARED_WITHIN
        token = self.links.token(Purpose.UNSUBSCRIBE, person, until, about=kind)
        return self._open("unsubscribe", of, token)

    def _open(self, door: str, of: Correspondence, token: str) -> str:
        query = {"token": token, "language": of.language}
        return f"{self.public_url}/{door}?{urlencode(query)}"

    def who(self, purpose: Purpose, token: str) -> Comer:
        """Denied or Conflict where it is not good."""
        try:
            claims = self.links.claims(purpose, token, "about")
        except LinkExpired as error:
            raise Conflict(LINK_EXPIRED) from error
        except LinkInvalid as error:
            raise Denied(LINK_INVALID) from error
        return Comer(str(claims["sub"]), str(claims["about"]), claims.get("address"))


def address_mark(representative: Mapping[str, Any]) -> str:
    """What stands for their address in a link; of who has none, for that."""
    return sha256((representative.get("email") or "").casefold().encode()).hexdigest()[:16]


def read(env: Env) -> Doors:
    """EnvError where PUBLIC_URL or LINK_SECRET_FILE is wanting."""
    return Doors(env.str("PUBLIC_URL").rstrip("/"), links.of_secret(env.path("LINK_SECRET_FILE")))

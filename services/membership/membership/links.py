"""The link that is sent to an address, to know that it is right: for once, because what it confirms is
confirmed then.

It is signed for the address that it was sent to, by a digest: after a correction the link to the wrong one is
worth nothing.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from environs import Env

from chassis import links
from membership.errors import LINK_EXPIRED, LINK_INVALID, Conflict, Denied
from membership.model.representative import Representative

PURPOSE = "confirm"


@dataclass(frozen=True, slots=True)
class Links:
    signed: links.Links

    def token(self, person: Representative, good_until: datetime) -> str:
        return self.signed.token(PURPOSE, person.id, good_until, address=address_mark(person.email))

    def person(self, token: str) -> str:
        """The id of whom it was sent to; Denied where it is none of ours, Conflict where its time is over."""
        return str(self._claims(token)["sub"])

    def must_be_for(self, token: str, person: Representative) -> None:
        """Denied where it was sent to another address than this person has."""
        if self._claims(token)["address"] != address_mark(person.email):
            raise Denied(LINK_INVALID)

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            return self.signed.claims(PURPOSE, token, "address")
        except links.LinkExpired as error:
            raise Conflict(LINK_EXPIRED) from error
        except links.LinkInvalid as error:
            raise Denied(LINK_INVALID) from error


def address_mark(email: str | None) -> str:
    """No link is for whom was erased, and who has no address any more."""
    return "" if email is None else hashlib.sha256(email.casefold().encode()).hexdigest()[:16]


def read(env: Env) -> Links:
    return Links(links.of_secret(env.path("LINK_SECRET_FILE")))

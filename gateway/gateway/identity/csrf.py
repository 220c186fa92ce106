"""Whether a change that a cookie speaks for comes from a page of ours: the browser says from where, and the
page what no other site can know.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from chassis.errors import Denied
from gateway.identity.sessions import Session

CROSS_SITE, PROOF_WRONG = "cross_site", "csrf_token_wrong"
CODES = (CROSS_SITE, PROOF_WRONG)
HEADER, FIELD = "X-CSRF-Token", "csrf"
OURS = frozenset({"same-origin", "none"})
HARMLESS = ("GET ", "HEAD ", "OPTIONS ")
ENTRANCES = ("POST /sign-in", "POST /v1/sign-in")
UNSAID = "null"
"""The origin that a browser names where a page keeps to itself who sent it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """`site` is what `Sec-Fetch-Site` says, where the browser is of today; `proof` looks for what the page
    sent."""

    site: str | None = None
    origin: str | None = None
    proof: Callable[[], str] = str


def check(route: str, host: str, sent: Sent, session: Session | None) -> None:
    """Denied where another site may have made the browser send it."""
    if route.startswith(HARMLESS) or (session is None and not route.startswith(ENTRANCES)):
        return
    if _is_foreign(sent, host, hidden=session is None):
        raise Denied(CROSS_SITE)
    if session is not None and not hmac.compare_digest(sent.proof().encode(), session.proof.encode()):
        raise Denied(PROOF_WRONG)


def _is_foreign(sent: Sent, host: str, hidden: bool) -> bool:
    """`hidden` is what counts where the origin is kept back: nothing else says who it is."""
    if sent.site is not None:
        return sent.site not in OURS
    if sent.origin == UNSAID:
        return hidden
    return sent.origin is not None and urlsplit(sent.origin).netloc.lower() != host.lower()

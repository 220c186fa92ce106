"""Representatives, as membership and notify know them: who is in office, who has an address, whom a link in a
letter was written to.
"""

from datetime import datetime
from typing import Any

from flask import g, has_request_context

from chassis.call import Caller
from chassis.clock import to_wire
from chassis.errors import Denied, NotFound, Unavailable
from chassis.ids import new_id
from gateway import ask
from gateway.roles import REPRESENTATIVE

PURPOSE = "sign-in"
LOOK_SECONDS = 1.0


def speaks(id: str, member: str) -> Caller:
    return Caller(id=id, roles=frozenset({REPRESENTATIVE}), member=member)


def stands(caller: Caller) -> bool:
    """Whether they are in office for this member, by membership; Unavailable where that is not known, and to
    what goes on when its request is over: the next one asks."""
    if not has_request_context():
        raise Unavailable()
    g.caller = caller
    try:
        person = ask.query("membership", "get_representative", {"id": caller.id}, LOOK_SECONDS)
    except (NotFound, Denied):
        return False
    return (person["status"], person["member"]) == ("confirmed", caller.member)


def write_to(email: str, secret: str, until: datetime) -> None:
    """Has a letter with a link sent to all who are in office with this address, one for each member; whether
    there is anybody is not told."""
    body = {"email": email, "secret": secret, "until": to_wire(until)}
    ask.step("notify", "send_sign_in_links", body, new_id())


def write_to_official(account: str, email: str, language: str, secret: str, until: datetime) -> None:
    """Has a letter with a link to an account sent to this address, which nobody keeps."""
    body = {"account": account, "email": email, "language": language, "secret": secret}
    try:
        ask.step("notify", "send_account_link", {**body, "until": to_wire(until)}, new_id())
    finally:
        g.asked = False


def with_address(email: str) -> list[Caller]:
    found = ask.query("notify", "find_representatives", {"email": email})["items"]
    return [speaks(one["representative"], one["member"]) for one in found]


def by_letter(token: str) -> dict[str, Any]:
    """Whom it was written to, `{representative, member}` or `{account}`, and `about`, the secret that it was
    made of; Denied or Conflict where it is not good."""
    return ask.query("notify", "read_link", {"purpose": PURPOSE, "token": token})

from flask import g

from gateway import ask
from gateway.resource import Resource, View
from gateway.schemas.me import Me

me = Resource("me", "membership", "/v1/me", "Who the caller is here")


@me.response(200, Me)
def read() -> View:
    caller = g.caller
    member = ask.query("membership", "get_member", {"id": caller.member}) if caller.member else None
    me = {"id": caller.id, "roles": sorted(caller.roles), "member": member}
    return {**me, "csrf": g.session.proof} if g.session else me


me.publish("GET", "", "read_me", read, "Read who the caller is, and the member spoken for", {})

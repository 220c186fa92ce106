from flask import g

from gateway import ask
from gateway.resource import Resource, View
from gateway.schemas.me import Me

me = Resource("me", "membership", "/v1/me", "Who the caller is here")


@me.response(200, Me)
def read() -> View:
    caller = g.caller
    member = ask.query("membership", "get_member", {"id": caller.member}) if caller.member else None
    return {"id": caller.id, "roles": sorted(caller.roles), "member": member}


me.publish("GET", "", "read_me", read, "Read what the token says, and the member spoken for", {})

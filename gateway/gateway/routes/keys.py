"""API keys, which the gateway itself keeps."""

from datetime import timedelta
from uuid import UUID

from flask import current_app, g, request

from gateway.etags import conditional
from gateway.gate.keys import EXTENSION, Keys
from gateway.idempotency import command_id
from gateway.identity.sessions import check_fresh
from gateway.resource import (
    LINKED,
    MADE,
    REFUSED_ACT,
    REFUSED_CREATE,
    REFUSED_LIST,
    REFUSED_READ,
    VERSIONED,
    Answer,
    Resource,
    View,
    linked,
    versioned,
)
from gateway.schemas.keys import Key, KeyPage, KeyQuery, NewKey, Rotation, ShownKey

keys = Resource("keys", "gateway", "/v1/keys", "Keys of systems that call this interface")


def _kept() -> Keys:
    kept: Keys = current_app.extensions[EXTENSION]
    return kept


@keys.arguments(KeyQuery, location="query")
@keys.response(200, KeyPage, headers=LINKED)
def listing(query: View) -> Answer:
    return linked(_kept().page(query.get("owner"), query.get("after"), query["limit"]))


@keys.arguments(NewKey)
@keys.response(201, ShownKey, headers=MADE)
def making(body: View) -> Answer:
    check_fresh(g.session)
    made, headers = versioned(_kept().make(body, g.caller, command_id(g.caller, g.route)))
    return made, headers | {"Location": f"{request.path}/{made['id']}"}


@conditional
@keys.response(200, Key, headers=VERSIONED)
def reading(id: UUID) -> Answer:
    return versioned(_kept().read(str(id)))


@keys.arguments(Rotation)
@keys.response(200, ShownKey, headers=VERSIONED)
def rotating(body: View, id: UUID) -> Answer:
    check_fresh(g.session)
    overlap = timedelta(hours=body["overlap_hours"])
    return versioned(_kept().rotate(str(id), overlap, command_id(g.caller, g.route)))


@keys.response(200, Key, headers=VERSIONED)
def revoking(id: UUID) -> Answer:
    return versioned(_kept().revoke(str(id)))


keys.publish("GET", "", "list_keys", listing, "List keys", REFUSED_LIST)
keys.publish(
    "POST", "", "make_key", making, "Make a key; it is shown this once", REFUSED_CREATE, "IdempotencyKey"
)
keys.publish("GET", "/<uuid:id>", "get_key", reading, "Read about a key", REFUSED_READ, "IfNoneMatch")
keys.publish(
    "POST",
    "/<uuid:id>/rotate",
    "rotate_key",
    rotating,
    "Have another key in its place; it is shown this once",
    REFUSED_ACT,
    "IdempotencyKey",
)
keys.publish(
    "POST",
    "/<uuid:id>/revoke",
    "revoke_key",
    revoking,
    "Revoke a key, within seconds",
    REFUSED_ACT,
    "IdempotencyKey",
)

"""A partner that may rename agencies, what it tells, and the desk that hears it."""

import json
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from flask import Flask

from chassis.call import Caller
from gateway.commands.answers import ACCEPTED, REFUSED
from gateway.commands.catalogue import BY_TYPE, KINDS
from gateway.commands.desk import Desk
from gateway.commands.office import EXTENSION, Office
from gateway.partners.register import EXTENSION as PARTNERS
from gateway.partners.register import Register
from gateway.roles import PARTNER
from tests.unit.gateway.house import Services, token
from tests.unit.gateway.rows import Rows

RENAME = "membership.agency.rename.v1"
REGISTRY = Caller(id="agency-registry", roles=frozenset({PARTNER}))
TOLD: dict[str, Any] = {"specversion": "1.0", "id": "c-1", "type": RENAME, "data": BY_TYPE[RENAME].example}
CHANGED = {"changed": ["members/0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"]}
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def answering(services: Services) -> Services:
    """To each command, that something is not as it was."""
    services.answers |= {kind.method: CHANGED for kind in KINDS}
    return services


def registered(app: Flask) -> dict[str, str]:
    """What it sends along over HTTP."""
    app.extensions[EXTENSION] = Rows()
    register = app.extensions[PARTNERS] = Register(Rows())
    register.add(REGISTRY.id, ["agenda.#"], [RENAME], REGISTRY, "one")
    return {"Authorization": f"Bearer {token(PARTNER, sub=REGISTRY.id)}"}


def desk_of(office: Office, refused: list[tuple[str, str]]) -> Desk:
    desk = Desk(
        REGISTRY.id, "amqp://nowhere", office, lambda _, error, about: refused.append((error.code, about))
    )
    desk.granted = [RENAME]
    return desk


def message(body: Any = None, headers: Mapping[str, Any] | None = None, **properties: Any) -> Any:
    usual = {"user_id": f"partner.{REGISTRY.id}", "content_type": "application/cloudevents+json"}
    text = body if isinstance(body, bytes) else json.dumps(TOLD if body is None else body).encode()
    return SimpleNamespace(body=text, headers=headers, properties={**usual, **properties})


def answered(desk: Desk, told: Any) -> dict[str, Any]:
    event = desk._answer(told)
    assert event is not None
    schema = {ACCEPTED.name: ACCEPTED, REFUSED.name: REFUSED}[event.type].schema
    assert not schema.validate(event.data)
    return event.to_dict()

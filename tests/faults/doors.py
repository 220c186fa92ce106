"""Routes that need authority, with the token that opens each, and requests to them as bytes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import requests

from tests.e2e.client import HORIZON, Client, Organisation, View, World, an_application, meeting_at

Fields = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Door:
    """`strangers` are tokens of others, who are somebody and yet may not come in here."""

    method: str
    path: str
    token: str
    strangers: Mapping[str, str]
    body: View | None = None
    version: str | None = None

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    def fields(self) -> dict[str, str]:
        return {"If-Match": self.version} if self.version else {}

    def content(self) -> bytes:
        return b"" if self.body is None else json.dumps(self.body).encode()


def raw(method: str, path: str, fields: Fields = (), content: bytes = b"") -> bytes:
    """One request, after which the connection ends."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in fields]
    if content:
        lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    return "\r\n".join([*lines, "", ""]).encode() + content


def opened(world: World, door: Door) -> requests.Response:
    """With the right token, and the version that is current by now."""
    current = {"If-Match": version(world, door.path, door.token)} if door.version else {}
    url, signed = world.public.gateway + door.path, {"Authorization": f"Bearer {door.token}"}
    return requests.request(door.method, url, json=door.body, headers=signed | current, timeout=25)


def version(world: World, path: str, token: str) -> str:
    return Client(world.public.gateway, token).get(path).headers["ETag"]


def doors(world: World) -> list[Door]:
    """In an order in which all of them can be opened, one after the other."""
    member, other, third = world.organisation(), world.organisation(), world.organisation()
    token = world.stack.token
    office, operator, owner = token("secretariat"), token("operator"), token_of(member)
    another, expert, partner = token_of(other), token("expert"), token("partner")
    people = {"a member": owner, "another": another, "an expert": expert, "a partner": partner}
    machines = {"an operator": operator}
    foreign = {"another": another, "an expert": expert, "a partner": partner, **machines}
    mine, one = f"/v1/members/{member.id}", f"/v1/members/{third.id}"
    proposal, committee = world.draft(member)["id"], world.office.read("/v1/committees")["items"][0]["id"]
    meeting = f"/v1/meetings/{world.meeting(datetime.now(UTC) + 2 * HORIZON)['id']}"
    draft, group = f"/v1/proposals/{proposal}", f"/v1/committees/{committee}"
    reason = {"reason": {"th": "เพื่อการทดสอบ"}}
    alternate = an_application()["representative"] | {"role": "alternate", "post": {"th": "ผู้อำนวยการ"}}
    letter = {"subject": {"th": "ทดสอบ"}, "body": {"th": "ทดสอบ"}, "audience": {"states": ["active"]}}

    def to_office(method: str, path: str, body: View | None = None, versioned: bool = False) -> Door:
        tag = version(world, path, office) if versioned else None
        return Door(method, path, office, people | machines, body, tag)

    def to_owner(method: str, path: str, body: View | None = None, versioned: bool = False) -> Door:
        tag = version(world, path, owner) if versioned else None
        return Door(method, path, owner, foreign, body, tag)

    return [
        Door("GET", "/metrics", operator, people | {"the office": office}),
        Door("GET", "/v1/erasures", operator, people),
        Door("GET", "/v1/templates", operator, people),
        to_office("GET", "/v1/suppressions"),
        to_office("GET", f"{mine}/scans"),
        to_office("POST", "/v1/meetings", meeting_at(datetime.now(UTC) + HORIZON)),
        to_office("PATCH", meeting, {"purpose": {"th": "ทดสอบ"}}, versioned=True),
        to_office("POST", f"{meeting}/cancel", reason),
        to_office("PATCH", group, {"quorum": None}, versioned=True),
        to_office("POST", "/v1/broadcasts", letter),
        to_office("POST", f"{one}/suspend", reason),
        to_owner("GET", f"{mine}/representatives"),
        to_owner("POST", f"{mine}/representatives", alternate),
        to_owner("GET", f"{mine}/history"),
        to_owner("GET", draft),
        to_owner("PATCH", mine, {"sdgs": [16]}, versioned=True),
        to_owner("PATCH", draft, {"sdgs": [16]}, versioned=True),
        to_owner("POST", f"{draft}/submit", {}),
        to_owner("POST", f"{mine}/calendar", {}),
        to_owner("POST", f"{draft}/withdraw", {}),
        to_owner("POST", f"{mine}/withdraw", reason),
    ]


def token_of(organisation: Organisation) -> str:
    assert organisation.speaking.token
    return organisation.speaking.token

"""A client of the public HTTP API, and the things that most tests need to exist."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from tests.support.polling import until
from wara.stack import Stack

View = dict[str, Any]
HORIZON = timedelta(days=30)


@dataclass(frozen=True)
class Client:
    """One caller. `post` and `get` give the response as it is; `do` and `read` expect success."""

    gateway: str
    token: str | None = None

    def get(self, path: str, **headers: str) -> requests.Response:
        return requests.get(self.gateway + path, headers=self._headers(headers), timeout=25)

    def post(self, path: str, body: Any = None, key: str | None = None, **headers: str) -> requests.Response:
        keyed = headers | {"Idempotency-Key": key or str(uuid.uuid4())}
        return requests.post(self.gateway + path, json=body or {}, headers=self._headers(keyed), timeout=25)

    def give(self, path: str, file: bytes) -> View:
        url, headers = self.gateway + path, self._headers({"Idempotency-Key": str(uuid.uuid4())})
        return succeeded(requests.post(url, data=file, headers=headers, timeout=25))

    def patch(self, path: str, body: Any, **headers: str) -> requests.Response:
        return requests.patch(self.gateway + path, json=body, headers=self._headers(headers), timeout=25)

    def do(self, path: str, body: Any = None) -> View:
        return succeeded(self.post(path, body))

    def read(self, path: str) -> View:
        return succeeded(self.get(path, Accept="application/json"))

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return named | ({"Authorization": f"Bearer {self.token}"} if self.token else {})


def succeeded(response: requests.Response) -> View:
    assert response.ok, response.text
    view: View = response.json()
    return view


@dataclass(frozen=True)
class Organisation:
    id: str
    email: str
    speaking: Client


class World:
    """The whole running system, and ways to people it with names that no other test uses."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.public = Client(stack.urls.gateway)
        self.office = Client(stack.urls.gateway, stack.token("secretariat"))

    def organisation(self, language: str = "th", kind: str = "civil_society") -> Organisation:
        """An active member that the agenda knows of, entered by the secretariat."""
        application = an_application(language, kind)
        member = self.office.do("/v1/members", application)
        token = self.stack.token("representative", member=member["id"])
        speaking = Client(self.public.gateway, token)
        return Organisation(member["id"], application["representative"]["email"], speaking)

    def draft(self, proposer: Organisation, **changes: Any) -> View:
        body = {
            "title": {"th": f"ข้อเสนอทดสอบ {uuid.uuid4().hex[:8]}"},
            "rationale": {"th": "เพื่อการทดสอบ"},
            "sdgs": [6, 17],
            "purpose": "consideration",
            "proposed_by": proposer.id,
        }
        found: list[View] = until(lambda: self._drafts(proposer, body | changes))
        return found[0]

    def submitted(self, proposer: Organisation) -> View:
        return proposer.speaking.do(f"/v1/proposals/{self.draft(proposer)['id']}/submit")

    def meeting(self, starts_at: datetime | None = None) -> View:
        return self.office.do("/v1/meetings", meeting_at(starts_at or datetime.now(UTC) + HORIZON))

    def _drafts(self, proposer: Organisation, body: View) -> list[View]:
        """None while the agenda has not heard of the proposer."""
        response = proposer.speaking.post("/v1/proposals", body)
        return [] if response.status_code == 409 else [succeeded(response)]


def an_application(language: str = "th", kind: str = "civil_society") -> View:
    mark = uuid.uuid4().hex[:12]
    representative = {
        "name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}},
        "email": f"rep@{mark}.example",
        "language": language,
    }
    name = {"th": f"องค์กรทดสอบ {mark}", "en": f"Test organisation {mark}"}
    return {"kind": kind, "name": name, "representative": representative}


def meeting_at(starts_at: datetime) -> View:
    ends_at = starts_at + timedelta(hours=3)
    times = {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}
    return times | {"venue": {"th": "ห้องประชุมทดสอบ", "en": "Test room"}}

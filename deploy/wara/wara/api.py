"""The public HTTP API, as any program outside would use it.

Every POST carries an Idempotency-Key, under which it is repeated until it is answered: a service that is
killed meanwhile changes nothing of what comes of it.
"""

import random
import time
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

import requests

from wara.problem import Problem

View = dict[str, Any]
PATIENCE_SECONDS = 30.0
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
TIMEOUT = (3, 25)
PAGE = 100


class Refused(Problem):
    """An answer that repeating does not change; `code` is the API's stable one."""

    def __init__(self, what: str, response: requests.Response) -> None:
        problem = response.json() if "json" in response.headers.get("Content-Type", "") else {}
        self.status, self.code = response.status_code, problem.get("code")
        reason = problem.get("detail") or problem.get("title") or response.reason
        super().__init__(
            f"{what} was refused: {self.status} {self.code}. {reason} {problem.get('errors', '')}"
        )


class Api:
    """With one caller's token, or the public's lack of one. Safe for several threads."""

    def __init__(self, session: requests.Session, gateway: str, token: str | None = None) -> None:
        self._session, self._gateway = session, gateway
        self._headers = {"Accept-Language": "en"} | ({"Authorization": f"Bearer {token}"} if token else {})

    def get(self, path: str, **query: Any) -> View:
        view: View = self._ask("GET", path, {"Accept": "application/json"}, params=query).json()
        return view

    def page(self, path: str, **query: Any) -> str:
        return self._ask("GET", path, {"Accept": "text/html"}, params=query).text

    def every(self, path: str, **query: Any) -> Iterator[View]:
        """The items of all pages of a list."""
        after: View = {}
        while True:
            page = self.get(path, limit=PAGE, **query, **after)
            yield from page["items"]
            if page["next"] is None:
                return
            after = {"after": page["next"]}

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> View:
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        view: View = self._ask("POST", path, headers, json=body or {}).json()
        return view

    def patch(self, path: str, version: int, body: Mapping[str, Any]) -> View:
        headers = {"Idempotency-Key": str(uuid.uuid4()), "If-Match": f'"{version}"'}
        view: View = self._ask("PATCH", path, headers, json=body).json()
        return view

    def _ask(self, verb: str, path: str, headers: Mapping[str, str], **rest: Any) -> requests.Response:
        what, deadline, pause = f"{verb} {path}", time.monotonic() + PATIENCE_SECONDS, FIRST_PAUSE
        while (answer := self._try(verb, path, headers, rest)) is None or worth_repeating(answer):
            if time.monotonic() > deadline:
                break
            time.sleep(pause * random.uniform(0.5, 1))
            pause = min(pause * 2, LONGEST_PAUSE)
        if answer is None:
            raise Problem(f"{what}: {self._gateway} does not answer.")
        if not answer.ok:
            raise Refused(what, answer)
        return answer

    def _try(
        self, verb: str, path: str, headers: Mapping[str, str], rest: Mapping[str, Any]
    ) -> requests.Response | None:
        """None where no whole answer came."""
        url, sent = self._gateway + path, {**self._headers, **headers}
        try:
            return self._session.request(verb, url, headers=sent, timeout=TIMEOUT, **rest)
        except requests.RequestException:
            return None


def worth_repeating(answer: requests.Response) -> bool:
    """Also where the API says itself that waiting helps: another service's fact has not arrived yet."""
    return answer.status_code >= 500 or answer.status_code == 429 or "Retry-After" in answer.headers

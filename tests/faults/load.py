"""Load: proposals drafted and submitted through the gateway, as clients do that never give up."""

import threading
import time
import uuid
from dataclasses import dataclass
from typing import Any, Self

import requests

from tests.e2e.client import Organisation, View, World
from tests.faults import scale
from tests.faults.books import Ends, opened
from tests.support.polling import until
from wara.stack import Stack

CLIENTS = 8
PATIENCE_SECONDS = 900.0  # longer than the longest fault, two alarms one after the other
ANSWER_SECONDS = 20.0
PAUSE_SECONDS = 0.5
STEADILY = None if scale.FULL else 3.0


class Failed(AssertionError):
    """An answer that no repeating mends, or none after all the patience."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that was not 2xx; status 0 is no answer at all. `at` is time.monotonic() of its end."""

    at: float
    status: int
    seconds: float
    retry_after: str | None

    def well_within(self, seconds: float) -> bool:
        return self.status == 503 and self.seconds <= seconds and self.retry_after is not None


class Load:
    """Posts `proposals` of them, or until finish() when None; each command under one Idempotency-Key.

    with Load(stack, scale.size(10_000)) as load:
        load.reached(0.5)   # half of them are acknowledged: a moment for a fault
        load.finish()       # all are; raises what no repeating mended
    """

    def __init__(
        self,
        stack: Stack,
        proposals: int | None = None,
        clients: int = CLIENTS,
        per_second: float | None = None,
    ) -> None:
        """`per_second` holds all the clients together below a rate: `STEADILY` where no number is asked and
        the size is a tenth, so that the fault has its load and the other tests their processors."""
        if proposals is None:
            per_second = per_second or STEADILY
        self._stack = stack
        self.proposals = proposals
        self._pause = clients / per_second if per_second else 0.0
        self._lock, self._stop = threading.Lock(), threading.Event()
        self._clients = [threading.Thread(target=self._post, daemon=True) for _ in range(clients)]
        self._faults: list[Exception] = []
        self.begun = 0
        self.drafted: list[str] = []
        self.submitted: list[str] = []
        self.refusals: list[Refusal] = []
        self.acknowledged_at: list[float] = []

    def __enter__(self) -> Self:
        world = World(self._stack)
        self.member: Organisation = world.organisation()
        self.drafted.append(world.draft(self.member)["id"])  # the agenda knows the member from here on
        with opened(self._stack) as books:
            self.since: Ends = books.ends()
        for client in self._clients:
            client.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()

    def reached(self, share: float, stalled: float = 120) -> None:
        """Waits until this share of the proposals is acknowledged, as long as it goes on at all."""
        assert self.proposals is not None
        wanted = share * self.proposals
        while len(self.submitted) < wanted:
            self.goes_on(seconds=stalled)

    def goes_on(self, more: int = 1, seconds: float = 60) -> float:
        """Waits until as many more commands are acknowledged; gives the moment, of time.monotonic()."""
        wanted = len(self.acknowledged_at) + more
        until(lambda: self._going() and len(self.acknowledged_at) >= wanted, seconds, every=0.005)
        return self.acknowledged_at[wanted - 1]

    def finish(self, seconds: float = PATIENCE_SECONDS) -> None:
        """Waits until every proposal begun is acknowledged."""
        if self.proposals is None:
            self._stop.set()
        end = time.monotonic() + seconds
        for client in self._clients:
            client.join(max(end - time.monotonic(), 0))
        self._going()
        assert not any(client.is_alive() for client in self._clients), f"load not over in {seconds} s"

    def refused_well(self, within: float = 3.0) -> float:
        """Everyone refused was told 503, within so many seconds, and when to come again; the slowest."""
        ill = [one for one in self.refusals if not one.well_within(within)]
        assert not ill, f"{len(ill)} of {len(self.refusals)} refused ill: {ill[:5]}"
        return round(max((one.seconds for one in self.refusals), default=0.0), 2)

    def _going(self) -> bool:
        if self._faults:
            raise self._faults[0]
        return True

    def _post(self) -> None:
        with requests.Session() as session:
            session.headers["Authorization"] = f"Bearer {self.member.speaking.token}"
            try:
                while self._next():
                    self._propose(session)
                    self._stop.wait(self._pause)
            except Exception as error:  # noqa: BLE001 - raised where the test waits
                self._faults.append(error)

    def _next(self) -> bool:
        with self._lock:
            if self._stop.is_set() or self.begun == self.proposals:
                return False
            self.begun += 1
            return True

    def _propose(self, session: requests.Session) -> None:
        drafted = self._command(session, "/v1/proposals", _body(self.member.id))["id"]
        self.drafted.append(drafted)
        self._command(session, f"/v1/proposals/{drafted}/submit", {})
        self.submitted.append(drafted)

    def _command(self, session: requests.Session, path: str, body: View) -> View:
        """Under one key, again and again, as long as a part of the system is away."""
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            began = time.monotonic()
            answer = self._answer(session, path, body, headers)
            if answer is not None and answer.ok:
                self.acknowledged_at.append(time.monotonic())
                view: View = answer.json()
                return view
            self._refused(began, answer)
            if answer is not None and answer.status_code != 503:
                raise Failed(f"{path}: {answer.status_code} {answer.text}")
            if time.monotonic() > end:
                raise Failed(f"{path}: not answered in {PATIENCE_SECONDS} s")
            time.sleep(PAUSE_SECONDS)  # a client's own pause; nothing is awaited

    def _answer(
        self, session: requests.Session, path: str, body: View, headers: dict[str, str]
    ) -> requests.Response | None:
        url = self._stack.urls.gateway + path
        try:
            return session.post(url, json=body, headers=headers, timeout=ANSWER_SECONDS)
        except requests.RequestException:
            return None

    def _refused(self, began: float, answer: requests.Response | None) -> None:
        now = time.monotonic()
        status = answer.status_code if answer is not None else 0
        retry_after = answer.headers.get("Retry-After") if answer is not None else None
        self.refusals.append(Refusal(now, status, now - began, retry_after))


def _body(member: str) -> dict[str, Any]:
    return {
        "title": {"th": f"ข้อเสนอทดสอบ {uuid.uuid4().hex[:8]}"},
        "rationale": {"th": "เพื่อการทดสอบ"},
        "sdgs": [6, 17],
        "purpose": "consideration",
        "proposed_by": member,
    }

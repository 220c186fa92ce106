"""A request is repeated under its key until it is answered; what is refused is refused at once."""

from typing import Any

import pytest
import requests

from wara import api
from wara.api import Api, Refused
from wara.problem import Problem


def answer(status: int, **headers: str) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response._content = b'{"code": "stable", "title": "A text"}'
    response.headers.update({"Content-Type": "application/problem+json", **headers})
    return response


class Answering:
    """Stands in for requests.Session: gives the answers it was told to, one after the other."""

    def __init__(self, *answers: requests.Response | Exception) -> None:
        self._answers = list(answers)
        self.asked: list[dict[str, Any]] = []

    def request(self, verb: str, url: str, **rest: Any) -> requests.Response:
        self.asked.append({"verb": verb, "url": url, **rest})
        one = self._answers.pop(0)
        if isinstance(one, Exception):
            raise one
        return one


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "FIRST_PAUSE", 0)


def asking(*answers: requests.Response | Exception) -> tuple[Api, Answering]:
    session = Answering(*answers)
    return Api(session, "http://gateway", "token"), session  # type: ignore[arg-type]


PASSING = [
    answer(503),
    answer(500),
    answer(429),
    answer(409, **{"Retry-After": "1"}),
    requests.ConnectionError(),
    requests.Timeout(),
]


@pytest.mark.parametrize("passing", PASSING, ids=lambda one: type(one).__name__)
def test_a_passing_fault_is_met_with_the_same_key_again(passing: requests.Response | Exception) -> None:
    client, session = asking(passing, answer(201))
    client.post("/v1/members", {"name": {"th": "องค์กร"}})
    first, second = session.asked
    assert first == second
    assert first["headers"]["Idempotency-Key"]


def test_each_command_has_a_key_of_its_own() -> None:
    client, session = asking(answer(201), answer(201))
    client.post("/v1/members")
    client.post("/v1/members")
    first, second = (one["headers"]["Idempotency-Key"] for one in session.asked)
    assert first != second


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422])
def test_a_refusal_is_told_and_not_repeated(status: int) -> None:
    client, session = asking(answer(status))
    with pytest.raises(Refused, match="stable") as refusal:
        client.post("/v1/members")
    assert (refusal.value.status, refusal.value.code) == (status, "stable")
    assert len(session.asked) == 1


def test_patience_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "PATIENCE_SECONDS", -1)
    client, _ = asking(requests.ConnectionError())
    with pytest.raises(Problem, match="does not answer"):
        client.get("/v1/members")

"""Idempotency keys, versions, and the waits that clients are spared."""

import time

import pytest
from flask.testing import FlaskClient

from chassis.errors import NotYetKnown, Reused, Stale, Unavailable
from gateway import ask
from gateway.roles import REPRESENTATIVE, SECRETARIAT
from gateway.schemas.proposals import NewProposal, Proposal, ProposalChanges
from tests.unit.gateway.house import OTHER, THING, Services, bearer

ONE = f"/v1/proposals/{THING}"
OFFICE = bearer(SECRETARIAT)


def command_id(http: FlaskClient, services: Services, path: str, headers: dict[str, str]) -> str:
    assert http.post(path, headers=headers, json={}).status_code == 200
    return str(services.last.command_id)


def test_a_key_makes_the_same_command_id_again(http: FlaskClient, services: Services) -> None:
    keyed = OFFICE | {"Idempotency-Key": "k1"}
    first = command_id(http, services, f"{ONE}/submit", keyed)
    assert first == command_id(http, services, f"{ONE}/submit", keyed)
    assert len(first) == 64


def test_a_command_id_is_of_one_caller_route_and_key(http: FlaskClient, services: Services) -> None:
    keyed = {"Idempotency-Key": "k1"}
    ids = {
        command_id(http, services, f"{ONE}/submit", OFFICE | keyed),
        command_id(http, services, f"{ONE}/withdraw", OFFICE | keyed),
        command_id(http, services, f"{ONE}/submit", OFFICE | {"Idempotency-Key": "k2"}),
        command_id(http, services, f"{ONE}/submit", OFFICE),
        command_id(http, services, f"{ONE}/submit", OFFICE),
    }
    assert len(ids) == 5


def test_a_key_is_used_up_for_all_things_of_a_route(http: FlaskClient, services: Services) -> None:
    """So that the service sees another body under it, and refuses."""
    keyed = OFFICE | {"Idempotency-Key": "k1"}
    here = command_id(http, services, f"{ONE}/submit", keyed)
    assert here == command_id(http, services, f"/v1/proposals/{OTHER}/submit", keyed)


@pytest.mark.parametrize("key", ["", "with space", "k" * 256, "ก".encode().decode("latin-1")])
def test_a_malformed_key_is_refused(http: FlaskClient, services: Services, key: str) -> None:
    answer = http.post(f"{ONE}/submit", headers=OFFICE | {"Idempotency-Key": key})
    assert answer.status_code == 400
    assert answer.json and answer.json["code"] == "idempotency_key_malformed"
    assert not services.asked


def test_a_query_is_no_command(http: FlaskClient, services: Services) -> None:
    http.get(ONE, headers={"Idempotency-Key": "k1"})
    assert services.last.command_id is None


def test_a_key_that_came_with_another_body(http: FlaskClient, services: Services) -> None:
    services.answers["submit_proposal"] = Reused()
    answer = http.post(f"{ONE}/submit", headers=OFFICE)
    assert answer.status_code == 422
    assert answer.json and answer.json["code"] == "command_reused"


def test_what_is_made_has_an_address_and_a_version(http: FlaskClient, services: Services) -> None:
    services.answers["create_proposal"] = Proposal.EXAMPLE
    answer = http.post("/v1/proposals", headers=OFFICE, json=NewProposal.EXAMPLE)
    assert (answer.status_code, answer.headers["Location"], answer.headers["ETag"]) == (201, ONE, '"2"')
    assert answer.json == Proposal.EXAMPLE


def test_a_change_must_name_its_version(http: FlaskClient, services: Services) -> None:
    for headers in (OFFICE, OFFICE | {"If-Match": "*"}):
        answer = http.patch(ONE, headers=headers, json=ProposalChanges.EXAMPLE)
        assert answer.status_code == 428
        assert answer.json and answer.json["code"] == "precondition_required"
    assert not services.asked


def test_the_version_goes_with_the_change(http: FlaskClient, services: Services) -> None:
    http.patch(ONE, headers=OFFICE | {"If-Match": '"7"'}, json=ProposalChanges.EXAMPLE)
    assert services.last.body == {"id": THING, "if_match": 7, "sdgs": [13, 17]}
    http.post(f"{ONE}/submit", headers=OFFICE | {"If-Match": ' "7" '})
    assert services.last.body == {"id": THING, "if_match": 7}


@pytest.mark.parametrize(
    ("tag", "status"),
    [('W/"7"', 412), ('"x"', 412), ('"007"', 412), ('""', 412), ("7", 400), ('"7", "8"', 400), ('"7', 400)],
)
def test_other_tags_never_match(http: FlaskClient, services: Services, tag: str, status: int) -> None:
    answer = http.patch(ONE, headers=OFFICE | {"If-Match": tag}, json=ProposalChanges.EXAMPLE)
    assert answer.status_code == status
    assert not services.asked


def test_what_has_changed_since_is_stale(http: FlaskClient, services: Services) -> None:
    services.answers["revise_proposal"] = Stale(version=8)
    answer = http.patch(ONE, headers=OFFICE | {"If-Match": '"7"'}, json=ProposalChanges.EXAMPLE)
    assert answer.status_code == 412
    assert answer.json and answer.json["code"] == "stale"


@pytest.mark.parametrize(
    ("held", "status"), [('"3"', 304), ('W/"3"', 304), ('"2", "3"', 304), ("*", 304), ('"2"', 200)]
)
def test_what_the_client_holds_is_not_sent_again(http: FlaskClient, held: str, status: int) -> None:
    answer = http.get(ONE, headers={"If-None-Match": held})
    assert (answer.status_code, answer.headers["ETag"]) == (status, '"3"')
    assert bool(answer.data) == (status == 200)


def test_what_is_not_yet_known_is_asked_for_again(http: FlaskClient, services: Services) -> None:
    answers = iter([NotYetKnown(), NotYetKnown(), None])

    def arriving(body: dict[str, object]) -> dict[str, object]:
        if error := next(answers):
            raise error
        return {"id": THING, "version": 1}

    services.answers["submit_proposal"] = arriving
    answer = http.post(f"{ONE}/submit", headers=bearer(REPRESENTATIVE))
    assert answer.status_code == 200
    assert len({one.command_id for one in services.asked}) == 1
    assert len(services.asked) == 3


def test_what_stays_unknown_is_a_conflict_worth_repeating(
    http: FlaskClient, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "PATIENCE_SECONDS", 0.2)
    services.answers["submit_proposal"] = NotYetKnown()
    answer = http.post(f"{ONE}/submit", headers=OFFICE)
    assert (answer.status_code, answer.headers["Retry-After"]) == (409, "1")
    assert answer.json and answer.json["code"] == "not_yet_known"


def test_the_last_wait_still_ends_within_three_seconds() -> None:
    assert ask.PATIENCE_SECONDS < ask.ANSWER_WITHIN_SECONDS < 3


def test_who_is_away_is_worth_repeating(http: FlaskClient, services: Services) -> None:
    services.answers["get_proposal"] = Unavailable()
    answer = http.get(ONE)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert services.last.deadline <= 2.5


def test_the_time_spent_waiting_for_a_worker_is_taken_off_the_call(
    http: FlaskClient, services: Services
) -> None:
    waited = {ask.BEGUN: time.monotonic() - 2}
    assert http.get(ONE, environ_overrides=waited).status_code == 200
    assert 0 < services.last.deadline <= 0.9
    services.asked.clear()
    answer = http.get(ONE, environ_overrides={ask.BEGUN: time.monotonic() - 2.9})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert not services.asked

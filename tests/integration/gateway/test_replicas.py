"""Two gateways on one database: what one of them is told of keys and limits, the other knows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.gate.rates import LIMITS, PROPOSE
from tests.integration.gateway.running import Client, gateway
from tests.support.polling import until
from tests.support.servers import Servers, database_name

NOBODY_LISTENS = "mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=200"
KEY = {"name": "reader", "owner": "statistics-office", "roles": ["operator"], "scopes": ["metrics:read"]}


@pytest.fixture(scope="module")
def pair(
    env: dict[str, str], keys: Path, servers: Servers, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Client, Client]]:
    folder = tmp_path_factory.mktemp("pair")
    own = {**env, "MONGODB_DATABASE": database_name(), "LIMITS_TIMES": "1"}
    with gateway(own, keys, folder / "one.log") as one, gateway(own, keys, folder / "other.log") as other:
        yield one, other


def status(client: Client, key: str) -> int:
    return client.http("GET", "/metrics", headers={"Authorization": f"Bearer {key}"}).status_code


def test_a_key_made_at_one_opens_the_other_until_it_is_revoked(pair: tuple[Client, Client]) -> None:
    one, other = pair
    made = one.http("POST", "/v1/keys", KEY, roles=("operator",)).json()
    assert status(other, made["key"]) == status(one, made["key"]) == 200
    revoked = one.http("POST", f"/v1/keys/{made['id']}/revoke", roles=("operator",))
    assert revoked.status_code == 200, revoked.text
    assert status(one, made["key"]) == 401
    until(lambda: status(other, made["key"]) == 401)
    read = other.http("GET", f"/v1/keys/{made['id']}", roles=("operator",)).json()
    assert read["revoked_at"] and read["used_at"]


def test_a_rotated_key_is_good_at_both(pair: tuple[Client, Client]) -> None:
    one, other = pair
    made = one.http("POST", "/v1/keys", KEY, roles=("operator",)).json()
    assert status(other, made["key"]) == 200
    path = f"/v1/keys/{made['id']}/rotate"
    rotated = one.http("POST", path, {"overlap_hours": 1}, roles=("operator",)).json()
    assert status(other, rotated["key"]) == status(one, made["key"]) == status(other, made["key"]) == 200
    assert other.http("GET", "/v1/keys", roles=("operator",)).json()["next"] is None


def test_a_person_may_ask_no_more_of_both_than_of_one(pair: tuple[Client, Client]) -> None:
    most = LIMITS[PROPOSE]["person"].most
    answers = [
        pair[turn % 2].http("POST", "/v1/proposals", {}, roles=("secretariat",)) for turn in range(most + 20)
    ]
    assert [answer.status_code for answer in answers].count(422) == most
    refused = answers[-1]
    assert refused.status_code == 429
    assert refused.json()["code"] == "rate_limited"
    assert 0 < int(refused.headers["Retry-After"]) <= LIMITS[PROPOSE]["person"].seconds


def test_without_its_store_only_keys_are_not_believed(
    env: dict[str, str], keys: Path, tmp_path: Path
) -> None:
    away = {**env, "MONGODB_URI": NOBODY_LISTENS}
    with gateway(away, keys, tmp_path / "gateway.log") as client:
        assert status(client, f"wara_{'0' * 32}_{'A' * 43}") == 503
        assert client.http("GET", "/v1/keys", roles=("operator",)).status_code == 503
        assert client.http("GET", "/metrics", roles=("operator",)).status_code == 200
        assert client.http("GET", "/openapi.json").status_code == 200

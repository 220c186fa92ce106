"""What decides on who else can sign in, and what ends with a session."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from chassis import clock
from chassis.call import Caller
from gateway import inboxes
from gateway.gate import remembered
from gateway.gate.keys import EXTENSION, Keys
from gateway.identity.sessions import FRESH, IDLE
from gateway.identity.store import ACCOUNTS, SESSIONS
from gateway.inboxes import Inboxes
from gateway.roles import OPERATOR, SECRETARIAT
from gateway.schemas.data_requests import DataRequest
from gateway.schemas.representatives import Representative
from gateway.streams import follower, stream
from gateway.streams.room import Room
from tests.unit.gateway.browsing import OFFICER, PERSON, proof, row_of, signed_in
from tests.unit.gateway.house import MEMBER, OTHER, THING, bearer
from tests.unit.gateway.rows import Rows
from tests.unit.gateway.signing import Entrance


@pytest.fixture(scope="module")
def shared() -> Entrance:
    return Entrance.of()


@pytest.fixture
def entrance(shared: Entrance, monkeypatch: pytest.MonkeyPatch) -> Entrance:
    """What another replica has changed is seen at once."""
    monkeypatch.setattr(remembered, "SECONDS", -1.0)
    return shared.anew()


@pytest.fixture
def keys(entrance: Entrance) -> Iterator[Rows]:
    rows = Rows()
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(entrance.app.extensions, EXTENSION, Keys(rows))
        yield rows


def moves(http: FlaskClient, **body: Any) -> tuple[int, str]:
    path, headers = f"/v1/members/{MEMBER}/representatives/{THING}", {"If-Match": '"1"'}
    answer: Any = http.patch(path, json=body, headers=headers | {"X-CSRF-Token": proof(http)})
    return answer.status_code, answer.json.get("code", "")


@pytest.mark.parametrize(
    "otherwise",
    [{"authenticated_at": clock.now() - FRESH}, {"authenticated_at": None}, {"by": "agency"}],
    ids=["long ago", "nobody knows when", "at a provider"],
)
def test_where_links_go_is_changed_by_who_has_come_by_one_just_now(
    entrance: Entrance, otherwise: dict[str, Any]
) -> None:
    http = signed_in(entrance, PERSON)
    row_of(entrance, http).update(otherwise)
    assert moves(http, email="rep1@new.example") == (403, "sign_in_again")
    assert all(one.method != "revise_representative" for one in entrance.services.asked)
    assert moves(http, language="en") == (200, "")
    assert moves(signed_in(entrance, PERSON), email="rep1@new.example") == (200, "")


def test_who_came_in_by_the_address_of_before_is_signed_out(entrance: Entrance) -> None:
    here, there, desk = signed_in(entrance, PERSON), signed_in(entrance, PERSON), signed_in(entrance)
    row_of(entrance, desk)["authenticated_at"] -= FRESH
    moves(here, language="en")
    assert there.get("/v1/me").status_code == 200
    moves(here, email="rep1@new.example")
    assert [http.get("/v1/me").status_code for http in (here, there)] == [200, 401]
    assert moves(desk, email="rep1@other.example") == (200, "")
    assert [http.get("/v1/me").status_code for http in (here, desk)] == [401, 200]


def test_another_session_is_ended_by_who_has_signed_in_just_now(entrance: Entrance) -> None:
    person = Caller(id="officer-4", roles=frozenset({SECRETARIAT}))
    here, there = signed_in(entrance, person), signed_in(entrance, person)
    row = row_of(entrance, here)
    row["authenticated_at"] -= FRESH
    headers = {"X-CSRF-Token": proof(here)}
    refused: Any = here.post(f"/v1/sessions/{row_of(entrance, there)['_id']}/end", headers=headers)
    assert (refused.status_code, refused.json["code"]) == (403, "sign_in_again")
    assert there.get("/v1/me").status_code == 200
    assert here.post(f"/v1/sessions/{row['_id']}/end", headers=headers).json == {"ended": 1}


def as_office(entrance: Entrance, path: str) -> None:
    assert entrance.app.test_client().post(path, headers=bearer(SECRETARIAT)).status_code == 200


def test_where_an_address_is_corrected_who_came_in_by_it_is_signed_out(entrance: Entrance) -> None:
    """Whichever field it was: the answer does not say."""
    http, other = signed_in(entrance, PERSON), signed_in(entrance)
    carried_out = {**DataRequest.EXAMPLE, "kind": "correction", "representative": THING}
    entrance.services.answers["carry_out_data_request"] = carried_out
    as_office(entrance, f"/v1/data-requests/{OTHER}/carry-out")
    assert [one.get("/v1/me").status_code for one in (http, other)] == [401, 200]


@pytest.mark.parametrize(
    ("path", "method", "answer"),
    [
        (
            f"/v1/data-requests/{OTHER}/carry-out",
            "carry_out_data_request",
            {**DataRequest.EXAMPLE, "representative": THING},
        ),
        (
            f"/v1/members/{MEMBER}/representatives/{THING}/erase",
            "erase_representative",
            {**Representative.EXAMPLE, "id": THING},
        ),
    ],
    ids=["as they asked", "by the secretariat"],
)
def test_of_who_is_forgotten_no_sign_in_is_kept(
    entrance: Entrance, path: str, method: str, answer: dict[str, Any]
) -> None:
    http, accounts = signed_in(entrance, PERSON), entrance.identity.accounts
    accounts.speak_for("https://provider.example", "a-person", PERSON)
    official = accounts.caller("https://provider.example", "official", OFFICER.roles, lambda _: True)
    entrance.memory(ACCOUNTS).change(official.id, roles=[SECRETARIAT])
    accounts.speak_for("https://provider.example", "official", PERSON)
    entrance.services.answers[method] = answer
    as_office(entrance, path)
    assert http.get("/v1/me").status_code == 401
    assert not entrance.memory(SESSIONS).all(owner=THING) + entrance.memory(ACCOUNTS).all(
        representative=THING
    )
    (left,) = entrance.memory(ACCOUNTS).all()
    assert (left["_id"], left["member"], left["roles"]) == (official.id, None, [SECRETARIAT])
    accounts._rows.remove()


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/v1/accounts", {"email": "officer@agency.example", "roles": [SECRETARIAT]}),
        (
            "/v1/keys",
            {"name": "a", "owner": "office", "roles": [OPERATOR], "scopes": ["metrics:read"]},
        ),
    ],
    ids=["an account", "a key"],
)
def test_who_else_comes_in_is_decided_by_who_has_signed_in_just_now(
    entrance: Entrance, keys: Rows, path: str, wanted: dict[str, Any]
) -> None:
    both = Caller(id="officer-5", roles=frozenset({SECRETARIAT, OPERATOR}))
    http = signed_in(entrance, both)
    row_of(entrance, http)["authenticated_at"] -= FRESH
    answer: Any = http.post(path, json=wanted, headers={"X-CSRF-Token": proof(http)})
    assert (answer.status_code, answer.json["code"]) == (403, "sign_in_again")
    assert all(one.method != "send_account_link" for one in entrance.services.asked) and not keys.rows
    again = signed_in(entrance, both)
    assert http.post(path, json=wanted, headers={"X-CSRF-Token": proof(http)}).status_code == 403
    assert again.post(path, json=wanted, headers={"X-CSRF-Token": proof(again)}).status_code == 201
    entrance.memory(ACCOUNTS).remove()


ENDS: dict[str, Any] = {
    "ended": lambda rows, row: rows.pop(row["_id"]),
    "not used": lambda rows, row: row.update(seen_at=clock.now() - IDLE),
    "too long": lambda rows, row: row.update(ends_at=clock.now()),
    "beyond its provider's word": lambda rows, row: row.update(believed_until=clock.now()),
}


@pytest.mark.parametrize("how", ENDS)
def test_what_is_heard_in_it_ends_with_it(
    entrance: Entrance, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    for name, seconds in (("POLL_SECONDS", 0.01), ("HEARTBEAT_SECONDS", 0.02)):
        monkeypatch.setattr(follower, name, seconds)
    monkeypatch.setattr(stream, "ASK_SECONDS", 0.0)
    entrance.services.answers["follow_inboxes"] = {"items": [], "gone": [], "next": None, "scanned_to": 0}
    monkeypatch.setitem(entrance.app.extensions, inboxes.EXTENSION, Inboxes(entrance.services, Room()))
    http = signed_in(entrance, PERSON)
    told: Any = iter(http.get("/v1/me/inbox/stream", buffered=False).response)
    assert [next(told) for _ in range(3)][-1] == b": still here\nid: 0\n\n"
    ENDS[how](entrance.memory(SESSIONS).rows, row_of(entrance, http))
    assert list(told) == []

"""What decides on who else can sign in, and what ends with a session."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from chassis import clock
from chassis.call import Caller
from gateway import inboxes
from gateway.gate import remembered
from gateway.identity.sessions import FRESH, IDLE
from gateway.identity.store import SESSIONS
from gateway.inboxes import Inboxes
from gateway.roles import SECRETARIAT
from gateway.streams import follower, stream
from gateway.streams.room import Room
from tests.unit.gateway.browsing import PERSON, proof, row_of, signed_in
from tests.unit.gateway.house import MEMBER, THING
from tests.unit.gateway.signing import Entrance


@pytest.fixture(scope="module")
def shared() -> Entrance:
    return Entrance.of()


@pytest.fixture
def entrance(shared: Entrance, monkeypatch: pytest.MonkeyPatch) -> Entrance:
    """What another replica has changed is seen at once."""
    monkeypatch.setattr(remembered, "SECONDS", -1.0)
    return shared.anew()


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

"""Sessions in cookies: what they are like, how long they last, and that no other site acts through them."""

from datetime import timedelta
from typing import Any

import pytest

from chassis import clock
from chassis.call import Caller
from chassis.errors import Denied, NotFound, Unavailable
from gateway.audit.trail import EXTENSION as TRAIL
from gateway.gate import remembered
from gateway.identity.cookies import SESSION
from gateway.identity.sessions import IDLE, LONGEST, LOOKED_AT, NOTED
from gateway.identity.store import SESSIONS
from gateway.roles import OPERATOR, REPRESENTATIVE, SECRETARIAT
from tests.unit.gateway.browsing import OFFICER, PERSON, admit, me, proof, row_of, signed_in
from tests.unit.gateway.house import MEMBER, OTHER, bearer
from tests.unit.gateway.signing import Entrance

IN_OFFICE = {"status": "confirmed", "member": MEMBER}


@pytest.fixture(scope="module")
def shared() -> Entrance:
    return Entrance.of()


@pytest.fixture
def entrance(shared: Entrance) -> Entrance:
    return shared.anew()


@pytest.fixture(autouse=True)
def nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What another replica has changed is seen at once."""
    monkeypatch.setattr(remembered, "SECONDS", -1.0)


def test_who_is_signed_in_asks_as_that(entrance: Entrance) -> None:
    http = signed_in(entrance, PERSON)
    http.get("/v1/proposals")
    assert entrance.services.last.caller == PERSON
    answer = http.get("/v1/committees")
    assert answer.headers["Cache-Control"] == "private, no-store" and "Cookie" in answer.headers["Vary"]


def test_a_cookie_counts_for_nothing_beside_a_token(entrance: Entrance) -> None:
    http = signed_in(entrance)
    assert http.get("/v1/me", headers=bearer(OPERATOR)).json == {
        "id": "caller-1",
        "roles": [OPERATOR],
        "member": None,
    }
    assert http.get("/v1/me", headers={"Authorization": "Bearer x"}).status_code == 401


@pytest.mark.parametrize("text", ["", "x", "0" * 32 + "." + "a" * 43, "ก", "." * 300])
def test_a_cookie_that_is_none_is_nobodys(entrance: Entrance, text: str) -> None:
    http = entrance.app.test_client()
    http.set_cookie(SESSION, text)
    assert http.get("/v1/members").status_code == 200
    assert http.get("/v1/me").status_code == 401


def test_another_secret_under_the_same_id_is_nobodys(entrance: Entrance) -> None:
    text = entrance.identity.sessions.begin(OFFICER, "letter")
    http = entrance.app.test_client()
    http.set_cookie(SESSION, text[:-43] + "A" * 43)
    assert http.get("/v1/me").status_code == 401


def test_no_secret_is_kept(entrance: Entrance) -> None:
    text = entrance.identity.sessions.begin(OFFICER, "letter")
    assert text.split(".")[1] not in str(entrance.memory(SESSIONS).rows)


def test_a_change_needs_what_only_our_page_knows(entrance: Entrance) -> None:
    http = signed_in(entrance)
    assert admit(http, X_CSRF_Token=proof(http)).status_code == 200
    assert admit(http, X_CSRF_Token=proof(http), Sec_Fetch_Site="same-origin").status_code == 200
    assert admit(http, X_CSRF_Token=proof(http), Origin="http://localhost").status_code == 200


NOT_OURS = {
    "without a token": ({}, "csrf_token_wrong"),
    "with another": ({"X_CSRF_Token": "guess"}, "csrf_token_wrong"),
    "with one that is not ASCII": ({"X_CSRF_Token": "é"}, "csrf_token_wrong"),
    "of a page that hides itself": ({"Origin": "null"}, "csrf_token_wrong"),
    "from another site": ({"Sec_Fetch_Site": "cross-site"}, "cross_site"),
    "from a neighbour": ({"Sec_Fetch_Site": "same-site"}, "cross_site"),
    "from another origin": ({"Origin": "https://other.example"}, "cross_site"),
    "from another port": ({"Origin": "http://localhost:81"}, "cross_site"),
}


@pytest.mark.parametrize("name", NOT_OURS)
def test_no_other_site_changes_anything(entrance: Entrance, name: str) -> None:
    headers, code = NOT_OURS[name]
    http = signed_in(entrance)
    given = {"X_CSRF_Token": proof(http)} if code == "cross_site" else {}
    refused = admit(http, **given, **headers)
    assert (refused.status_code, refused.json and refused.json["code"]) == (403, code)
    assert all(one.method != "admit_member" for one in entrance.services.asked)


@pytest.mark.parametrize("verb", ["post", "patch", "delete"])
def test_every_way_to_change_something_is_guarded(entrance: Entrance, verb: str) -> None:
    path = {
        "post": "/v1/members",
        "patch": f"/v1/members/{OTHER}",
        "delete": f"/v1/attachments/{OTHER}",
    }[verb]
    refused = getattr(signed_in(entrance), verb)(path, json={})
    assert (refused.status_code, refused.json["code"]) == (403, "csrf_token_wrong")
    assert not entrance.services.asked


def test_the_token_of_one_session_is_worth_nothing_in_another(entrance: Entrance) -> None:
    mine, theirs = signed_in(entrance), signed_in(entrance)
    assert admit(mine, X_CSRF_Token=proof(theirs)).status_code == 403


def test_pages_carry_the_token(entrance: Entrance) -> None:
    http = signed_in(entrance)
    assert f'name="csrf" value="{proof(http)}"' in http.get("/confirm?token=x").text
    form = {"token": "x", "csrf": proof(http)}
    assert http.post("/confirm", data=form).status_code == 200
    assert http.post("/confirm", data={"token": "x"}).status_code == 403


def test_signing_out_ends_it(entrance: Entrance) -> None:
    http = signed_in(entrance)
    cookie = http.get_cookie(SESSION)
    assert cookie
    assert http.post("/sign-out").status_code == 403
    answer = http.post("/sign-out", data={"csrf": proof(http)})
    assert answer.status_code == 303 and "Expires=Thu, 01 Jan 1970" in answer.headers["Set-Cookie"]
    http.set_cookie(SESSION, cookie.value)
    assert http.get("/v1/me").status_code == 401


@pytest.mark.parametrize("ago", [{"seen_at": IDLE}, {"ends_at": timedelta(0)}], ids=["unused", "too long"])
def test_it_has_an_end(entrance: Entrance, ago: dict[str, timedelta]) -> None:
    http = signed_in(entrance)
    row_of(entrance, http).update({name: clock.now() - time for name, time in ago.items()})
    assert http.get("/v1/me").status_code == 401


def test_use_keeps_it_and_is_noted_once_a_minute(entrance: Entrance) -> None:
    http = signed_in(entrance)
    row = row_of(entrance, http)
    assert row["ends_at"] - row["began_at"] == LONGEST
    seen = row["seen_at"]
    me(http)
    assert row_of(entrance, http)["seen_at"] == seen
    row["seen_at"] = earlier = seen - NOTED
    me(http)
    assert row_of(entrance, http)["seen_at"] > earlier
    assert row_of(entrance, http)["ends_at"] == row["ends_at"]


def test_it_is_looked_up_once_in_two_seconds(entrance: Entrance, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "SECONDS", 2.0)
    http = signed_in(entrance)
    before = entrance.memory(SESSIONS).looked_up
    for _ in range(20):
        assert http.get("/v1/committees").status_code == 200
    assert entrance.memory(SESSIONS).looked_up == before + 1


@pytest.mark.parametrize(
    "said", [{**IN_OFFICE, "status": "ended"}, {**IN_OFFICE, "member": OTHER}, NotFound(), Denied()]
)
def test_who_has_left_office_is_signed_out(entrance: Entrance, said: Any) -> None:
    http = signed_in(entrance, PERSON)
    row = row_of(entrance, http)
    row["looked_at"] -= LOOKED_AT
    entrance.services.answers["get_representative"] = said
    assert http.get("/v1/me").status_code == 401
    assert row["_id"] not in entrance.memory(SESSIONS).rows


@pytest.mark.parametrize("said", [IN_OFFICE, Unavailable()])
def test_who_is_in_office_stays(entrance: Entrance, said: Any) -> None:
    http = signed_in(entrance, PERSON)
    row_of(entrance, http)["looked_at"] -= LOOKED_AT
    entrance.services.answers["get_representative"] = said
    http.get("/v1/committees")
    asked = [one for one in entrance.services.asked if one.method == "get_representative"]
    assert [one.caller for one in asked] == [PERSON]
    assert entrance.services.last.caller == PERSON


def test_who_only_reads_is_not_on_record_for_being_looked_up_again(entrance: Entrance) -> None:
    http, trail = signed_in(entrance, PERSON), entrance.app.extensions[TRAIL]
    row_of(entrance, http)["looked_at"] -= LOOKED_AT
    entrance.services.answers["get_representative"] = IN_OFFICE
    trail.records.take(all=True)
    assert http.get("/v1/committees").status_code == 200
    assert [one.method for one in entrance.services.asked] == ["get_representative", "list_committees"]
    assert not trail.records.take(all=True)


def test_one_sees_and_ends_ones_own(entrance: Entrance) -> None:
    person = Caller(id="officer-2", roles=frozenset({SECRETARIAT}))
    here, there = signed_in(entrance, person), signed_in(entrance, person)
    items = here.get("/v1/sessions").json["items"]  # type: ignore[index]
    assert [one["current"] for one in items] == [True, False]
    assert items[0]["owner"] == person.id and "secret" not in items[0]
    ended = here.post(f"/v1/sessions/{items[1]['id']}/end", headers={"X-CSRF-Token": proof(here)})
    assert ended.json == {"ended": 1}
    assert (here.get("/v1/me").status_code, there.get("/v1/me").status_code) == (200, 401)


def test_anothers_is_as_if_it_were_not_there(entrance: Entrance) -> None:
    theirs, mine = signed_in(entrance), signed_in(entrance, PERSON)
    for id in (row_of(entrance, theirs)["_id"], OTHER):
        answer = mine.post(f"/v1/sessions/{id}/end", headers={"X-CSRF-Token": proof(mine)})
        assert answer.json == {"ended": 0}
    assert theirs.get("/v1/me").status_code == 200


def test_who_runs_the_system_ends_all_of_somebody(entrance: Entrance) -> None:
    lost = Caller(id="officer-3", roles=frozenset({SECRETARIAT}))
    both = [signed_in(entrance, lost), signed_in(entrance, lost)]
    other = entrance.app.test_client()
    body = {"owner": lost.id}
    assert other.post("/v1/sessions/end", json=body, headers=bearer(REPRESENTATIVE)).status_code == 403
    assert other.post("/v1/sessions/end", json=body, headers=bearer(OPERATOR)).json == {"ended": 2}
    assert [http.get("/v1/me").status_code for http in both] == [401, 401]

"""What each route asks of which service, and what of the answer is shown."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from gateway.roles import OPERATOR, REPRESENTATIVE, SECRETARIAT
from gateway.schemas.committees import NewCommittee
from gateway.schemas.feed import EventPage
from gateway.schemas.members import Member, NewMember
from gateway.schemas.proposals import Proposal
from gateway.schemas.representatives import NewAlternate
from tests.unit.gateway.house import MEMBER, OTHER, THING, Services, bearer

OFFICE = bearer(SECRETARIAT)
REASON = {"reason": {"th": "เหตุผล"}}
ASKED: list[tuple[str, dict[str, Any], str, dict[str, Any]]] = [
    (f"GET /v1/members/{THING}", {}, "membership.get_member", {"id": THING}),
    (
        "GET /v1/members?kind=observer&limit=5",
        {},
        "membership.list_members",
        {"kind": "observer", "limit": 5},
    ),
    ("POST /v1/members", NewMember.EXAMPLE, "membership.apply_member", NewMember.EXAMPLE),
    (f"POST /v1/members/{THING}/decline", REASON, "membership.decline_member", {"id": THING, **REASON}),
    (f"POST /v1/members/{THING}/withdraw", {}, "membership.withdraw_member", {"id": THING}),
    (
        f"POST /v1/members/{THING}/suspend",
        {**REASON, "until": "๒๕๖๑-๑๒-๓๑"},
        "membership.suspend_member",
        {"id": THING, **REASON, "until": "2018-12-31"},
    ),
    (
        f"POST /v1/members/{THING}/merge",
        {**REASON, "into": OTHER},
        "membership.merge_member",
        {"id": THING, **REASON, "into": OTHER},
    ),
    (f"GET /v1/members/{THING}/people", {}, "membership.list_people", {"member": THING}),
    (
        f"POST /v1/members/{THING}/representatives/order",
        {"order": [OTHER]},
        "membership.order_representatives",
        {"member": THING, "order": [OTHER]},
    ),
    (
        f"POST /v1/members/{THING}/representatives",
        NewAlternate.EXAMPLE,
        "membership.add_representative",
        {"member": THING, **NewAlternate.EXAMPLE},
    ),
    (
        f"POST /v1/members/{THING}/representatives/{OTHER}/end",
        {"reason": "term"},
        "membership.end_representative",
        {"id": OTHER, "reason": "term"},
    ),
    (
        f"POST /v1/members/{THING}/representatives/{OTHER}/confirm",
        {},
        "membership.confirm_representative",
        {"id": OTHER},
    ),
    (
        f"POST /v1/members/{THING}/representatives/{OTHER}/erase",
        {},
        "membership.erase_representative",
        {"id": OTHER},
    ),
    (f"GET /v1/erasures/{THING}", {}, "membership.get_erasure", {"id": THING}),
    ("GET /v1/committees", {}, "membership.list_committees", {"limit": 20}),
    ("POST /v1/committees", NewCommittee.EXAMPLE, "membership.establish_committee", NewCommittee.EXAMPLE),
    (
        f"POST /v1/committees/{THING}/dissolve",
        REASON,
        "membership.dissolve_committee",
        {"id": THING, **REASON},
    ),
    (
        f"GET /v1/committees/{THING}/terms-of-reference?on=๒๕๖๑-๐๑-๓๑",
        {},
        "membership.list_terms_of_reference",
        {"committee": THING, "on": "2018-01-31", "limit": 20},
    ),
    (
        f"GET /v1/committees/{THING}/terms-of-reference/2",
        {},
        "membership.get_terms_of_reference",
        {"committee": THING, "number": "2"},
    ),
    (
        f"GET /v1/committees/{THING}/history",
        {},
        "membership.list_committee_changes",
        {"committee": THING, "limit": 20},
    ),
    (
        f"GET /v1/meetings?committee={OTHER}",
        {},
        "agenda.list_meetings",
        {"committee": OTHER, "limit": 20},
    ),
    (
        f"POST /v1/proposals/{THING}/merge",
        {"into": OTHER},
        "agenda.merge_proposal",
        {"id": THING, "into": OTHER},
    ),
    (f"POST /v1/proposals/{THING}/support", {}, "agenda.support_proposal", {"id": THING}),
    (f"POST /v1/proposals/{THING}/take-over", {}, "agenda.take_over_proposal", {"id": THING}),
    (
        f"POST /v1/proposals/{THING}/hand-over",
        {"member": OTHER},
        "agenda.hand_over_proposal",
        {"id": THING, "member": OTHER},
    ),
    (
        f"GET /v1/members/{THING}/handover",
        {},
        "agenda.list_left_proposals",
        {"member": THING, "limit": 20},
    ),
    (f"POST /v1/meetings/{THING}/convene", {}, "agenda.convene_meeting", {"id": THING}),
    (
        f"POST /v1/meetings/{THING}/agenda",
        {"section": 1, "title": {"th": "เรื่อง"}},
        "agenda.add_item",
        {"id": THING, "section": 1, "title": {"th": "เรื่อง"}},
    ),
    (
        f"POST /v1/meetings/{THING}/agenda/{OTHER}/adjourn",
        {"to": MEMBER},
        "agenda.adjourn_item",
        {"id": THING, "item": OTHER, "to": MEMBER},
    ),
    (
        f"POST /v1/meetings/{THING}/responses",
        {"answer": "accepted"},
        "agenda.respond_meeting",
        {"id": THING, "answer": "accepted"},
    ),
    (
        f"POST /v1/meetings/{THING}/documents/news-release/check",
        {},
        "agenda.check_document",
        {"id": THING, "kind": "news-release"},
    ),
    (f"GET /v1/meetings/{THING}/attendance", {}, "agenda.list_attendance", {"id": THING, "limit": 20}),
    ("GET /v1/notifications/counts", {}, "notify.count_notifications", {}),
    (f"POST /v1/notifications/{THING}/resend", {}, "notify.resend_notification", {"id": THING}),
    (f"POST /v1/notifications/{THING}/resume", {}, "notify.resume_notification", {"id": THING}),
    ("POST /v1/notifications/parked/resume", {"reason": "451"}, "notify.resume_parked", {"reason": "451"}),
    ("POST /v1/notifications/parked/cancel", {}, "notify.cancel_parked", {}),
    (f"GET /v1/notifications/{THING}/letter", {}, "notify.get_letter", {"id": THING}),
    (
        f"POST /v1/suppressions/{THING}/lift",
        {"note": "a"},
        "notify.lift_suppression",
        {"id": THING, "note": "a"},
    ),
    (
        "GET /v1/templates/invitation/preview?language=en",
        {},
        "notify.preview_template",
        {"name": "invitation", "language": "en"},
    ),
    (
        f"GET /v1/templates/invitation/preview?notification={THING}",
        {},
        "notify.preview_template",
        {"name": "invitation", "notification": THING},
    ),
    (
        "POST /v1/templates/invitation/preview",
        {"language": "en", "source": "x", "recipient": OTHER},
        "notify.try_template",
        {"name": "invitation", "language": "en", "source": "x", "recipient": OTHER},
    ),
    ("POST /v1/templates/restore", {}, "notify.restore_templates", {}),
    (
        "POST /v1/templates/invitation/restore",
        {"language": "en"},
        "notify.restore_template",
        {"name": "invitation", "language": "en"},
    ),
    (
        "GET /v1/templates/invitation/versions?after=7",
        {},
        "notify.list_template_versions",
        {"name": "invitation", "after": "7", "limit": 20},
    ),
]


@pytest.mark.parametrize(("request_line", "sent", "method", "body"), ASKED, ids=[one[2] for one in ASKED])
def test_a_route_is_one_call(
    http: FlaskClient, services: Services, request_line: str, sent: Any, method: str, body: Any
) -> None:
    verb, path = request_line.split()
    answer = http.open(path, method=verb, headers=OFFICE, json=sent or None)
    assert answer.status_code in (200, 201)
    assert len(services.asked) == 1
    assert (f"{services.last.service}.{services.last.method}", services.last.body) == (method, body)


def test_only_what_is_documented_is_shown(http: FlaskClient, services: Services) -> None:
    services.answers["get_member"] = Member.EXAMPLE | {"email": "rep1@org1.example"}
    assert http.get(f"/v1/members/{MEMBER}").json == Member.EXAMPLE


def test_a_page_names_the_next_one(http: FlaskClient, services: Services) -> None:
    services.answers["list_proposals"] = {"items": [Proposal.EXAMPLE], "next": THING}
    answer: Any = http.get("/v1/proposals?status=submitted&limit=1")
    assert answer.json == {"items": [Proposal.EXAMPLE], "next": THING}
    assert answer.headers["Link"] == f'</v1/proposals?status=submitted&limit=1&after={THING}>; rel="next"'
    services.answers["list_proposals"] = {"items": [], "next": None}
    assert "Link" not in http.get("/v1/proposals").headers


def test_the_feed_is_read_from_its_source(http: FlaskClient, services: Services) -> None:
    services.answers["read_events"] = EventPage.EXAMPLE | {"next": 42}
    types = "type=agenda.response.given.v1&type=agenda.meeting.convened.v1"
    path = f"/v1/events?source=agenda&after=41&limit=1&{types}"
    answer: Any = http.get(path, headers=bearer(OPERATOR))
    assert answer.json == EventPage.EXAMPLE | {"next": 42}
    assert services.last.service == "agenda"
    wanted = ["agenda.response.given.v1", "agenda.meeting.convened.v1"]
    assert services.last.body == {"after": 41, "limit": 1, "types": wanted}
    assert answer.headers["Link"] == f'</v1/events?source=agenda&after=42&limit=1&{types}>; rel="next"'


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("", "source", "required"),
        ("source=gateway", "source", "not_one_of"),
        ("source=agenda&after=-1", "after", "out_of_range"),
        ("source=agenda&after=x", "after", "wrong_type"),
        ("source=agenda&limit=501", "limit", "out_of_range"),
        ("source=agenda&limit=0", "limit", "out_of_range"),
        ("source=agenda&type=agenda.*", "type.0", "invalid"),
        ("source=agenda&type=notify.notification.delivered.v1", "type", "not_of_this_source"),
        ("source=agenda&" + "&".join(["type=agenda.a.b.v1"] * 21), "type", "too_long"),
        ("source=agenda&before=7", "before", "unknown"),
    ],
)
def test_a_feed_that_is_none(
    http: FlaskClient, services: Services, query: str, field: str, code: str
) -> None:
    answer: Any = http.get(f"/v1/events?{query}", headers=bearer(OPERATOR))
    assert answer.status_code == 422
    assert (answer.json["errors"][0]["field"], answer.json["errors"][0]["code"]) == (field, code)
    assert not services.asked


def test_me_is_the_caller_and_the_member_spoken_for(http: FlaskClient, services: Services) -> None:
    services.answers["get_member"] = Member.EXAMPLE
    answer = http.get("/v1/me", headers=bearer(REPRESENTATIVE))
    assert answer.json == {"id": "caller-1", "roles": [REPRESENTATIVE], "member": Member.EXAMPLE}
    assert services.last.body == {"id": MEMBER}
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_head_is_get_without_a_body(http: FlaskClient) -> None:
    answer = http.head(f"/v1/proposals/{THING}")
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (200, b"", '"3"')


def test_a_trace_goes_on(http: FlaskClient, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    original = services.__class__.__call__

    def watched(self: Services, *args: Any, **about: Any) -> Any:
        seen.append(about["traceparent"])
        return original(self, *args, **about)

    monkeypatch.setattr(Services, "__call__", watched)
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    http.get("/v1/members", headers={"traceparent": trace})
    http.get("/v1/members", headers={"traceparent": "00-x"})
    assert seen == [trace, None]

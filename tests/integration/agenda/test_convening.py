import pytest

from agenda.errors import TRANSITION_FORBIDDEN
from chassis.errors import Conflict, Denied
from tests.integration.agenda.office import PUBLIC, Office, representing

LINK = "https://meet.example/1"


def test_a_dry_run_says_who_is_called_and_who_not_and_changes_nothing(office: Office, member: str) -> None:
    suspended, left = office.member(status="suspended"), office.member(status="withdrawn")
    meeting = office.plan()
    found = office.ask("preview_convening", id=meeting["id"])
    assert {one["member"]: one.get("why") for one in found["items"]} == {member: None, suspended: "suspended"}
    assert left not in {one["member"] for one in found["items"]}
    assert found["counts"] == {"called": 1, "suspended": 1}
    page = office.ask("preview_convening", id=meeting["id"], limit=1)
    rest = office.ask("preview_convening", id=meeting["id"], limit=1, after=page["next"])
    assert [*page["items"], *rest["items"]] == found["items"]
    assert (rest["next"], rest["counts"]) == (None, found["counts"])
    assert office.ask("get_meeting", id=meeting["id"]) == meeting


def test_a_dry_run_is_refused_where_convening_is(office: Office, member: str) -> None:
    with pytest.raises(Conflict) as refused:
        office.ask("preview_convening", id=office.sitting())
    assert refused.value.code == TRANSITION_FORBIDDEN
    with pytest.raises(Denied):
        office.ask("preview_convening", by=representing(member), id=office.plan()["id"])


def test_where_a_meeting_meets_on_line_is_for_those_invited(office: Office, member: str) -> None:
    meeting = office.plan(online_url=LINK, capacity=80)
    assert (meeting["online_url"], meeting["capacity"]) == (LINK, 80)
    suspended = office.member(status="suspended")
    for by, seen in ((PUBLIC, None), (representing(member), LINK), (representing(suspended), None)):
        assert office.ask("get_meeting", by=by, id=meeting["id"]).get("online_url") == seen
        (listed,) = office.ask("list_meetings", by=by)["items"]
        assert listed.get("online_url") == seen
    events = office.store.db.outbox.find({"aggregate": f"meetings/{meeting['id']}"})
    assert LINK not in str([*events])


def test_a_moved_meeting_says_where_it_was(office: Office) -> None:
    meeting = office.plan()["id"]
    office.ask("convene_meeting", id=meeting)
    office.ask("reschedule_meeting", id=meeting, starts_at="2030-02-07T02:00:00Z", reason={"th": "เลื่อน"})
    (was,) = office.ask("get_meeting", by=PUBLIC, id=meeting)["moved_from"]
    assert (was["starts_at"], was["announced"], was["reason"]) == (
        "2030-01-31T02:00:00.000Z",
        True,
        {"th": "เลื่อน"},
    )


def test_which_meeting_is_the_first_follows_what_becomes_of_them(office: Office) -> None:
    def first() -> str:
        (found,) = [one["id"] for one in office.ask("list_meetings")["items"] if one["first"]]
        return str(found)

    middle, late = office.plan("2030-03-01T02:00:00Z")["id"], office.plan("2030-06-01T02:00:00Z")["id"]
    assert first() == middle
    early = office.plan("2030-01-31T02:00:00Z")["id"]
    assert first() == early
    office.ask("reschedule_meeting", id=early, starts_at="2030-04-01T02:00:00Z")
    assert first() == middle
    office.ask("cancel_meeting", id=middle, reason={"th": "เหตุผล"})
    assert first() == early
    office.ask("reschedule_meeting", id=late, starts_at="2030-02-01T02:00:00Z")
    assert first() == late

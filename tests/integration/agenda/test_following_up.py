"""What follows from a resolution: actions, their reports and reminders; and what was said at the table."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agenda import offers
from agenda.errors import MEMBER_NOT_ACTIVE
from chassis.errors import Conflict, Denied, Stale
from tests.integration.agenda.office import PUBLIC, Office, representing

ACTION = {"kind": "action", "text": {"th": "มอบหมายให้ดำเนินการ"}}
AGENCY: dict[str, Any] = {"kind": "government_agency", "name": {"th": "กระทรวงการต่างประเทศ"}}
REPORT: dict[str, Any] = {"text": {"th": "ส่งร่างแรกแล้ว"}, "on": "2030-02-15"}

ABOVE = {"th": "คณะกรรมการเพื่อการพัฒนาที่ยั่งยืน (กพย.)"}
UP: dict[str, Any] = {"kind": "referred_up", "text": {"th": "ให้เสนอต่อ กพย."}, "to": ABOVE}
ANSWER: dict[str, Any] = {"kind": "noted", "text": {"th": "รับทราบ"}, "on": "2030-03-15"}


def decided(office: Office, member: str, resolution: dict[str, Any] = ACTION) -> dict[str, Any]:
    """A meeting that sits, and its one item, on which it resolved."""
    proposal = office.admissible(member)
    meeting = office.sitting(proposal)
    item = office.ask("get_proposal", id=proposal)["item"]
    office.ask("discuss_item", id=meeting, item=item)
    office.ask("decide_item", id=meeting, item=item, resolution=resolution)
    about: dict[str, Any] = {"meeting": meeting, "item": item}
    return about


def charged(office: Office, member: str, owner: str, due_on: str = "2030-03-31") -> dict[str, Any]:
    about = decided(office, member)
    return office.ask("assign_action", **about, title={"th": "จัดทำร่าง"}, owner=owner, due_on=due_on)


def item_of(office: Office, action: dict[str, Any]) -> dict[str, Any]:
    agenda = office.ask("get_agenda", id=action["meeting"])
    (item,) = [one for section in agenda["sections"] for one in section["items"]]
    return dict(item)


def test_its_way_is_told_shown_and_noted(office: Office, member: str) -> None:
    owner = office.member(**AGENCY)
    action = charged(office, member, owner)
    assert (action["status"], action["owner"], action["sdgs"]) == ("assigned", owner, [3, 11])
    assert item_of(office, action)["actions"] == [action["id"]]
    about: dict[str, Any] = {"by": representing(owner), "id": action["id"]}
    office.ask("start_action", **about)
    office.ask("report_action", **about, **REPORT)
    done = office.ask("complete_action", **about)
    assert (done["status"], done["reports"], done["reported_on"]) == ("done", 1, "2030-02-15")
    (report,) = office.ask("list_reports", by=PUBLIC, id=action["id"])["items"]
    assert (report["text"], report["reported_by"]) == (REPORT["text"], owner)
    told = [f"agenda.action.{fact}.v1" for fact in ("assigned", "started", "reported", "completed")]
    assert office.told(f"actions/{action['id']}") == told
    steps = office.ask("list_action_steps", by=PUBLIC, id=action["id"])["items"]
    assert [step["what"] for step in steps] == told
    assert steps[0]["by"] == "officer-1"


def test_only_its_owner_and_the_secretariat_go_on_with_it(office: Office, member: str) -> None:
    action = charged(office, member, office.member(**AGENCY))
    secretariats = charged(office, member, "secretariat")
    for one in (action, secretariats):
        for verb, body in (("start_action", {}), ("report_action", REPORT), ("complete_action", {})):
            with pytest.raises(Denied):
                office.ask(verb, by=representing(member), id=one["id"], **body)
        assert office.ask("start_action", id=one["id"])["status"] == "started"
    with pytest.raises(Denied):
        office.ask("drop_action", by=representing(action["owner"]), id=action["id"], reason={"th": "เหตุผล"})


def test_nobody_is_charged_that_takes_no_part(office: Office, member: str) -> None:
    suspended = office.member(status="suspended")
    with pytest.raises(Conflict) as refused:
        charged(office, member, suspended)
    assert refused.value.code == MEMBER_NOT_ACTIVE


def test_another_goes_on_with_it(office: Office, member: str) -> None:
    owner, other = office.member(**AGENCY), office.member(**AGENCY)
    action = charged(office, member, owner)
    passed = office.ask("revise_action", id=action["id"], if_match=1, owner=other, due_on="2030-06-30")
    assert (passed["owner"], passed["handed_over_from"], passed["due_on"]) == (other, [owner], "2030-06-30")
    with pytest.raises(Stale):
        office.ask("revise_action", id=action["id"], if_match=1, owner=owner)


def test_lists_are_narrowed(office: Office, member: str) -> None:
    owner = office.member(**AGENCY)
    theirs, ours = charged(office, member, owner), charged(office, member, "secretariat")
    office.ask("start_action", id=ours["id"])
    for where, found in (
        ({}, [theirs, ours]),
        ({"owner": owner}, [theirs]),
        ({"owner": "secretariat"}, [ours]),
        ({"owner": theirs["id"]}, []),
        ({"status": "started"}, [ours]),
        ({"owner": owner, "status": "started"}, []),
        ({"meeting": ours["meeting"]}, [ours]),
        ({"proposal": theirs["proposal"]}, [theirs]),
        ({"overdue": True}, []),
        ({"overdue": False}, [theirs, ours]),
    ):
        listed = office.ask("list_actions", by=PUBLIC, **where)["items"]
        assert [one["id"] for one in listed] == [one["id"] for one in found], where


def test_what_is_late_is_found_by_itself_and_told_again_after_a_while(office: Office, member: str) -> None:
    action = charged(office, member, office.member(**AGENCY))
    due = datetime(2030, 3, 31, 17, tzinfo=UTC)
    overdue = "agenda.action.overdue.v1"
    for at, told in ((due - timedelta(hours=1), 0), (due, 1), (due + timedelta(days=13), 1)):
        offers.look(office.store, at)
        assert office.told(f"actions/{action['id']}").count(overdue) == told
    assert [one["id"] for one in office.ask("list_actions", overdue=True)["items"]] == [action["id"]]
    offers.look(office.store, due + timedelta(days=15))
    assert office.told(f"actions/{action['id']}").count(overdue) == 2
    office.ask("complete_action", id=action["id"])
    assert offers.look(office.store, due + timedelta(days=60)) == 0
    assert office.ask("list_actions", overdue=True)["items"] == []


def test_its_owner_of_the_day_is_reminded_that_it_is_due_and_nobody_of_what_is_done(
    office: Office, member: str
) -> None:
    action, other = charged(office, member, office.member(**AGENCY)), office.member(**AGENCY)
    about = f"actions/{action['id']}"
    a_week_before = datetime(2030, 3, 24, 2, tzinfo=UTC)

    def reminded(at: datetime) -> int:
        offers.look(office.store, at)
        return office.told(about).count("agenda.action.due_soon.v1")

    assert [reminded(a_week_before + timedelta(minutes=n)) for n in (-1, 1, 2)] == [0, 1, 1]
    office.ask("revise_action", id=action["id"], if_match=2, owner=other, due_on="2030-04-30")
    assert [reminded(a_week_before + timedelta(days=n)) for n in (29, 31)] == [1, 2]
    where = {"aggregate": about, "event.type": "agenda.action.due_soon.v1"}
    owners = [row["event"]["data"]["owner"] for row in office.store.db.outbox.find(where).sort("version", 1)]
    assert owners == [action["owner"], other]
    office.ask("revise_action", id=action["id"], if_match=4, due_on="2030-06-30")
    office.ask("complete_action", by=representing(other), id=action["id"])
    assert reminded(datetime(2030, 7, 31, tzinfo=UTC)) == 2
    assert "agenda.action.overdue.v1" not in office.told(about)


def test_what_a_member_was_charged_with_stays_with_the_secretariat_when_it_leaves(
    office: Office, member: str
) -> None:
    owner = office.member(**AGENCY)
    action, done = charged(office, member, owner), charged(office, member, owner)
    office.ask("complete_action", id=done["id"])
    office.leaves(owner)
    left = office.ask("get_action", id=action["id"])
    assert ("owner" not in left, left["keeper"], left["handed_over_from"]) == (True, "secretariat", [owner])
    assert office.told(f"actions/{action['id']}")[-1] == "agenda.action.reassigned.v1"
    assert office.ask("get_action", id=done["id"])["owner"] == owner


def test_the_member_that_stands_for_it_goes_on_with_it(office: Office, member: str) -> None:
    owner, other = office.member(**AGENCY), office.member(**AGENCY)
    action = charged(office, member, owner)
    office.hears("membership.member.merged.v1", 2, **office.known(owner, "merged"), merged_into=other)
    assert office.ask("get_action", id=action["id"])["owner"] == other
    office.ask("start_action", by=representing(other), id=action["id"])


def test_notes_are_the_secretariats_and_no_two_overwrite_each_other(office: Office, member: str) -> None:
    about = decided(office, member)
    of_item: dict[str, Any] = {"id": about["meeting"], "item": about["item"]}
    assert office.ask("get_note", **of_item)["version"] == 0
    first = office.ask("write_note", **of_item, if_match=0, text={"th": "หารือกันกว้างขวาง"})
    assert (first["version"], first["text"]) == (1, {"th": "หารือกันกว้างขวาง"})
    with pytest.raises(Stale):
        office.ask("write_note", **of_item, if_match=0, text={"th": "อื่น"})
    office.ask("write_note", **of_item, if_match=1, text={"th": "แก้ไข"})
    assert office.ask("get_note", **of_item)["text"] == {"th": "แก้ไข"}
    for by in (PUBLIC, representing(member)):
        with pytest.raises(Denied):
            office.ask("get_note", by=by, **of_item)
    assert "หารือ" not in str(office.ask("get_agenda", by=PUBLIC, id=about["meeting"]))


def test_no_notes_are_taken_before_a_meeting_sits(office: Office, member: str) -> None:
    meeting = office.plan()["id"]
    proposal = office.admissible(member)
    item = office.ask("select_proposal", id=proposal, meeting=meeting)["item"]
    with pytest.raises(Conflict):
        office.ask("write_note", id=meeting, item=item, if_match=0, text={"th": "เร็วไป"})


def test_what_a_meeting_refers_up_is_sent_and_answered(office: Office, member: str) -> None:
    about = decided(office, member, UP)
    referral = office.ask("prepare_referral", **about)
    id = referral["id"]
    assert (referral["status"], referral["to"], referral["answers"]) == ("prepared", ABOVE, [])
    assert item_of(office, about)["referrals"] == [id]
    assert office.ask("get_proposal", by=PUBLIC, id=referral["proposal"])["referrals"] == [id]
    office.ask("send_referral", id=id, sent_on="2030-02-15", letter_number="กต ๐๐๐๐/๑")
    for kind in ("accepted", "declined"):
        office.ask("answer_referral", id=id, **{**ANSWER, "kind": kind})
    shown = office.ask("get_referral", by=PUBLIC, id=id)
    assert (shown["status"], [one["kind"] for one in shown["answers"]]) == (
        "answered",
        ["accepted", "declined"],
    )
    facts = ("prepared", "sent", "answered", "answered")
    assert office.told(f"referrals/{id}") == [f"agenda.referral.{fact}.v1" for fact in facts]
    for where, found in (({}, 1), ({"status": "sent"}, 0), ({"meeting": about["meeting"]}, 1)):
        assert len(office.ask("list_referrals", by=PUBLIC, **where)["items"]) == found


def decided_behind_closed_doors(office: Office, resolution: dict[str, Any]) -> dict[str, Any]:
    meeting = office.plan()["id"]
    agenda = office.ask("add_item", id=meeting, section=6, title={"th": "งบประมาณ"})
    item = agenda["sections"][5]["items"][0]["id"]
    office.ask("revise_item", id=meeting, item=item, if_match=agenda["version"], closed=True)
    for verb in ("convene_meeting", "open_meeting"):
        office.ask(verb, id=meeting)
    office.ask("discuss_item", id=meeting, item=item)
    office.ask("decide_item", id=meeting, item=item, resolution=resolution)
    about: dict[str, Any] = {"meeting": meeting, "item": item}
    return about


def data_of(office: Office, subject: str) -> str:
    return str([row["event"]["data"] for row in office.store.db.outbox.find({"aggregate": subject})])


def test_what_a_closed_item_charged_somebody_with_is_for_those_who_take_part(
    office: Office, member: str
) -> None:
    about, owner = decided_behind_closed_doors(office, ACTION), office.member(**AGENCY)
    charge: dict[str, Any] = {"title": {"th": "เสนองบประมาณ"}, "owner": owner, "due_on": "2030-03-31"}
    id = office.ask("assign_action", **about, **charge)["id"]
    office.ask("report_action", by=representing(owner), id=id, **REPORT)
    office.ask("drop_action", id=id, reason={"th": "งบประมาณไม่พอ"})
    for by, sees in ((PUBLIC, False), (representing(member), True), (representing(owner), True)):
        shown = [office.ask("get_action", by=by, id=id), *office.ask("list_actions", by=by)["items"]]
        reports = office.ask("list_reports", by=by, id=id)["items"]
        assert [("งบประมาณ" in str(one), "reason" in one) for one in shown] == [(sees, sees)] * 2
        assert bool(reports) == sees
    assert "งบประมาณ" not in data_of(office, f"actions/{id}")
    assert "งบประมาณ" not in str(office.ask("list_action_steps", by=PUBLIC, id=id))


def test_where_a_closed_item_was_referred_to_is_for_those_who_take_part(office: Office, member: str) -> None:
    id = office.ask("prepare_referral", **decided_behind_closed_doors(office, UP))["id"]
    office.ask("send_referral", id=id, sent_on="2030-02-15", letter_number="กต ๐๐๐๐/๑")
    office.ask("answer_referral", id=id, **ANSWER)
    for by, sees in ((PUBLIC, False), (representing(member), True)):
        for shown in (
            office.ask("get_referral", by=by, id=id),
            *office.ask("list_referrals", by=by)["items"],
        ):
            assert (shown["to"] == ABOVE, bool(shown["answers"]), "letter_number" in shown) == (sees,) * 3
    told = data_of(office, f"referrals/{id}")
    assert not any(secret in told for secret in (ABOVE["th"], ANSWER["text"]["th"], "กต ๐๐๐๐/๑"))


def test_what_was_judged_so_is_sent_at_once_where_the_letter_is_known(office: Office, member: str) -> None:
    proposal = office.admissible(member)
    with pytest.raises(Conflict):
        office.ask("prepare_referral", proposal=proposal)
    office.ask("refer_proposal", id=proposal, to=ABOVE)
    referral = office.ask("prepare_referral", proposal=proposal, sent_on="2030-02-15")
    assert (referral["status"], referral["to"]) == ("sent", ABOVE)
    assert office.told(f"referrals/{referral['id']}") == [
        "agenda.referral.prepared.v1",
        "agenda.referral.sent.v1",
    ]
    with pytest.raises(Denied):
        office.ask("answer_referral", by=representing(member), id=referral["id"], **ANSWER)

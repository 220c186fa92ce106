"""What other systems tell: as the secretariat would, once however often, by them alone and nothing else."""

from typing import Any

import pytest

from agenda.errors import MEETING_NOT_FOUND, OTHER_COMMITTEE, REFERRAL_NOT_FOUND, TRANSITION_FORBIDDEN
from chassis.call import Caller
from chassis.errors import NOT_YET_KNOWN, Conflict, Denied, Invalid, NotFound, NotYetKnown
from chassis.ids import new_id
from tests.integration.agenda.office import PUBLIC, SECRETARIAT, Office, representing
from tests.integration.agenda.test_coming import AGENCY, CIVIL, asking_for

PARTNER = Caller(id="registry", roles=frozenset({"partner"}))
ABOVE = {"th": "คณะกรรมการเพื่อการพัฒนาที่ยั่งยืน (กพย.)"}
ANSWER: dict[str, Any] = {"kind": "noted", "text": {"th": "รับทราบ"}, "on": "2030-03-15"}


def referral(office: Office, member: str, **changes: Any) -> str:
    proposal = office.admissible(member)
    office.prepare("refer_proposal", id=proposal, to=ABOVE)
    return str(office.prepare("prepare_referral", proposal=proposal, **changes)["id"])


def take(office: Office, meeting: str, *attendance: tuple[str, str], by: Caller = PARTNER) -> list[str]:
    entries = [{"member": member, "status": status} for member, status in attendance]
    found = office.ask("take_attendance", by=by, meeting=meeting, attendance=entries)
    changed: list[str] = found["changed"]
    return changed


def test_an_answer_is_noted_once_however_often_it_is_told(office: Office, member: str) -> None:
    id = referral(office, member, sent_on="2030-02-15")
    told = [
        office.ask("take_referral_answer", by=PARTNER, referral=id, **answer)["changed"]
        for answer in (ANSWER, ANSWER, {**ANSWER, "kind": "accepted"}, ANSWER)
    ]
    subject = f"referrals/{id}"
    assert told == [[subject], [], [subject], []]
    assert office.told(subject).count("agenda.referral.answered.v1") == 2
    shown = office.ask("get_referral", id=id)
    assert (shown["version"], [one["kind"] for one in shown["answers"]]) == (3, ["noted", "accepted"])
    office.ask("answer_referral", id=id, if_match=3, **{**ANSWER, "kind": "returned"})
    again = {**ANSWER, "kind": "returned"}
    assert office.ask("take_referral_answer", by=PARTNER, referral=id, **again)["changed"] == []


def test_no_answer_comes_to_what_was_not_sent_or_from_before_it_was(office: Office, member: str) -> None:
    unsent, sent = referral(office, member), referral(office, member, sent_on="2030-02-15")
    about: dict[str, Any] = {"by": PARTNER, **ANSWER}
    with pytest.raises(Conflict) as refused:
        office.ask("take_referral_answer", referral=unsent, **about)
    assert refused.value.code == TRANSITION_FORBIDDEN
    with pytest.raises(NotFound) as missing:
        office.ask("take_referral_answer", referral=new_id(), **about)
    assert missing.value.code == REFERRAL_NOT_FOUND
    with pytest.raises(Invalid) as early:
        office.ask("take_referral_answer", referral=sent, **{**about, "on": "2030-02-14"})
    assert early.value.fields == {"on": ["out_of_range"]}


def test_attendance_is_taken_together_and_both_sides_are_counted(office: Office, member: str) -> None:
    asking_for(office, 1, 2)
    meeting = office.sitting()
    agency, other, absent = office.member(kind=AGENCY), office.member(), office.member()
    office.ask("record_attendance", id=meeting, member=member, status="attended", persons=3)
    came = [(agency, "attended"), (other, "attended"), (absent, "absent")]
    changed = take(office, meeting, *came)
    listed = {one["member"]: one for one in office.ask("list_attendance", id=meeting)["items"]}
    assert changed == [f"responses/{listed[id]['id']}" for id, _ in came]
    assert [(listed[id]["status"], listed[id]["persons"]) for id in (member, agency, absent)] == [
        ("attended", 3),
        ("attended", 1),
        ("absent", 0),
    ]
    for subject in changed:
        assert office.told(subject) == ["agenda.attendance.recorded.v1"]
    quorum = office.ask("get_meeting", id=meeting)["quorum"]
    assert (quorum["present"], quorum["reached"]) == ({AGENCY: 1, CIVIL: 2}, True)
    assert take(office, meeting, *came) == []
    (left,) = take(office, meeting, (agency, "attended"), (other, "excused"))
    assert left == changed[1]
    quorum = office.ask("get_meeting", id=meeting)["quorum"]
    assert (quorum["present"], quorum["reached"]) == ({AGENCY: 1, CIVIL: 1}, False)
    assert office.told(f"quorums/{meeting}") == ["agenda.quorum.reached.v1", "agenda.quorum.lost.v1"]


def test_of_attendance_all_is_taken_or_nothing_and_the_entry_at_fault_is_named(
    office: Office, member: str
) -> None:
    meeting, elsewhere, nobody = office.sitting(), office.member(committee=new_id()), new_id()
    for stranger, refusal, code in (
        (nobody, NotYetKnown, NOT_YET_KNOWN),
        (elsewhere, Conflict, OTHER_COMMITTEE),
    ):
        with pytest.raises(refusal) as refused:
            take(office, meeting, (member, "attended"), (stranger, "attended"))
        assert (refused.value.code, refused.value.fields) == (code, {"attendance.1.member": [code]})
    assert office.ask("list_attendance", id=meeting)["items"] == []
    with pytest.raises(NotFound) as missing:
        take(office, new_id(), (member, "attended"))
    assert missing.value.code == MEETING_NOT_FOUND
    with pytest.raises(Conflict) as early:
        take(office, office.plan()["id"], (member, "attended"))
    assert early.value.code == TRANSITION_FORBIDDEN


@pytest.mark.parametrize("by", [PUBLIC, SECRETARIAT])
def test_nobody_else_tells_by_these_ways(office: Office, member: str, by: Caller) -> None:
    id, meeting = referral(office, member, sent_on="2030-02-15"), office.sitting()
    for asker in (by, representing(member)):
        with pytest.raises(Denied):
            office.ask("take_referral_answer", by=asker, referral=id, **ANSWER)
        with pytest.raises(Denied):
            take(office, meeting, (member, "attended"), by=asker)


def test_and_they_tell_by_no_other(office: Office, member: str) -> None:
    id, meeting = referral(office, member, sent_on="2030-02-15"), office.sitting()
    with pytest.raises(Denied):
        office.ask("answer_referral", by=PARTNER, id=id, **ANSWER)
    with pytest.raises(Denied):
        office.ask("record_attendance", by=PARTNER, id=meeting, member=member, status="attended")

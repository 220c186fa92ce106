"""Comments: by whom, for whom, in which order."""

from typing import Any

import pytest

from agenda.errors import KIND_MAY_NOT, MEMBER_NOT_ACTIVE, OTHER_COMMITTEE, OTHER_PROPOSAL
from chassis.call import Caller
from chassis.errors import Conflict, Denied, NotFound, Stale, WaraError
from chassis.ids import new_id
from tests.integration.agenda.office import PUBLIC, SECRETARIAT, Office, View, representing, together

TEXT, REASON = {"th": "ขอให้รวมข้อมูลจากพื้นที่"}, {"th": "กล่าวถึงบุคคล"}


def say(office: Office, by: Caller, proposal: str, **changes: Any) -> View:
    return office.ask("add_comment", by=by, **{"proposal": proposal, "text": TEXT, **changes})


def read(office: Office, by: Caller, proposal: str, **where: Any) -> list[View]:
    items: list[View] = office.ask("list_comments", by=by, proposal=proposal, **where)["items"]
    return items


def refusal(office: Office, by: Caller, proposal: str, **changes: Any) -> str:
    with pytest.raises(WaraError) as refused:
        say(office, by, proposal, **changes)
    return refused.value.code


def test_members_read_all_and_the_public_what_is_public(office: Office, member: str) -> None:
    proposal, other = office.admissible(member), office.member()
    first = say(office, representing(other), proposal, post={"th": "ผู้ประสานงาน"})
    second = say(office, SECRETARIAT, proposal, visibility="public")
    answer = say(office, representing(member), proposal, reply_to=first["id"])
    assert (first["member"], first["post"], "member" in second) == (other, {"th": "ผู้ประสานงาน"}, False)
    assert answer["thread"] == first["thread"] == first["id"]
    first = office.ask("get_comment", id=first["id"])
    assert first["replies"] == 1
    for insider in (SECRETARIAT, representing(member), representing(office.member(kind="observer"))):
        assert read(office, insider, proposal) == [first, second, answer]
        assert read(office, insider, proposal, thread=first["id"]) == [first, answer]
    for outsider in (PUBLIC, representing(new_id()), representing(office.member(committee=new_id()))):
        assert read(office, outsider, proposal) == [second]
        assert read(office, outsider, proposal, thread=first["id"]) == []
        with pytest.raises(NotFound):
            office.ask("get_comment", by=outsider, id=first["id"])
    row = office.store.db.outbox.find_one({"aggregate": f"comments/{first['id']}"})
    assert row
    assert not {"text", "post", "by"} & row["event"]["data"].keys()


def test_who_may_take_part_may_speak(office: Office, member: str) -> None:
    proposal = office.admissible(member)
    assert refusal(office, representing(office.member(status="suspended")), proposal) == MEMBER_NOT_ACTIVE
    office.committee, first = new_id(), office.committee
    facts: dict[str, Any] = {
        "id": office.committee,
        "agenda_template": [],
        "rights": {"civil_society": ["take_part"]},
    }
    office.hears("membership.committee.established.v1", **facts)
    assert refusal(office, representing(office.member()), proposal) == OTHER_COMMITTEE
    assert refusal(office, representing(office.member(kind="observer")), proposal) == KIND_MAY_NOT
    office.committee = first
    with pytest.raises(NotFound):
        say(office, representing(office.member()), office.draft(member))
    said = say(office, SECRETARIAT, office.admissible(member))
    assert refusal(office, SECRETARIAT, proposal, reply_to=said["id"]) == OTHER_PROPOSAL


def test_its_own_member_words_it_anew_and_takes_it_back(office: Office, member: str) -> None:
    proposal, by = office.admissible(member), representing(office.member())
    id = say(office, by, proposal)["id"]
    for other in (SECRETARIAT, representing(member)):
        with pytest.raises(Denied):
            office.ask("revise_comment", by=other, id=id, if_match=1, text=REASON)
        with pytest.raises(Denied):
            office.ask("remove_comment", by=other, id=id)
    revised = office.ask("revise_comment", by=by, id=id, if_match=1, text=REASON)
    assert (revised["text"], "edited_at" in revised) == (REASON, True)
    with pytest.raises(Stale):
        office.ask("revise_comment", by=by, id=id, if_match=1, text=TEXT)
    removed = office.ask("remove_comment", by=by, id=id)
    assert (removed["status"], "text" in removed) == ("removed", False)
    facts = ["agenda.comment.added.v1", "agenda.comment.revised.v1", "agenda.comment.removed.v1"]
    assert office.told(f"comments/{id}") == facts


def test_the_secretariat_hides_and_shows_and_says_why(office: Office, member: str) -> None:
    proposal, by = office.admissible(member), representing(office.member())
    said = say(office, by, proposal, visibility="public")
    with pytest.raises(Denied):
        office.ask("hide_comment", by=by, id=said["id"], reason=REASON)
    office.ask("hide_comment", id=said["id"], reason=REASON)
    for reader in (PUBLIC, representing(member)):
        (hidden,) = read(office, reader, proposal)
        assert (hidden["status"], hidden["reason"], "text" in hidden) == ("hidden", REASON, False)
    assert read(office, by, proposal)[0]["text"] == read(office, SECRETARIAT, proposal)[0]["text"] == TEXT
    shown = office.ask("show_comment", id=said["id"])
    assert read(office, PUBLIC, proposal) == [shown]


def test_answers_at_once_are_all_counted(office: Office, member: str) -> None:
    proposal = office.admissible(member)
    said = say(office, SECRETARIAT, proposal)["id"]
    answers = together([lambda: say(office, representing(member), proposal, reply_to=said)] * 4)
    assert [one["reply_to"] for one in answers if isinstance(one, dict)] == [said] * 4
    assert office.ask("get_comment", id=said)["replies"] == 4


def test_at_its_end_nothing_more_is_said(office: Office, member: str) -> None:
    proposal = office.admissible(member)
    said = say(office, representing(member), proposal)["id"]
    office.ask("reject_proposal", id=proposal, reason=REASON)
    with pytest.raises(Conflict):
        say(office, representing(member), proposal)
    with pytest.raises(Conflict):
        office.ask("remove_comment", by=representing(member), id=said)
    assert office.ask("hide_comment", id=said, reason=REASON)["status"] == "hidden"

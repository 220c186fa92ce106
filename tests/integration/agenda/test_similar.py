"""What is like what somebody writes is shown: what was told, of their committee."""

from typing import Any

from chassis.ids import new_id
from tests.integration.agenda.office import Office, representing

AIR = {"th": "ฝุ่นละอองขนาดเล็กในเขตเมือง", "en": "Fine dust in cities"}
SEA = {"th": "ขยะพลาสติกในทะเล", "en": "Plastic waste in the sea"}


def like(office: Office, title: dict[str, str], text: dict[str, str] | None = None) -> list[str]:
    about: dict[str, Any] = {"title": title, "committee": office.committee} | ({"text": text} if text else {})
    found = office.ask("find_similar", **about)["items"]
    return [one["id"] for one in found]


def test_what_was_told_is_found_in_thai_and_english(nobody: Office) -> None:
    nobody.committee = new_id()
    nobody.hears("membership.committee.established.v1", id=nobody.committee, agenda_template=[])
    member = nobody.member()
    air, sea = (nobody.draft(member, title=title, rationale=title) for title in (AIR, SEA))
    assert like(nobody, AIR) == []
    for proposal in (air, sea):
        nobody.ask("submit_proposal", id=proposal)
    assert like(nobody, {"th": "ปัญหาฝุ่นละอองในเมือง"}) == [air]
    assert like(nobody, {"en": "Waste of plastic"}) == [sea]
    assert like(nobody, {"th": "การศึกษา"}, text={"en": "Plastic in our sea, waste"}) == [sea]
    (found,) = nobody.ask("find_similar", title=AIR, committee=nobody.committee)["items"]
    assert (found["score"], found["reference"]["ordinal"], found["proposed_by"]) == (1, 1, member)


def test_what_it_says_now_is_what_it_is_found_by(nobody: Office) -> None:
    nobody.committee = new_id()
    nobody.hears("membership.committee.established.v1", id=nobody.committee, agenda_template=[])
    member = nobody.member()
    proposal = nobody.draft(member, title=AIR, rationale=AIR)
    nobody.ask("submit_proposal", id=proposal)
    nobody.ask("amend_proposal", by=representing(member), id=proposal, title=SEA, rationale=SEA, note=SEA)
    assert (like(nobody, {"en": "Fine dust"}), like(nobody, SEA)) == ([], [proposal])

"""What a proposal said before is kept, and who may read it."""

import pytest

from agenda.errors import VERSION_NOT_FOUND
from chassis.call import Caller
from chassis.errors import NotFound
from tests.integration.agenda.office import PUBLIC, SECRETARIAT, Office, representing


def numbers(office: Office, proposal: str, by: Caller = PUBLIC) -> list[int]:
    found = office.ask("list_versions", by=by, id=proposal)["items"]
    return [one["number"] for one in found]


def test_every_text_is_kept_with_who_wrote_it_and_when(office: Office, member: str) -> None:
    own, proposal = representing(member), office.draft(member)
    office.ask("revise_proposal", by=own, id=proposal, if_match=1, title={"th": "คุณภาพอากาศในเมือง"})
    unchanged = office.ask("revise_proposal", by=own, id=proposal, if_match=2, sdgs=[3, 11])
    assert unchanged["edition"] == 2
    office.ask("revise_proposal", id=proposal, if_match=3, sdgs=[11])
    first, second, third = (
        office.ask("get_version", by=own, id=proposal, number=number) for number in (1, 2, 3)
    )
    assert [one["title"]["th"] for one in (first, second, third)] == [
        "คุณภาพอากาศ",
        "คุณภาพอากาศในเมือง",
        "คุณภาพอากาศในเมือง",
    ]
    assert (second["by"], third["by"]) == ({"role": "member", "member": member}, {"role": "secretariat"})
    compared = office.ask("compare_versions", by=own, id=proposal, number=1)
    assert (compared["from"], compared["to"]) == (1, 3)
    assert compared["title"]["th"] == [
        {"kind": "same", "text": "คุณภาพอากาศ"},
        {"kind": "added", "text": "ในเมือง"},
    ]
    assert compared["sdgs"] == [{"kind": "removed", "text": "3"}, {"kind": "same", "text": "11"}]


def test_drafts_are_for_its_own_and_the_secretariat_also_after_the_submission(
    office: Office, member: str
) -> None:
    own, proposal = representing(member), office.draft(member)
    office.ask("revise_proposal", by=own, id=proposal, if_match=1, title={"th": "ร่างที่สอง"})
    with pytest.raises(NotFound):
        numbers(office, proposal)
    office.ask("submit_proposal", by=own, id=proposal)
    for insider in (own, SECRETARIAT):
        assert numbers(office, proposal, insider) == [1, 2]
    for stranger in (PUBLIC, representing(office.member())):
        assert numbers(office, proposal, stranger) == [2]
        for verb in ("get_version", "compare_versions"):
            with pytest.raises(NotFound) as hidden:
                office.ask(verb, by=stranger, id=proposal, number=1)
            assert hidden.value.code == VERSION_NOT_FOUND


def test_a_proposal_from_before_versions_were_kept_begins_with_what_it_says(
    office: Office, member: str
) -> None:
    proposal = office.draft(member)
    office.store.db.versions.delete_many({"proposal": proposal})
    office.store.db.proposals.update_one({"_id": proposal}, {"$unset": {"edition": 1}})
    own = representing(member)
    office.ask("revise_proposal", by=own, id=proposal, if_match=1, title={"th": "ใหม่"})
    assert office.ask("get_version", by=own, id=proposal, number=1)["title"] == {"th": "คุณภาพอากาศ"}
    office.ask("submit_proposal", by=own, id=proposal)
    assert numbers(office, proposal) == [2]

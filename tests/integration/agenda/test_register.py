"""The public register: all that was told, the newest first, the same to everybody."""

from tests.integration.agenda.office import PUBLIC, SECRETARIAT, Office, representing

REASON = {"th": "นอกขอบเขตการดำเนินงาน"}
HIDDEN = {"rationale", "supporters", "judged_by", "comments", "received", "created_at", "version"}


def test_it_shows_what_was_told_and_with_whose_name(office: Office, member: str) -> None:
    first, second = office.admissible(member), office.admissible(office.member(name={"en": "Network two"}))
    office.draft(member)
    office.ask("reject_proposal", id=first, reason=REASON)
    for reader in (PUBLIC, representing(member), SECRETARIAT):
        newer, older = office.ask("list_register", by=reader)["items"]
        assert (newer["id"], newer["proposer"]) == (second, {"en": "Network two"})
        assert (older["id"], older["status"], older["reason"]) == (first, "rejected", REASON)
        assert not HIDDEN & (newer.keys() | older.keys())
    page = office.ask("list_register", by=PUBLIC, limit=1)
    assert [one["id"] for one in page["items"]] == [second]
    rest = office.ask("list_register", by=PUBLIC, limit=1, after=page["next"])
    assert ([one["id"] for one in rest["items"]], rest["next"]) == ([first], None)
    of_member = office.ask("list_register", by=PUBLIC, proposed_by=member)["items"]
    assert [one["id"] for one in of_member] == [first]
    assert office.ask("list_register", by=PUBLIC, status="selected")["items"] == []


def test_what_is_decided_and_not_published_is_not_in_it(office: Office, member: str) -> None:
    proposal = office.admissible(member)
    office.ask("decide_proposal", id=proposal, judgement="reject", reason=REASON)
    for reader in (PUBLIC, representing(member), SECRETARIAT):
        (row,) = office.ask("list_register", by=reader)["items"]
        assert (row["status"], {"decided", "reason"} & row.keys()) == ("admissible", set())
    office.ask("publish_proposal", id=proposal)
    (row,) = office.ask("list_register", by=PUBLIC)["items"]
    assert (row["status"], row["reason"]) == ("rejected", REASON)

"""Every query that the use cases make has an index behind it."""

from collections.abc import Iterator
from typing import Any

import pytest

from chassis import due, erasure
from chassis.call import Caller
from chassis.mongo import Store
from membership import due as membership_due
from membership import store as kept
from tests.integration.membership.desk import PERSON, PUBLIC, SECRETARIAT, Desk, application, representing
from tests.support.plans import Finds, listened, scanned
from tests.support.servers import Servers

REASON = {"th": "เหตุผล"}
BY_LETTER = {"channel": "letter", "on": "2018-01-15"}
OWN = {index.collection for index in kept.INDEXES} | {kept.erasures.collection, kept.CLAIMS}


@pytest.fixture
def finds() -> Finds:
    return Finds()


@pytest.fixture
def store(servers: Servers, database: str, finds: Finds) -> Iterator[Store]:
    with listened(servers.mongodb_uri, database, finds) as store:
        yield store


def live(desk: Desk) -> None:
    """A little of everything."""
    member = desk.apply("เครือข่าย ๑", received=BY_LETTER)["id"]
    other = desk.apply("มูลนิธิ ๑", representative={**PERSON, "email": "rep2@org1.example"})["id"]
    desk.confirm(desk.submit("สมาคม ๑")["id"])
    desk.ask("import_members", rows=[application("กลุ่ม ๑"), application("เครือข่าย ๑")], commit=True)
    [principal] = desk.people(member)
    person = Caller(id=principal["id"], roles=frozenset({"representative"}), member=member)
    asked = desk.ask("ask_correction", by=person, changes={"post": REASON})["id"]
    committee = desk.ask("get_committee", id=None)["id"]
    terms: dict[str, Any] = {"text": REASON, "adopted_on": "2018-01-31"}
    adopted = desk.ask("adopt_terms_of_reference", committee=committee, **terms)["number"]
    desk.ask("get_terms_of_reference", committee=committee, number=adopted)
    for after in (None, member):
        members_listed(desk, committee, member, after)
        for page in ("list_changes", "list_consents"):
            desk.ask(page, member=member, after=after)
        desk.ask("list_erasures", after=after)
        for where in ({}, {"parent": committee}):
            desk.ask("list_committees", after=after, **where)
        desk.ask("list_committee_changes", committee=committee, after=after)
        for on in (None, "2018-01-31"):
            desk.ask("list_terms_of_reference", committee=committee, after=after, on=on)
    refused: dict[str, Any] = {"status": "refused"}
    for after in (None, asked):
        for where in ({}, {"kind": "erasure"}, refused, {**refused, "kind": "erasure"}):
            desk.ask("list_data_requests", after=after, **where)
    desk.ask("list_people", by=PUBLIC, member=member)
    desk.ask("list_scans", member=member)
    for own in ("list_my_data_requests", "list_my_consents"):
        desk.ask(own, by=person)
    desk.ask("get_personal_data", by=person, id=principal["id"])
    desk.ask("merge_member", id=member, into=other, reason=REASON)
    desk.ask("withdraw_member", id=other)
    desk.ask("erase_representative", id=principal["id"])
    for kind in membership_due.everything():
        due.look(desk.store, kind)


def members_listed(desk: Desk, committee: str, member: str, after: str | None) -> None:
    narrowed: dict[str, Any] = {"status": "active", "kind": "civil_society", "sdg": 17, "text": "เครือข่าย"}
    for by in (PUBLIC, SECRETARIAT, representing(member)):
        asked: list[dict[str, Any]] = [{}, {"committee": committee}]
        for where in (*asked, *({name: value} for name, value in narrowed.items())):
            desk.ask("list_members", by=by, after=after, **where)
        desk.ask("list_members", by=by, after=after, **narrowed)


def test_no_query_scans_a_collection(desk: Desk, finds: Finds) -> None:
    desk.store.prepare(erasure.INDEXES)
    live(desk)
    scans = [find for find in finds.seen.values() if find[0] in OWN and scanned(desk.store, find)]
    assert scans == []
    assert {find[0] for find in finds.seen.values()} >= OWN - {"commands"}

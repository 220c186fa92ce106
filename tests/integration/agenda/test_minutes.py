"""The minutes of a meeting from their draft to their adoption, and who may read them when."""

from typing import Any

import pytest
from pymongo.errors import DuplicateKeyError

from agenda.errors import (
    CORRECTIONS_UNANSWERED,
    MINUTES_NOT_FOUND,
    NOT_ATTENDED,
    TRANSITION_FORBIDDEN,
)
from agenda.following.rows import to_minutes_text
from agenda.following.store import MINUTES
from chassis.errors import Conflict, Denied, Invalid, NotFound
from tests.integration.agenda.office import PUBLIC, SECRETARIAT, Office, representing
from tests.integration.agenda.test_following_up import decided

SAID, CORRECTED = {"th": "หารือกันกว้างขวาง"}, {"th": "หารือกันอย่างรอบด้าน"}
WRONG: dict[str, Any] = {"text": {"th": "ขอแก้ไขถ้อยคำ"}}


def written(office: Office, member: str) -> dict[str, Any]:
    """A meeting that is over, with who came and what was said."""
    about = decided(office, member)
    id, item = about["meeting"], about["item"]
    office.ask("write_note", id=id, item=item, if_match=0, text=SAID)
    office.ask("record_attendance", id=id, member=member, status="attended", persons=2)
    office.ask("close_meeting", id=id)
    return {"id": id, "item": item}


def circulated(office: Office, member: str) -> dict[str, Any]:
    about = written(office, member)
    for verb in ("draft_minutes", "circulate_minutes"):
        office.ask(verb, id=about["id"])
    return about


def item_of(view: dict[str, Any]) -> dict[str, Any]:
    (item,) = [one for section in view["content"]["sections"] for one in section["items"]]
    return dict(item)


def later(office: Office) -> str:
    id = str(office.plan("2030-07-31T02:00:00Z")["id"])
    office.ask("convene_meeting", id=id)
    office.ask("open_meeting", id=id)
    return id


def test_the_draft_follows_what_is_recorded_until_it_is_circulated(office: Office, member: str) -> None:
    about = written(office, member)
    id = about["id"]
    assert office.ask("draft_minutes", id=id)["status"] == "minutes_draft"
    office.ask("write_note", id=id, item=about["item"], if_match=1, text={"th": "แก้ก่อนเวียน"})
    draft = office.ask("get_minutes", id=id)
    assert ("edition" in draft, item_of(draft)["notes"]) == (False, {"th": "แก้ก่อนเวียน"})
    assert draft["content"]["attendance"]["attended"] == [
        {"member": member, "name": {"th": "องค์กรภาคประชาสังคม ๑"}, "persons": 2}
    ]
    meeting = office.ask("circulate_minutes", id=id)
    assert (meeting["status"], meeting["minutes"]["edition"]) == ("minutes_circulated", 1)
    with pytest.raises(Conflict) as refused:
        office.ask("write_note", id=id, item=about["item"], if_match=2, text={"th": "สายไป"})
    assert refused.value.code == TRANSITION_FORBIDDEN
    facts = ("minutes_drafted", "minutes_circulated")
    assert office.told(f"meetings/{id}")[-2:] == [f"agenda.meeting.{fact}.v1" for fact in facts]


def test_who_reads_them_when(office: Office, member: str) -> None:
    about = written(office, member)
    other = office.member(committee="0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e99")
    steps: list[tuple[str, dict[str, Any], list[bool]]] = [
        ("draft_minutes", {}, [True, False, False, False]),
        ("circulate_minutes", {}, [True, True, False, False]),
        ("adopt_minutes", {"meeting": later(office)}, [True, True, True, True]),
    ]
    for verb, body, seen in steps:
        office.ask(verb, id=about["id"], **body)
        for by, allowed in zip(
            (SECRETARIAT, representing(member), representing(other), PUBLIC), seen, strict=True
        ):
            if allowed:
                assert item_of(office.ask("get_minutes", by=by, id=about["id"]))["notes"] == SAID
                continue
            with pytest.raises(NotFound) as refused:
                office.ask("get_minutes", by=by, id=about["id"])
            assert refused.value.code == MINUTES_NOT_FOUND


def test_who_attended_has_them_corrected_and_each_edition_stays(office: Office, member: str) -> None:
    about, absent = circulated(office, member), office.member()
    with pytest.raises(Denied) as refused:
        office.ask("propose_correction", by=representing(absent), **about, **WRONG)
    assert refused.value.code == NOT_ATTENDED
    first = office.ask("propose_correction", by=representing(member), **about, **WRONG)
    at_large = office.ask("propose_correction", by=representing(member), id=about["id"], **WRONG)
    assert (first["status"], first["member"]) == ("proposed", member)
    of_first: dict[str, Any] = {"id": about["id"], "correction": first["id"]}
    with pytest.raises(Invalid):
        office.ask("accept_correction", **of_first)
    accepted = office.ask("accept_correction", **of_first, notes=CORRECTED)
    assert (accepted["status"], accepted["edition"]) == ("accepted", 2)
    with pytest.raises(Conflict) as waiting:
        office.ask("adopt_minutes", id=about["id"], meeting=later(office))
    assert (waiting.value.code, waiting.value.params) == (CORRECTIONS_UNANSWERED, {"count": 1})
    declined = office.ask(
        "decline_correction", id=about["id"], correction=at_large["id"], reason={"th": "ตรงตามบันทึกแล้ว"}
    )
    assert (declined["status"], "edition" in declined) == ("declined", False)
    found = office.ask("get_minutes", by=representing(member), id=about["id"])
    assert (found["edition"], item_of(found)["notes"]) == (2, CORRECTED)
    assert [one["text"] for one in found["content"]["corrections"]] == [WRONG["text"]]
    listed = office.ask("list_editions", id=about["id"])["items"]
    assert [one.get("correction") for one in listed] == [None, first["id"]]
    texts = [office.ask("get_edition", id=about["id"], number=number) for number in (1, 2)]
    assert [item_of(one)["notes"] for one in texts] == [SAID, CORRECTED]
    assert office.told(f"corrections/{first['id']}") == [
        "agenda.correction.proposed.v1",
        "agenda.correction.accepted.v1",
    ]


def test_what_is_adopted_stays_for_good(office: Office, member: str) -> None:
    about = circulated(office, member)
    correction = office.ask("propose_correction", by=representing(member), **about, **WRONG)
    office.ask("decline_correction", id=about["id"], correction=correction["id"], reason={"th": "ไม่ใช่"})
    by = later(office)
    adopted = office.ask("adopt_minutes", id=about["id"], meeting=by)
    assert (adopted["status"], adopted["minutes"]["adopted_by"]) == ("minutes_adopted", by)
    before = office.ask("get_minutes", by=PUBLIC, id=about["id"])
    texts = list(office.store.db.minutes.find({"meeting": about["id"]}))
    one: dict[str, Any] = {"id": about["id"]}
    tried: list[tuple[str, dict[str, Any]]] = [
        ("draft_minutes", {}),
        ("circulate_minutes", {}),
        ("adopt_minutes", {"meeting": by}),
        ("propose_correction", {"member": member, **WRONG}),
        ("accept_correction", {"correction": correction["id"]}),
        ("write_note", {"item": about["item"], "if_match": 1, "text": SAID}),
        ("record_attendance", {"member": member, "status": "absent"}),
        ("revise_meeting", {"if_match": adopted["version"], "venue": {"th": "ที่อื่น"}}),
        ("add_item", {"section": 5, "title": {"th": "เรื่องใหม่"}}),
    ]
    for verb, body in tried:
        with pytest.raises((Conflict, Invalid)):
            office.ask(verb, **one, **body)
    with pytest.raises(DuplicateKeyError):
        office.store.transact(lambda tx: MINUTES.add(tx, to_minutes_text(dict(texts[0]))))
    assert office.ask("get_minutes", by=PUBLIC, id=about["id"]) == before
    assert list(office.store.db.minutes.find({"meeting": about["id"]})) == texts

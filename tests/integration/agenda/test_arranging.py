from functools import partial
from typing import Any

import pytest

from agenda.errors import AGENDA_VERSION_NOT_FOUND
from chassis.errors import Denied, NotFound, Stale, Unavailable
from tests.integration.agenda.office import PUBLIC, Office, representing, together
from tests.integration.agenda.test_meeting import items_of

TITLE = {"th": "เรื่อง"}
OTHER = "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4eff"
ACTION = {"kind": "action", "text": {"th": "มอบฝ่ายเลขานุการรวบรวมข้อมูล"}}


def with_items(office: Office, count: int) -> tuple[str, list[str]]:
    """A planned meeting with so many items, put there at one stroke."""
    meeting = str(office.plan()["id"])
    agenda = office.ask("add_item", id=meeting, section=5, title=TITLE)
    row: Any = office.store.db.meetings.find_one({"_id": meeting})
    (pattern,) = [one for one in row["agenda"]["items"] if one["section"] == 5]
    items = [
        {**pattern, "id": f"0198a6e3-0a44-7c88-9b12-{n:012x}", "ordinal": n} for n in range(2, count + 1)
    ]
    office.store.db.meetings.update_one({"_id": meeting}, {"$push": {"agenda.items": {"$each": items}}})
    return meeting, [items_of(agenda, 5)[0]["id"], *(one["id"] for one in items)]


def test_five_who_reorder_100_items_at_once_end_in_one_order_with_none_lost(office: Office) -> None:
    """A move on an agenda that another has changed meanwhile is refused; who reads again gets on."""
    meeting, items = with_items(office, 100)
    moves, stale = 2, []

    def reorder(who: int) -> dict[str, Any]:
        agenda: dict[str, Any] = {}
        for n in range(moves):
            while not agenda or agenda["moved"] <= n:
                read = office.ask("get_agenda", id=meeting)
                there = [one["id"] for one in items_of(read, 5)]
                mine = items[who * 20 + n]
                body = {"item": mine, "section": 5, "after": there[-1], "if_match": read["version"]}
                try:
                    agenda = {**office.ask("move_item", id=meeting, **body), "moved": n + 1}
                except (Stale, Unavailable) as refused:
                    stale.append(refused)
        return agenda

    together([partial(reorder, who) for who in range(5)])
    read = [office.ask("get_agenda", id=meeting) for _ in range(5)]
    assert all(one == read[0] for one in read)
    assert read[0]["version"] == 2 + 5 * moves  # each move was made once
    order = [one["id"] for one in items_of(read[0], 5)]
    assert sorted(order) == sorted(items)
    assert [one["ordinal"] for one in items_of(read[0], 5)] == [*range(1, 101)]
    assert set(order[-5 * moves :]) == {items[who * 20 + n] for who in range(5) for n in range(moves)}
    assert stale  # they were at it at once


def test_a_stale_move_changes_nothing(office: Office) -> None:
    meeting, items = with_items(office, 3)
    moved = office.ask("move_item", id=meeting, item=items[2], section=5, after=None, if_match=2)
    assert items_of(moved, 5)[0]["number"]["th"] == "๕.๑"
    with pytest.raises(Stale):
        office.ask("move_item", id=meeting, item=items[1], section=5, after=None, if_match=2)
    assert office.ask("get_agenda", id=meeting) == moved


def test_a_closed_item_is_for_those_who_take_part(office: Office, member: str) -> None:
    meeting, (item, _) = with_items(office, 2)
    presenter = {"member": member, "post": {"th": "ผู้อำนวยการกอง"}}
    changes: dict[str, Any] = {"closed": True, "minutes": 15, "presenters": [presenter]}
    office.ask("revise_item", id=meeting, item=item, if_match=2, **changes)
    elsewhere = office.member(committee=OTHER)
    for by in (representing(member), representing(elsewhere)):
        seen = items_of(office.ask("get_agenda", by=by, id=meeting), 5)[0]
        inside = by.member == member
        assert (seen["title"] == TITLE, seen.get("presenters") == [presenter]) == (inside, inside)
    (closed, following) = items_of(office.ask("get_agenda", by=PUBLIC, id=meeting), 5)
    assert (closed["number"]["th"], closed["closed"], "presenters" in closed) == ("๕.๑", True, False)
    assert (closed["title"]["en"], following["expected_at"]) == ("A closed item", "2030-01-31T02:15:00.000Z")


def test_versions_stay_as_they_were_published(office: Office) -> None:
    meeting, items = with_items(office, 3)
    with pytest.raises(Denied):
        office.ask("publish_agenda", by=PUBLIC, id=meeting)
    published = office.ask("publish_agenda", id=meeting)["published"]
    assert (published["number"], published["revised"]) == (1, False)
    office.ask("move_item", id=meeting, item=items[2], section=5, after=None, if_match=3)
    assert office.ask("get_agenda", by=PUBLIC, id=meeting)["published"]["revised"] is True
    office.ask("publish_agenda", id=meeting)
    listed = office.ask("list_agenda_versions", by=PUBLIC, id=meeting)["items"]
    assert [one["number"] for one in listed] == [1, 2]
    first = office.ask("get_agenda_version", by=PUBLIC, id=meeting, number=1)
    assert [one["item"] for one in first["sections"][4]["items"]] == items
    assert [(one["change"], one["was"]["th"], one["number"]["th"]) for one in first["changes"]] == [
        ("moved", "๕.๓", "๕.๑")
    ]
    assert office.ask("get_agenda_version", id=meeting, number=2)["changes"] == []
    with pytest.raises(NotFound) as missing:
        office.ask("get_agenda_version", id=meeting, number=3)
    assert missing.value.code == AGENDA_VERSION_NOT_FOUND
    assert office.told(f"meetings/{meeting}").count("agenda.meeting.agenda_published.v1") == 2


def test_minutes_of_the_last_meeting_and_what_it_left_to_do_are_there_by_themselves(
    office: Office, member: str
) -> None:
    first = office.sitting(office.admissible(member))
    second = office.plan("2030-06-01T02:00:00Z")["id"]
    (minutes,) = items_of(office.ask("get_agenda", id=second), 2)
    assert (minutes["of_meeting"], minutes["number"]["th"]) == (first, "๒.๑")
    assert minutes["title"]["th"].endswith("ครั้งที่ ๑/๒๕๗๓ เมื่อวันที่ ๓๑ มกราคม ๒๕๗๓")
    (item,) = items_of(office.ask("get_agenda", id=first), 5)
    office.ask("discuss_item", id=first, item=item["id"])
    office.ask("decide_item", id=first, item=item["id"], resolution=ACTION)
    assert items_of(office.ask("get_agenda", id=second), 3) == []
    office.ask("convene_meeting", id=second)
    agenda = office.ask("get_agenda", id=second)
    (left,) = items_of(agenda, 3)
    assert (left["follows"], left["purpose"], left["title"]["th"]) == (
        item["id"],
        "follow_up",
        "ติดตามผลการดำเนินการ: คุณภาพอากาศ",
    )
    assert items_of(agenda, 2) == [minutes]
    held = office.plan("2018-01-31T02:00:00Z", held={})["id"]
    assert not any(one["items"] for one in office.ask("get_agenda", id=held)["sections"])


def test_what_any_meeting_left_open_is_followed_up_until_it_is_done(office: Office, member: str) -> None:
    first, second = (office.sitting(office.admissible(member)) for _ in range(2))
    actions = []
    for meeting in (first, second):
        (item,) = items_of(office.ask("get_agenda", id=meeting), 5)
        about: dict[str, Any] = {"id": meeting, "item": item["id"]}
        office.ask("discuss_item", **about)
        office.ask("decide_item", **about, resolution=ACTION)
        charge: dict[str, Any] = {"title": {"th": "งาน"}, "owner": member, "due_on": "2030-05-31"}
        actions.append(office.ask("assign_action", meeting=meeting, item=item["id"], **charge))
    third = office.plan("2030-06-01T02:00:00Z")["id"]

    def followed() -> list[str]:
        return [one["follows"] for one in items_of(office.ask("get_agenda", id=third), 3)]

    assert set(followed()) == {action["item"] for action in actions}
    for action in actions[::-1]:
        office.ask("complete_action", by=representing(member), id=action["id"])
        office.ask("convene_meeting", id=third) if action is actions[1] else None
        assert followed() == [actions[0]["item"]]


def test_what_follows_a_closed_item_is_closed(office: Office, member: str) -> None:
    meeting = office.plan()["id"]
    agenda = office.ask("add_item", id=meeting, section=6, title={"th": "งบประมาณ"})
    (item,) = items_of(agenda, 6)
    office.ask("revise_item", id=meeting, item=item["id"], if_match=agenda["version"], closed=True)
    for verb in ("convene_meeting", "open_meeting"):
        office.ask(verb, id=meeting)
    office.ask("discuss_item", id=meeting, item=item["id"])
    office.ask("decide_item", id=meeting, item=item["id"], resolution=ACTION)
    later = office.plan("2030-06-01T02:00:00Z")["id"]
    for by, sees in ((PUBLIC, False), (representing(member), True)):
        (left,) = items_of(office.ask("get_agenda", by=by, id=later), 3)
        assert ("งบประมาณ" in left["title"]["th"]) == sees


def test_the_chain_of_an_adjourned_item_is_seen_from_both_ends(office: Office, member: str) -> None:
    named, waiting = office.admissible(member), office.admissible(member)
    meeting = office.sitting(named, waiting)
    later = office.plan("2030-06-01T02:00:00Z")["id"]
    first, second = items_of(office.ask("get_agenda", id=meeting), 5)
    office.ask("adjourn_item", id=meeting, item=first["id"], to=later)
    office.ask("adjourn_item", id=meeting, item=second["id"])
    office.ask("select_proposal", id=waiting, meeting=later)
    before = items_of(office.ask("get_agenda", by=PUBLIC, id=meeting), 5)
    after = items_of(office.ask("get_agenda", by=PUBLIC, id=later), 5)
    assert [(one["adjourned_to"], one["continued_by"]) for one in before] == [
        (later, one["id"]) for one in after
    ]
    assert [(one["continued_from"], one["continues"]) for one in after] == [
        (meeting, one["id"]) for one in before
    ]

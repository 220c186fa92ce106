"""What the gateway may ask of notify, and who is answered."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from chassis import clock
from chassis.errors import Conflict, Denied, Invalid, NotFound, Stale
from chassis.ids import new_id
from chassis.thai import day_of
from notify.audiences import TEMPLATES
from notify.errors import NOTIFICATION_NOT_FOUND, TEMPLATE_DOES_NOT_FIT, TEMPLATE_NOT_FOUND
from notify.model import LANGUAGES
from tests.integration.notify.desk import PUBLIC, SECRETARIAT, Desk, representing
from tests.integration.notify.facts import (
    COMMITTEE,
    DEPUTY,
    MEETING,
    MEMBER,
    PERSON,
    PROPOSAL,
    SUPPORTER,
    committee,
    meeting,
    member,
    person,
    proposal,
    submitted,
)
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox

WITHOUT_A_PAGE = ("digest", "sign-in", "account-link")
JOINED = (committee(), member(), person())


def only(page: dict[str, Any]) -> dict[str, Any]:
    (item,) = page["items"]
    found: dict[str, Any] = item
    return found


def test_a_view_names_ids_and_no_person(house: House, desk: Desk) -> None:
    house.hear(*JOINED)
    shown = only(desk.ask("list_notifications"))
    assert shown == desk.ask("get_notification", id=shown["id"])
    assert (shown["member"], shown["recipient"], shown["about"]) == (MEMBER, PERSON, f"members/{MEMBER}")
    assert [step["status"] for step in shown["history"]] == ["accepted", "queued"]
    assert "org1.example" not in str(shown)
    assert {"due_at", "key", "facts"}.isdisjoint(shown)


def test_a_list_is_newest_first_and_goes_on_where_it_left_off(house: House, desk: Desk) -> None:
    house.hear(*JOINED, submitted(), meeting("convened"))
    first = desk.ask("list_notifications", limit=2)
    second = desk.ask("list_notifications", limit=2, after=first["next"])
    ids = [one["id"] for one in (*first["items"], *second["items"])]
    assert (ids, second["next"]) == (sorted(ids, reverse=True), None)
    assert len(ids) == 3


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ({"template": "welcome"}, 2),
        ({"status": "queued"}, 5),
        ({"status": "delivered"}, 0),
        ({"about": f"meetings/{MEETING}"}, 2),
        ({"about": f"proposals/{PROPOSAL}", "member": MEMBER}, 1),
        ({"member": SUPPORTER}, 2),
    ],
)
def test_a_list_may_be_narrowed(house: House, desk: Desk, where: dict[str, Any], count: int) -> None:
    house.hear(*JOINED, member(id=SUPPORTER), person(id=DEPUTY, member=SUPPORTER), submitted())
    house.hear(meeting("convened"))
    assert len(desk.ask("list_notifications", **where)["items"]) == count


def test_a_member_sees_its_own_only(house: House, desk: Desk) -> None:
    house.hear(*JOINED, member(id=SUPPORTER), person(id=DEPUTY, member=SUPPORTER))
    own = only(desk.ask("list_notifications", by=representing(MEMBER)))
    assert own["member"] == MEMBER
    assert desk.ask("get_notification", by=representing(MEMBER), id=own["id"]) == own
    for by, method, body in [
        (representing(SUPPORTER), "get_notification", {"id": own["id"]}),
        (representing(SUPPORTER), "list_notifications", {"member": MEMBER}),
        (PUBLIC, "list_notifications", {}),
        (PUBLIC, "get_notification", {"id": own["id"]}),
        (representing(MEMBER), "count_notifications", {}),
        (representing(MEMBER), "cancel_notification", {"id": own["id"]}),
        (representing(MEMBER), "resend_notification", {"id": own["id"]}),
    ]:
        with pytest.raises(Denied):
            desk.ask(method, by=by, **body)


def test_counts(house: House, desk: Desk, send: Callable[[], int]) -> None:
    house.hear(*JOINED)
    send()
    house.hear(submitted())
    counts = desk.ask("count_notifications")["by_status"]
    assert {status: count for status, count in counts.items() if count} == {"delivered": 1, "queued": 1}


def test_what_waits_may_be_cancelled(
    house: House, desk: Desk, mailbox: Mailbox, send: Callable[[], int]
) -> None:
    house.hear(*JOINED)
    waiting = only(desk.ask("list_notifications"))
    cancelled = desk.ask("cancel_notification", id=waiting["id"], if_match=1)
    assert (cancelled["status"], cancelled["reason"]) == ("cancelled", "by_the_secretariat")
    send()
    assert mailbox.letters == []
    assert len(house.told("notify.notification.cancelled.v1")) == 1
    with pytest.raises(Conflict):
        desk.ask("cancel_notification", id=waiting["id"])
    with pytest.raises(Stale):
        desk.ask("cancel_notification", id=waiting["id"], if_match=1)


def test_what_was_sent_may_be_sent_again_once_a_command(
    house: House, desk: Desk, mailbox: Mailbox, send: Callable[[], int]
) -> None:
    house.hear(*JOINED)
    with pytest.raises(Conflict):
        desk.ask("resend_notification", id=only(desk.ask("list_notifications"))["id"])
    send()
    sent = only(desk.ask("list_notifications"))
    command = new_id()
    again = desk.ask("resend_notification", id=sent["id"], command_id=command)
    assert desk.ask("resend_notification", id=sent["id"], command_id=command) == again
    assert (again["resends"], again["status"]) == (sent["id"], "queued")
    send()
    assert len(set(mailbox.message_ids)) == len(mailbox.letters) == 2


def test_templates(desk: Desk) -> None:
    listed = desk.ask("list_templates")["items"]
    assert {one["name"] for one in listed} == set(TEMPLATES)
    invitation = next(one for one in listed if one["name"] == "meeting-invitation")
    assert invitation == {
        "name": "meeting-invitation",
        "category": "essential",
        "version": 0,
        "languages": ["th", "en"],
        "channels": ["email", "post", "telephone"],
        "events": ["agenda.meeting.convened.v1"],
        "edited": [],
    }
    by_kind = {one["kind"]: one["category"] for one in listed if "kind" in one}
    normal = dict.fromkeys(("releases", "supported", "comments", "circulars", "digest"), "normal")
    assert by_kind == {**normal, "news": "digest"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_every_template_can_be_previewed(house: House, desk: Desk, name: str, language: str) -> None:
    made_up = desk.ask("preview_template", name=name, language=language)
    assert made_up["subject"] in made_up["html"].replace("&#39;", "'")
    house.hear(*JOINED, meeting("convened"), proposal("admitted", "admissible"))
    for about in (f"meetings/{MEETING}", f"proposals/{PROPOSAL}"):
        shown = desk.ask("preview_template", name=name, language=language, about=about)
        links = re.sub("https://wara.example/(confirm|answer|unsubscribe)\\?", "", shown["text"])
        assert about in shown["text"] or "https://" not in links or name in WITHOUT_A_PAGE


def test_a_proposal_that_was_not_judged_has_no_letter_about_its_judgement(house: House, desk: Desk) -> None:
    house.hear(*JOINED, submitted())
    with pytest.raises(Conflict) as refused:
        desk.ask("preview_template", name="proposal-judged", language="th", about=f"proposals/{PROPOSAL}")
    assert refused.value.code == TEMPLATE_DOES_NOT_FIT


@pytest.mark.parametrize(
    ("method", "body", "refusal", "code"),
    [
        ("get_notification", {"id": new_id()}, NotFound, NOTIFICATION_NOT_FOUND),
        ("preview_template", {"name": "a", "language": "th"}, NotFound, TEMPLATE_NOT_FOUND),
        (
            "preview_template",
            {"name": "welcome", "language": "th", "about": f"meetings/{new_id()}"},
            NotFound,
            "not_found",
        ),
        (
            "preview_template",
            {"name": "welcome", "language": "th", "about": f"representatives/{PERSON}"},
            NotFound,
            "not_found",
        ),
        ("preview_template", {"name": "welcome", "language": "fr"}, Invalid, "invalid"),
        ("list_notifications", {"about": "meetings"}, Invalid, "invalid"),
        ("list_notifications", {"status": "lost"}, Invalid, "invalid"),
        ("count_notifications", {"since": "2018"}, Invalid, "invalid"),
    ],
)
def test_what_cannot_be_answered_says_why(
    desk: Desk, method: str, body: dict[str, Any], refusal: type[Exception], code: str
) -> None:
    with pytest.raises(refusal) as refused:
        desk.ask(method, by=SECRETARIAT, **body)
    assert getattr(refused.value, "code", None) == code


def test_how_soon_letters_leave_is_counted_by_day(
    house: House, desk: Desk, mailbox: Mailbox, send: Callable[[], int]
) -> None:
    house.hear(*JOINED, submitted())
    mailbox.answers = ["451 later"]
    send()
    yesterday = clock.now() - timedelta(days=1)
    house.store.db.notifications.update_many(
        {"status": "temporary_failure"}, {"$set": {"created_at": yesterday}}
    )
    house.make_due()
    send()
    (today,) = desk.ask("get_performance")["items"]
    assert (today["day"], today["channel"]) == (day_of(clock.now()), "email")
    assert (today["sent"], today["soon"], today["share"]) == (2, 1, 0.5)
    assert desk.ask("get_performance", committee=COMMITTEE)["items"] == [today]
    assert desk.ask("get_performance", committee=MEETING)["items"] == [], "of no such committee"
    assert desk.ask("get_performance", last=day_of(yesterday))["items"] == []
    with pytest.raises(Denied):
        desk.ask("get_performance", by=PUBLIC)

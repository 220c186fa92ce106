"""Those whom no sender writes to: they wait on the secretariat's lists until somebody has told them."""

from collections.abc import Callable
from typing import Any

import pytest

from chassis import clock
from chassis.due import look
from chassis.errors import Conflict, Denied, Invalid, NotFound
from notify.by_hand import pointless as contact_due
from notify.doors import Doors
from notify.model import Status
from tests.integration.notify.desk import Desk, representing
from tests.integration.notify.facts import (
    COMMITTEE,
    DEPUTY,
    MEMBER,
    PERSON,
    committee,
    meeting,
    member,
    person,
    published,
)
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox
from tests.integration.notify.test_digests import around_now, make_digests
from tests.integration.notify.test_forgetting import ERASED

ADDRESS = {
    "street": "๑๒ หมู่ ๓",
    "subdistrict": "สุเทพ",
    "district": "เมืองเชียงใหม่",
    "province": "เชียงใหม่",
    "postcode": "50200",
}
BY_POST: dict[str, Any] = {"email": None, "postal_address": ADDRESS, "preferred_channel": "post"}
BY_TELEPHONE: dict[str, Any] = {
    "email": None,
    "telephone": "+6653123456;ext=7",
    "preferred_channel": "telephone",
    "language": "en",
}
HERE = (committee(), member())
TOLD: dict[str, Any] = {"how": "registered", "note": "EMS 1"}


def listed(desk: Desk, channel: str, **where: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = desk.ask("list_contacts", channel=channel, **where)["items"]
    return items


def sweep(house: House) -> None:
    for due in contact_due.everything():
        look(house.store, due)


def test_who_has_no_address_for_mail_waits_on_a_list_that_no_sender_touches(
    house: House, desk: Desk, send: Callable[[], int], mailbox: Mailbox
) -> None:
    house.hear(*HERE, person(**BY_POST), person(id=DEPUTY, **BY_TELEPHONE), meeting("convened"))
    assert (send(), mailbox.letters) == (0, [])
    welcome, invitation = listed(desk, "post")
    assert (welcome["template"], invitation["template"]) == ("welcome", "meeting-invitation")
    assert (invitation["name"], invitation["organisation"]["en"]) == (
        "ผู้แทน หนึ่ง",
        "Civil Society Organisation 1",
    )
    assert invitation["address"] == ["๑๒ หมู่ ๓", "ตำบลสุเทพ อำเภอเมืองเชียงใหม่", "จังหวัดเชียงใหม่ 50200"]
    assert invitation["subject"].startswith("ขอเชิญเข้าร่วมการประชุมคณะทำงานร่วมฯ ครั้งที่ ๑/๒๕๖๑")
    [call] = listed(desk, "telephone", template="meeting-invitation", committee=COMMITTEE)
    assert (call["telephone"], "address" in call) == ("053 123 456 ext. 7", False)
    assert call["text"].startswith("For ผู้แทน หนึ่ง, Civil Society Organisation 1.")
    assert listed(desk, "telephone", committee=MEMBER) == []
    found = desk.ask("list_contacts", channel="post", limit=1)
    assert listed(desk, "post", after=found["next"]) == [invitation]
    with pytest.raises(Denied):
        desk.ask("list_contacts", by=representing(MEMBER), channel="post")


def test_what_was_done_is_kept_as_its_proof(house: House, desk: Desk) -> None:
    house.hear(*HERE, person(**BY_TELEPHONE))
    [call] = listed(desk, "telephone")
    missed = desk.ask("miss_recipient", id=call["id"], how="called", note="ไม่มีผู้รับสาย")
    assert (missed["status"], missed["attempts"]) == ("queued", 1)
    [again] = listed(desk, "telephone")
    assert [one["note"] for one in again["contact_attempts"]] == ["ไม่มีผู้รับสาย"]
    for said, code in (("2017-01-01T00:00:00Z", "in_the_past"), ("2999-01-01T00:00:00Z", "in_the_future")):
        with pytest.raises(Invalid) as refused:
            desk.ask("deliver_notification", id=call["id"], how="called", at=said)
        assert refused.value.fields == {"at": [code]}
    told = desk.ask("deliver_notification", id=call["id"], how="called", note="ผู้แทนรับสายเอง")
    assert (told["status"], told["attempts"]) == ("delivered", 2)
    attempt = told["contact_attempts"][1]
    assert (attempt["by"], attempt["how"], attempt["reached"], attempt["at"]) == (
        "officer-1",
        "called",
        True,
        told["sent_at"],
    )
    assert [step["status"] for step in told["history"]] == ["accepted", "queued", "delivered"]
    [event] = house.told("notify.notification.delivered.v1")
    assert (event["data"]["channel"], "contact_attempts" in event["data"]) == ("telephone", False)
    assert listed(desk, "telephone") == []
    with pytest.raises(Conflict):
        desk.ask("deliver_notification", id=call["id"], **TOLD)


@pytest.mark.parametrize("verb", ["deliver_notification", "tick_off_contacts"])
def test_the_words_of_what_was_posted_are_kept_as_those_of_mails(house: House, desk: Desk, verb: str) -> None:
    house.hear(*HERE, person(**BY_POST))
    [waiting] = listed(desk, "post")
    with pytest.raises(NotFound):
        desk.ask("get_letter", id=waiting["id"])
    if verb == "deliver_notification":
        desk.ask(verb, id=waiting["id"], **TOLD)
    else:
        desk.ask(verb, items=[{"id": waiting["id"], "reached": True, **TOLD}])
    kept = desk.ask("get_letter", id=waiting["id"])
    assert (kept["subject"], kept["text"]) == (waiting["subject"], waiting["text"])


def test_many_are_ticked_off_at_once_and_one_that_is_refused_hinders_no_other(
    house: House, desk: Desk
) -> None:
    house.hear(*HERE, person(**BY_POST), person(id=DEPUTY), meeting("convened"))
    first, second = listed(desk, "post")
    mailed = next(row["_id"] for row in house.rows() if row["channel"] == "email")
    ticks = [
        {"id": first["id"], **TOLD},
        {"id": mailed, "how": "posted"},
        {"id": second["id"], "how": "posted", "reached": False},
        {"id": PERSON, "how": "posted"},
    ]
    verdicts = desk.ask("tick_off_contacts", items=ticks)["items"]
    assert [one["verdict"] for one in verdicts] == ["delivered", "refused", "not_reached", "refused"]
    assert [one["id"] for one in listed(desk, "post")] == [second["id"]]
    with pytest.raises(Invalid) as refused:
        desk.ask("tick_off_contacts", items=[ticks[0], ticks[0]])
    assert refused.value.fields == {"items": ["duplicate"]}


def test_what_has_lost_its_point_leaves_the_list_at_once_and_its_state_follows(
    house: House, desk: Desk
) -> None:
    house.hear(*HERE, person(**BY_POST), meeting("convened"), meeting("cancelled", 3, calendar_sequence=1))
    assert [one["template"] for one in listed(desk, "post")] == ["welcome", "meeting-cancelled"]
    assert house.row("meeting-invitation")["status"] == "queued"
    sweep(house)
    row = house.row("meeting-invitation")
    assert (row["status"], row["reason"]) == ("cancelled", "meeting_cancelled")
    assert house.store.db.by_hand.count_documents({}) == 2
    posted = desk.ask("deliver_notification", id=row["_id"], **TOLD)
    assert (posted["status"], len(posted["contact_attempts"])) == ("cancelled", 1), "it is in the post"
    house.hear(person("ended", 2))
    assert listed(desk, "post") == []
    sweep(house)
    assert house.store.db.by_hand.count_documents({}) == 0


def test_a_letter_follows_the_person_to_another_channel(
    house: House, desk: Desk, send: Callable[[], int], mailbox: Mailbox
) -> None:
    house.hear(*HERE, person(**BY_POST))
    house.hear(person("revised", 2, status="confirmed", email="rep1@org1.example"))
    sweep(house)
    send()
    assert mailbox.recipients == ["rep1@org1.example"]
    house.hear(meeting("convened"), person("revised", 3, status="confirmed", **BY_TELEPHONE))
    send()
    assert len(mailbox.letters) == 1
    [call] = listed(desk, "telephone")
    first, then = [row for row in house.rows() if row["template"] == "meeting-invitation"]
    assert (first["status"], first["reason"]) == ("cancelled", "written_to_otherwise")
    assert (then["_id"], then["resends"]) == (call["id"], first["_id"])


def test_what_follows_the_person_keeps_to_their_quiet_and_what_is_sent_again_leaves(
    house: House, desk: Desk, send: Callable[[], int], mailbox: Mailbox
) -> None:
    house.hear(*HERE, person(**BY_POST), meeting("closed"), published())
    house.hear(person("revised", 2, status="confirmed", quiet_hours=around_now(2)))
    sweep(house)
    send()
    first, then = house.rows("release-published")
    assert (first["status"], then["status"], then["channel"]) == ("cancelled", "queued", "email")
    assert then["due_at"] == then["held_until"] > clock.now()
    desk.ask("resend_notification", id=first["_id"])
    sweep(house)
    send()
    _, waits, _, again = house.rows("release-published")
    assert [(one["status"], one["channel"]) for one in (waits, again)] == [
        ("queued", "email"),
        ("delivered", "email"),
    ]


def test_what_is_printed_is_in_the_language_that_the_person_has_chosen_since(
    house: House, desk: Desk
) -> None:
    house.hear(*HERE, person(**BY_POST))
    [waiting] = listed(desk, "post")
    house.hear(person("revised", 2, status="confirmed", **{**BY_POST, "language": "en"}))
    [shown] = listed(desk, "post")
    assert (waiting["language"], shown["language"], shown["id"]) == ("th", "en", waiting["id"])
    told = desk.ask("deliver_notification", id=shown["id"], **TOLD)
    kept = desk.ask("get_letter", id=shown["id"])
    assert (told["language"], kept["language"], kept["text"]) == ("en", "en", shown["text"])
    house.hear(person("revised", 3, status="confirmed", **BY_POST))
    back = desk.ask("miss_recipient", id=shown["id"], how="posted")
    assert (back["status"], back["language"]) == ("permanent_failure", "en"), "what was posted stays so"


def test_what_waited_for_a_digest_is_printed_for_who_has_no_e_mail_by_then(
    house: House, desk: Desk, doors: Doors
) -> None:
    house.hear(*HERE, person(digest="daily"), meeting("closed"), published())
    house.hear(person("revised", 2, status="confirmed", digest="daily", **BY_POST))
    make_digests(house, doors)
    sweep(house)
    assert "release-published" in {one["template"] for one in listed(desk, "post")}
    assert house.rows("digest") == []


def test_a_dry_run_counts_people_by_channel_too(house: House, desk: Desk) -> None:
    house.hear(*HERE, person(**BY_POST), person(id=DEPUTY))
    found = desk.ask("preview_recipients", committee=COMMITTEE, members=[MEMBER])
    assert found["channels"] == {"post": 1, "email": 1}
    assert [one["channel"] for one in found["items"]] == ["post", "email"]


def test_who_is_forgotten_leaves_no_note_of_whom_one_spoke_to(house: House, desk: Desk) -> None:
    house.hear(*HERE, person("confirmed", 2, **BY_TELEPHONE))
    [call] = listed(desk, "telephone")
    desk.ask("deliver_notification", id=call["id"], how="called", note="ผู้แทน หนึ่ง")
    kept = desk.ask("get_personal_data", id=PERSON)
    assert kept["copy"]["telephone"] == BY_TELEPHONE["telephone"]
    assert kept["letters"][0]["contact_attempts"][0]["note"] == "ผู้แทน หนึ่ง"
    house.hear(ERASED)
    [row] = house.rows()
    assert (row["status"], row["contact_attempts"][0]["note"]) == (Status.DELIVERED, None)
    assert clock.now() >= row["contact_attempts"][0]["at"]
    [told] = house.told("notify.erasure.completed.v1")
    assert told["data"]["blanked"] == {"notifications": 1}

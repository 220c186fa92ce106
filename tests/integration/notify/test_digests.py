"""What a person wants together comes together, once; what they want quiet for waits for the end of it."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from chassis import clock
from chassis.mongo import Store
from chassis.thai import BANGKOK
from notify.digests import compiler
from notify.digests import store as digests
from notify.digests.compiler import compile_due
from notify.digests.store import DIGESTS
from notify.doors import Doors
from notify.handlers import digesting, sending
from notify.preferences import next_digest
from tests.integration.notify.desk import Desk
from tests.integration.notify.facts import (
    DEPUTY,
    MEETING,
    MEMBER,
    PERSON,
    SUPPORTER,
    Fact,
    committee,
    meeting,
    member,
    person,
    proposal,
    published,
    submitted,
)
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox
from tests.integration.notify.test_calling_off import lot_of
from tests.integration.notify.test_sending import Killed, die

Send = Callable[[], int]
DAILY: dict[str, Any] = {"digest": "daily"}
OTHERS: dict[str, Any] = {"proposed_by": SUPPORTER, "supporters": [MEMBER]}


def make_digests(house: House, doors: Doors) -> None:
    """As if it were seven in the morning."""
    house.store.db[DIGESTS].update_many({}, {"$set": {"due_at": clock.now()}})
    compile_due(house.store, doors, threading.Event())


def joined(**wishes: Any) -> list[Fact]:
    return [committee(), member(), member(id=SUPPORTER), person(**wishes), meeting("closed")]


def chosen(version: int = 2, **wishes: Any) -> Fact:
    return person("revised", version, status="confirmed", **wishes)


def deferred(version: int = 3, what: str = "deferred") -> Fact:
    return proposal(what, what, version, **OTHERS)


def plain(letter: Any) -> str:
    return str(letter.get_body(("plain",)).get_content())


def statuses(house: House) -> dict[str, str]:
    return {row["template"]: row["status"] for row in house.rows()}


def around_now(hours: int) -> dict[str, str]:
    """Quiet that began then, for as long to come."""
    now, span = clock.now().astimezone(BANGKOK), timedelta(hours=hours)
    return {"from": f"{now - span:%H:%M}", "until": f"{now + span:%H:%M}"}


def test_what_is_not_essential_comes_in_one_letter_and_each_says_in_which(
    house: House, mailbox: Mailbox, send: Send, doors: Doors, desk: Desk
) -> None:
    house.hear(*joined(**DAILY), published(), deferred(), submitted(version=4))
    send()
    release = house.row("release-published")
    assert (release["status"], release["due_at"]) == ("accepted", None)
    assert release["held_until"] == next_digest(DAILY, clock.now())
    shown = desk.ask("get_notification", id=release["_id"])
    assert shown["held_until"] == clock.to_wire(release["held_until"])
    assert {"welcome", "proposal-receipt"} == {
        name for name, one in statuses(house).items() if one == "delivered"
    }
    mailbox.letters.clear()
    make_digests(house, doors)
    make_digests(house, doors)
    send()
    (letter,) = mailbox.letters
    said = plain(letter)
    assert "ข่าวสารนิเทศ: การประชุมคณะทำงานร่วมฯ ครั้งที่ ๑/๒๕๖๑: https://wara.example/v1/meetings/" in said
    assert "ข้อเสนอ ๑๒/๒๕๖๑: เลื่อนไปพิจารณาในการประชุมครั้งต่อไป: https://wara.example/v1/proposals/" in said
    digest = house.row("digest")
    assert digest["status"] == "delivered"
    for template in ("release-published", "proposal-judged"):
        row = house.row(template)
        assert (row["status"], row["digest"]) == ("digested", digest["_id"])
        assert [step["status"] for step in row["history"]] == ["accepted", "digested"]
    told = house.told("notify.notification.digested.v1")
    assert [one["data"]["digest"] for one in told] == [digest["_id"]] * 2
    assert house.store.db[DIGESTS].count_documents({}) == 0


def test_a_kind_that_was_muted_meanwhile_and_a_proposal_withdrawn_are_left_out_and_nothing_is_no_digest(
    house: House, mailbox: Mailbox, send: Send, doors: Doors
) -> None:
    house.hear(*joined(**DAILY), published(), deferred())
    house.hear(chosen(**DAILY, channels={"email": ["supported"]}), deferred(5, "withdrawn"))
    make_digests(house, doors)
    send()
    reasons = {row["template"]: (row["status"], row["reason"]) for row in house.rows()}
    assert reasons.pop("welcome") == ("delivered", None)
    assert reasons == {
        "release-published": ("suppressed", "not_wanted"),
        "proposal-judged": ("cancelled", "proposal_withdrawn"),
    }
    assert len(mailbox.letters) == 1


def test_who_has_left_by_then_gets_no_digest(
    house: House, mailbox: Mailbox, send: Send, doors: Doors
) -> None:
    house.hear(*joined(**DAILY), published(), person("ended", 2))
    make_digests(house, doors)
    send()
    assert house.row("release-published")["reason"] == "representative_not_in_office"
    assert mailbox.letters == []


def test_who_wants_no_digest_any_more_gets_what_waits_at_once_and_who_wants_it_later_later(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    house.hear(*joined(**DAILY), published(), chosen(digest="weekly"))
    (waiting,) = house.store.read(lambda tx: digests.of(tx, [PERSON]))
    weekly = next_digest({"digest": "weekly"}, clock.now())
    assert waiting.due_at == house.row("release-published")["held_until"] == weekly
    house.hear(chosen(3, digest="none"))
    send()
    assert statuses(house)["release-published"] == "delivered"
    assert house.store.db[DIGESTS].count_documents({}) == 0


def test_a_letter_in_line_goes_into_the_digest_of_who_came_to_want_one(
    house: House, send: Send, doors: Doors
) -> None:
    house.hear(*joined(), published(), chosen(**DAILY))
    send()
    assert statuses(house) == {"welcome": "delivered", "release-published": "queued"}
    make_digests(house, doors)
    send()
    assert statuses(house) == {"welcome": "delivered", "release-published": "digested", "digest": "delivered"}


def test_in_hours_of_quiet_only_the_essential_leaves_and_preferences_hold_for_what_waits(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    quiet = around_now(2)
    house.hear(*joined(quiet_hours=quiet), published(), submitted())
    send()
    row = house.row("release-published")
    assert statuses(house) == {
        "welcome": "delivered",
        "release-published": "queued",
        "proposal-receipt": "delivered",
    }
    assert row["due_at"] == row["held_until"] > clock.now()
    assert f"{row['held_until'].astimezone(BANGKOK):%H:%M}" == quiet["until"]
    house.make_due()
    send()
    assert statuses(house)["release-published"] == "queued", "the hours are not over"
    house.hear(chosen(quiet_hours=None))
    send()
    assert statuses(house)["release-published"] == "delivered"


def test_what_was_leaving_when_its_sender_died_is_not_held_by_quiet_that_began_since(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    """It may have arrived; and who is erased that night would be told to wait for it until the morning."""
    house.hear(*joined(), published())
    lot, lease = lot_of(house, "release-published"), timedelta(seconds=60)
    house.store.transact(partial(sending.take, lot=lot, lease=lease, domain="secretariat.example"))
    house.hear(chosen(quiet_hours=around_now(2)))
    house.make_due()
    send()
    assert statuses(house)["release-published"] == "delivered"


def test_a_letter_in_line_is_written_in_the_language_that_the_person_has_chosen_since(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    """But for one that may have left already: what is sent again is the same."""
    house.hear(*joined(quiet_hours=around_now(2)), published(), submitted())
    mailbox.answers = ["451 later"]
    send()
    tried = next(row["template"] for row in house.rows() if row["status"] == "temporary_failure")
    mailbox.letters.clear()
    house.hear(chosen(language="en"))
    house.make_due()
    send()
    languages = {row["template"]: row["language"] for row in house.rows()}
    assert (languages["release-published"], languages[tried]) == ("en", "th")
    assert sorted(str(one["Content-Language"]) for one in mailbox.letters) == ["en", "th"]


def test_news_of_others_come_in_a_digest_to_who_takes_one_and_is_told_it_by_no_letter(
    house: House, mailbox: Mailbox, send: Send, doors: Doors
) -> None:
    """Of three one takes a digest; of two who do one is the proposer."""
    house.hear(*joined(**DAILY), person(id=DEPUTY), person(id=PROPOSER, member=SUPPORTER, **DAILY))
    house.hear(*(proposal("admitted", "admissible", version, proposed_by=SUPPORTER) for version in (3, 3)))
    (row,) = house.rows("proposal-of-others")
    assert (row["recipient"], row["status"]) == (PERSON, "accepted")
    make_digests(house, doors)
    while send():
        pass
    (said,) = [one for one in mailbox.letters if one["Subject"].startswith("สรุปข่าว")]
    assert "ข้อเสนอ ๑๒/๒๕๖๑ เรื่อง “ขอบเขตการดำเนินงาน”" in plain(said)


def test_papers_of_a_meeting_are_news_each_once_and_a_letter_is_its_addressees(
    house: House, mailbox: Mailbox, send: Send, doors: Doors
) -> None:
    """Of two one takes a digest; the agenda is published as a version, then twice as a document."""
    house.hear(*joined(**DAILY), person(id=DEPUTY))
    house.hear(meeting("agenda_published", 3), published("agenda"), published("agenda", 5))
    house.hear(published("agenda", 5), published("invitation", 6), meeting("minutes_adopted", 4))
    assert {row["recipient"] for row in house.rows("document-published")} == {PERSON}
    make_digests(house, doors)
    while send():
        pass
    (letter,) = [one for one in mailbox.letters if one["Subject"].startswith("สรุปข่าว")]
    lines = [line for line in plain(letter).splitlines() if "เผยแพร่" in line]
    page = f"https://wara.example/v1/meetings/{MEETING}"
    group = "คณะทำงานร่วมฯ ครั้งที่ ๑/๒๕๖๑ เมื่อวันที่"
    assert lines == [
        f"เผยแพร่ระเบียบวาระการประชุม{group} ๑๒ ตุลาคม ๒๕๖๐: {page}/documents/agenda",
        f"เผยแพร่รายงานการประชุม{group} ๑๑ ตุลาคม ๒๕๖๐: {page}/minutes",
    ]
    fates = Counter((row["status"], row["reason"]) for row in house.rows("document-published"))
    assert fates == {("digested", None): 2, ("cancelled", "superseded"): 2}
    house.hear(published("agenda", 7))
    make_digests(house, doors)
    assert len(house.rows("digest")) == 2, "what is published after a digest is in the next"


def test_papers_of_a_meeting_that_is_off_by_then_are_no_news_nor_are_any_to_who_wants_none(
    house: House, doors: Doors
) -> None:
    house.hear(*joined(**DAILY), person(id=DEPUTY, digest="daily", channels={"email": ["releases"]}))
    house.hear(meeting("planned", 3), published("agenda"), meeting("cancelled", 4))
    make_digests(house, doors)
    (row,) = house.rows("document-published")
    assert (row["recipient"], row["status"], row["reason"]) == (PERSON, "cancelled", "meeting_cancelled")
    assert house.rows("digest") == []


def test_papers_that_wait_are_told_to_nobody_who_has_left_office(house: House, doors: Doors) -> None:
    house.hear(*joined(**DAILY), published("minutes"), person("ended", 2))
    make_digests(house, doors)
    assert house.row("document-published")["reason"] == "representative_not_in_office"
    assert house.rows("digest") == []


PROPOSER = "0198a6c0-5d00-7c3e-8f11-000000000010"


@pytest.mark.parametrize("when", ["before it is kept", "once it is kept"])
def test_two_at_once_of_which_one_is_killed_tell_each_person_once(
    house: House, mailbox: Mailbox, send: Send, doors: Doors, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [f"{PERSON[:-2]}{n}" for n in range(11, 17)]
    monkeypatch.setattr(compiler, "in_parts", lambda ids: (ids[at : at + 2] for at in range(0, len(ids), 2)))
    house.hear(*joined()[:3], meeting("closed"))
    house.hear_together(*(person(id=id, email=f"rep{id[-2:]}@org1.example", **DAILY) for id in people))
    house.hear(published())
    while send():
        pass
    mailbox.letters.clear()
    house.store.db[DIGESTS].update_many({}, {"$set": {"due_at": clock.now()}})
    with monkeypatch.context() as patch:
        if when == "before it is kept":
            patch.setattr(digesting, "settle", die)
        else:
            patch.setattr(Store, "transact", dying_after(Store.transact))
        with pytest.raises(Killed):
            compile_due(house.store, doors, threading.Event())
    with ThreadPoolExecutor(2) as both:
        made = [both.submit(compile_due, house.store, doors, threading.Event()) for _ in range(2)]
        for one in made:
            one.result()
    while send():
        pass
    told = Counter(row["recipient"] for row in house.rows("digest") if row["status"] == "delivered")
    assert told == Counter(people)
    assert len(mailbox.letters) == len(set(mailbox.message_ids)) == len(people)
    assert {row["status"] for row in house.rows("release-published")} == {"digested"}


def dying_after(transact: Any) -> Any:
    def killed(*asked: Any) -> None:
        transact(*asked)
        raise Killed

    return killed

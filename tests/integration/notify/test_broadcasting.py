"""A broadcast from its draft to the last mailbox: nothing too early, nobody twice, nothing after a stop."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from chassis import clock
from chassis.call import Caller
from chassis.errors import Conflict, Denied, Invalid, NotYetKnown, Stale
from chassis.ids import new_id
from chassis.mongo import Transaction
from notify.broadcasts.broadcaster import Broadcaster
from notify.broadcasts.store import JOBS
from notify.channels.email import Email, Server
from notify.config import Post
from notify.doors import Doors
from notify.errors import BROADCAST_NOT_COUNTED, BROADCAST_OTHER_COMMITTEE, BROADCAST_TEST_ELSEWHERE
from notify.handlers import broadcast_jobs, reconciliation
from notify.handlers.keeping import settle
from notify.store import notifications_of
from tests.integration.notify.conftest import SENDER, TIMEOUT
from tests.integration.notify.desk import PUBLIC, Desk, representing
from tests.integration.notify.facts import (
    COMMITTEE,
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
)
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox
from tests.integration.notify.test_contact_lists import BY_POST, sweep

OFFICER = "officer@secretariat.example"
WORDS: dict[str, Any] = {"subject": {"th": "ย้ายแล้ว"}, "body": {"th": "ฝ่ายเลขานุการย้ายแล้ว"}}
REASON = {"th": "พบข้อผิดพลาด"}
NONE: dict[str, list[str]] = {"email": []}


class Office:
    """The secretariat at its desk, beside a `work` that does what is due when it is told to."""

    def __init__(self, house: House, desk: Desk, broadcaster: Broadcaster) -> None:
        self.house, self.desk, self.broadcaster = house, desk, broadcaster

    def work(self) -> None:
        while self.broadcaster.do_due():
            pass

    def hours_pass(self) -> None:
        self.house.store.db[JOBS].update_many({}, {"$set": {"due_at": clock.now()}})

    def drafted(self, **changes: Any) -> str:
        return str(self.desk.ask("draft_broadcast", **{**WORDS, **changes})["id"])

    def counted(self, id: str) -> dict[str, Any]:
        self.desk.ask("count_broadcast", id=id)
        self.work()
        found: dict[str, Any] = self.desk.ask("get_broadcast", id=id)["dry_run"]
        return found

    def tried(self, **changes: Any) -> str:
        id = self.drafted(**changes)
        self.counted(id)
        self.desk.ask("test_broadcast", id=id, to=OFFICER)
        self.work()
        return id

    def released(self, **changes: Any) -> str:
        id = self.tried(**changes)
        self.desk.ask("send_broadcast", id=id)
        self.hours_pass()
        return id

    def progress(self, id: str) -> dict[str, Any]:
        shown = self.desk.ask("get_broadcast_progress", id=id)
        return {name: value for name, value in shown.items() if value}


@pytest.fixture
def broadcaster(house: House, mailbox: Mailbox, doors: Doors) -> Iterator[Broadcaster]:
    smtp = Server.read(mailbox.uri, SENDER, TIMEOUT)
    post = Post(smtp=smtp, sender=SENDER, domain="secretariat.example", doors=doors)
    channel = Email(smtp)
    yield Broadcaster(house.store, channel, post)
    channel.close()


@pytest.fixture
def office(house: House, desk: Desk, broadcaster: Broadcaster) -> Office:
    house.hear(committee(), member())
    return Office(house, desk, broadcaster)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Portions of a few."""
    monkeypatch.setattr(broadcast_jobs, "SIZE", 4)


def crowd(count: int, **changes: Any) -> list[Fact]:
    return [
        person(id=f"{PERSON[:-2]}{n}", email=f"rep{n}@org1.example", **changes) for n in range(10, 10 + count)
    ]


def answer(version: int, of: str, said: str, what: str = "given", meeting: str = MEETING) -> Fact:
    """What a member answered to an invitation."""
    data = {"committee": COMMITTEE, "meeting": meeting, "member": of, "answer": said, "delegates": 1}
    return f"agenda.response.{what}.v1", f"responses/{of}", version, data, clock.now()


def written_to(house: House) -> list[str]:
    return sorted(row["recipient"] for row in house.rows("broadcast"))


def test_from_draft_to_the_last_mailbox(
    house: House, desk: Desk, office: Office, mailbox: Mailbox, send: Callable[[], int], small: None
) -> None:
    house.hear_together(*crowd(6))
    send()
    mailbox.letters.clear()
    id = office.tried()
    (test,) = mailbox.letters
    assert (test["To"], test["Subject"]) == (OFFICER, "[ทดสอบ] ย้ายแล้ว")
    assert office.desk.ask("get_broadcast", id=id)["wanting"] == []
    kept = house.store.db[JOBS].find_one({}), house.store.db.broadcasts.find_one({"_id": id})
    assert OFFICER not in str(kept), "the address goes with the job"
    held = desk.ask("send_broadcast", id=id)
    office.work()
    assert (held["status"], written_to(house)) == ("held", [])
    assert office.progress(id) == {"status": "held", "people": 6}
    office.hours_pass()
    office.work()
    assert office.progress(id) == {"status": "sending", "people": 6, "told": 6, "letters": 6, "queued": 6}
    send()
    office.hours_pass()
    office.work()
    ended = {"status": "sent", "people": 6, "told": 6, "letters": 6, "sent": 6}
    assert office.progress(id) == ended
    assert Counter(mailbox.recipients[-6:]) == Counter(f"rep{n}@org1.example" for n in range(10, 16))
    told = [house.told(f"notify.broadcast.{fact}.v1") for fact in ("started", "completed", "stopped")]
    assert [[one["data"]["sent"] for one in of] for of in told] == [[0], [6], []]
    assert house.store.db[JOBS].count_documents({}) == 0
    house.store.transact(lambda tx: come_back(tx, house.rows("broadcast")[0]["_id"]))
    assert office.progress(id) == {**ended, "sent": 5, "failed": 1}


def test_who_is_written_to_otherwise_meanwhile_is_still_waited_for_and_counted_once(
    house: House, desk: Desk, office: Office, send: Callable[[], int]
) -> None:
    house.hear(person(**BY_POST), person(id=DEPUTY))
    send()
    id = office.released()
    office.work()
    send()
    house.hear(person("revised", 2, status="confirmed"))
    sweep(house)
    office.hours_pass()
    office.work()
    waiting = {"status": "sending", "people": 2, "told": 2, "letters": 2}
    assert office.progress(id) == {**waiting, "sent": 1, "queued": 1}
    send()
    office.hours_pass()
    office.work()
    assert office.progress(id) == {**waiting, "status": "sent", "sent": 2}


def come_back(tx: Transaction, id: str) -> None:
    (letter,) = notifications_of(tx, [id])
    settle(tx, (letter, letter.come_back(tx.now, "5.1.1")))


def test_a_dry_run_counts_those_that_are_written_to_and_says_why_others_are_not(
    house: House, desk: Desk, office: Office, small: None
) -> None:
    lapsed, spared, observer = (new_id() for _ in range(3))
    house.hear(member("suspended", id=SUPPORTER), member(id=lapsed), member(id=observer, kind="observer"))
    house.hear(member(id=spared), person(id=new_id(), member=spared))
    house.hear(person(), person(id=DEPUTY, language="en"), person(id=new_id(), channels=NONE))
    house.hear(person(id=new_id(), member=SUPPORTER), person("nominated", id=new_id(), member=lapsed))
    house.hear(person(id=new_id(), member=observer))
    audience = {"kinds": ["civil_society"], "without": [spared]}
    id = office.drafted(audience=audience)
    found = office.counted(id)
    assert house.rows("broadcast") == []
    assert {name: found[name] for name in ("state", "edition", "people")} == {
        "state": "done",
        "edition": 1,
        "people": 2,
    }
    assert (found["languages"], found["in_another_language"]) == ({"th": 1, "en": 1}, {"en": 1})
    assert found["channels"] == {"email": 2}
    assert found["left_out"] == {
        "left_out": 1,
        "member_not_active": 1,
        "not_wanted": 1,
        "representative_not_in_office": 1,
    }
    desk.ask("test_broadcast", id=id, to=OFFICER)
    office.work()
    desk.ask("send_broadcast", id=id)
    office.hours_pass()
    office.work()
    assert written_to(house) == sorted([PERSON, DEPUTY])


def test_a_broadcast_may_be_for_named_members_or_for_those_invited_to_a_meeting(
    house: House, office: Office
) -> None:
    house.hear(person(), member(id=SUPPORTER), person(id=DEPUTY, member=SUPPORTER), meeting("convened"))
    comer = person(id=new_id(), channels=NONE)
    house.hear(comer)
    assert office.counted(office.drafted(audience={"members": [SUPPORTER]}))["people"] == 1
    house.store.db.notifications.update_many(
        {"template": "meeting-invitation", "recipient": PERSON}, {"$set": {"attempts": 1}}
    )
    found = office.counted(office.drafted(audience={"invited_to": MEETING}))
    assert (found["people"], found["left_out"]) == (1, {})
    essential = {"category": "essential", "because": {"th": "ย้าย"}}
    assert office.counted(office.drafted(**essential))["people"] == 3, "also who does without the others"


def test_a_broadcast_may_be_for_those_that_come_to_a_meeting(house: House, office: Office) -> None:
    others = [new_id() for _ in range(3)]
    house.hear(person(), member(id=SUPPORTER), person(id=DEPUTY, member=SUPPORTER), meeting("convened"))
    for other in others:
        house.hear(member(id=other), person(id=new_id(), member=other))
    for waits_for in (MEMBER, SUPPORTER, others[0]):
        house.hear(person("nominated", id=new_id(), member=waits_for))
    house.hear(answer(1, MEMBER, "accepted"), answer(1, SUPPORTER, "delegated"))
    house.hear(answer(1, others[0], "tentative"), answer(1, others[1], "accepted"))
    house.hear(answer(3, others[1], "withdrawn", "withdrawn"), answer(2, others[1], "accepted"))
    house.hear(answer(1, others[2], "accepted", meeting=new_id()))
    found = office.counted(office.drafted(audience={"coming_to": MEETING}))
    assert (found["people"], found["left_out"]) == (2, {"representative_not_in_office": 2})
    house.hear(answer(2, MEMBER, "declined"))
    id = office.released(audience={"coming_to": MEETING})
    office.work()
    assert written_to(house) == [DEPUTY]
    assert office.desk.ask("get_broadcast", id=id)["audience"]["coming_to"] == MEETING


def test_a_change_has_to_be_tried_anew(house: House, desk: Desk, office: Office) -> None:
    house.hear(person())
    id = office.tried()
    before = desk.ask("get_broadcast", id=id)
    revised = desk.ask("revise_broadcast", id=id, if_match=before["version"], body={"th": "อื่น"})
    assert (revised["edition"], revised["wanting"]) == (2, ["dry_run", "test"])
    with pytest.raises(Conflict) as refused:
        desk.ask("send_broadcast", id=id)
    assert refused.value.code == BROADCAST_NOT_COUNTED
    with pytest.raises(Stale):
        desk.ask("revise_broadcast", id=id, if_match=before["version"], body={"th": "อื่น"})
    desk.ask("count_broadcast", id=id)
    shown = desk.ask("get_broadcast", id=id)
    desk.ask("revise_broadcast", id=id, if_match=shown["version"], body={"th": "อีก"})
    office.work()
    assert desk.ask("get_broadcast", id=id)["dry_run"]["state"] == "asked", "of an edition that is gone"


def test_what_is_recalled_reaches_nobody_and_may_be_sent_again(
    house: House, desk: Desk, office: Office
) -> None:
    house.hear(person())
    id = office.tried()
    desk.ask("send_broadcast", id=id)
    stale = house.store.read(lambda tx: list(tx.db[JOBS].find({})))
    desk.ask("recall_broadcast", id=id)
    office.hours_pass()
    office.work()
    assert (desk.ask("get_broadcast", id=id)["status"], written_to(house)) == ("draft", [])
    desk.ask("send_broadcast", id=id, at=clock.to_wire(clock.now() + timedelta(days=1)))
    house.store.transact(lambda tx: broadcast_jobs.release(tx, stale[0]))
    assert written_to(house) == [], "who had it in hand comes too late"
    office.hours_pass()
    office.work()
    assert written_to(house) == [PERSON]


def test_what_is_stopped_goes_no_further(
    house: House, desk: Desk, office: Office, mailbox: Mailbox, send: Callable[[], int], small: None
) -> None:
    house.hear_together(*crowd(10))
    send()
    id = office.released()
    office.broadcaster.do_due()
    send()
    office.broadcaster.do_due()
    before = len(mailbox.letters)
    stopped = desk.ask("stop_broadcast", id=id, reason=REASON)
    assert (stopped["status"], stopped["reason"]) == ("stopped", REASON)
    office.work()
    send()
    assert len(mailbox.letters) == before
    assert office.progress(id) == {
        "status": "stopped",
        "people": 10,
        "told": 8,
        "letters": 8,
        "sent": 4,
        "cancelled": 4,
    }
    reasons = Counter(row["reason"] for row in house.rows("broadcast"))
    assert reasons == {None: 4, "broadcast_stopped": 4}
    (event,) = house.told("notify.broadcast.stopped.v1")
    assert (event["data"]["letters"], event["data"]["sent"]) == (8, 4)


def test_several_at_work_and_some_that_die_tell_everybody_once(
    house: House, office: Office, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.hear_together(*crowd(14))
    id = office.released()
    left = [2]

    def die(*args: Any) -> None:
        reconciliation.tell(*args)
        if left[0]:
            left[0] -= 1
            raise KeyboardInterrupt

    monkeypatch.setattr(broadcast_jobs, "tell", die)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            office.broadcaster.do_due()
    assert written_to(house) == [], "what died told nobody"
    threads = [threading.Thread(target=office.work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert written_to(house) == sorted(f"{PERSON[:-2]}{n}" for n in range(10, 24))
    assert office.progress(id) == {"status": "sending", "people": 14, "told": 14, "letters": 14, "queued": 14}
    assert len(house.told("notify.broadcast.started.v1")) == 1


def test_a_letter_that_fails_is_counted_so_and_who_has_come_since_gets_none(
    house: House, desk: Desk, office: Office, mailbox: Mailbox, send: Callable[[], int]
) -> None:
    house.hear(person(), person(id=DEPUTY, email="nobody@org1.example"))
    send()
    id = office.released()
    house.hear(person("revised", 2, status="confirmed", channels=NONE))
    office.work()
    house.hear(person(id=new_id(), at=clock.now()))
    send()
    office.hours_pass()
    office.work()
    shown = office.progress(id)
    assert shown == {"status": "sent", "people": 2, "told": 1, "letters": 1, "failed": 1}


@pytest.mark.parametrize(
    ("answer", "state", "reason"), [("451 later", "asked", None), ("554 never", "failed", "554")]
)
def test_a_test_that_does_not_leave_says_so(
    house: House, desk: Desk, office: Office, mailbox: Mailbox, answer: str, state: str, reason: str | None
) -> None:
    id = office.drafted()
    desk.ask("test_broadcast", id=id, to=OFFICER)
    mailbox.answers = [answer]
    office.work()
    test = desk.ask("get_broadcast", id=id)["test"]
    assert (test["state"], test.get("reason")) == (state, reason)
    office.hours_pass()
    office.work()
    assert desk.ask("get_broadcast", id=id)["test"]["state"] == ("done" if state == "asked" else "failed")
    assert len(mailbox.letters) == len(set(mailbox.message_ids)) == (state == "asked")


def test_what_may_not_be_said_is_refused(house: House, desk: Desk, office: Office) -> None:
    id = office.drafted()
    other = new_id()
    house.hear(member(id=other, committee=new_id()))
    refusals: list[tuple[str, dict[str, Any], type[Exception], str]] = [
        ("draft_broadcast", {**WORDS, "category": "essential"}, Invalid, "invalid"),
        ("draft_broadcast", {"subject": {"th": "ก"}, "body": {}}, Invalid, "invalid"),
        ("draft_broadcast", {**WORDS, "audience": {"states": []}}, Invalid, "invalid"),
        ("draft_broadcast", {**WORDS, "audience": {"members": [new_id()]}}, NotYetKnown, "not_yet_known"),
        ("draft_broadcast", {**WORDS, "audience": {"without": [other]}}, Conflict, BROADCAST_OTHER_COMMITTEE),
        ("test_broadcast", {"id": id, "to": "rep1@org1.example"}, Conflict, BROADCAST_TEST_ELSEWHERE),
        ("send_broadcast", {"id": id, "at": "2018-01-31T02:00:00Z"}, Invalid, "invalid"),
        ("stop_broadcast", {"id": id}, Invalid, "invalid"),
    ]
    for method, body, refusal, code in refusals:
        with pytest.raises(refusal) as refused:
            desk.ask(method, **body)
        assert getattr(refused.value, "code", None) == code, method


@pytest.mark.parametrize("by", [PUBLIC, representing(MEMBER)])
def test_broadcasts_are_the_secretariats_alone(desk: Desk, office: Office, by: Caller) -> None:
    id = office.drafted()
    asked: list[tuple[str, dict[str, Any]]] = [
        ("list_broadcasts", {}),
        ("get_broadcast", {"id": id}),
        ("draft_broadcast", WORDS),
    ]
    for method, body in asked:
        with pytest.raises(Denied):
            desk.ask(method, by=by, **body)


def test_a_list_is_of_the_first_committee_and_newest_first(house: House, desk: Desk, office: Office) -> None:
    first, second = office.drafted(), office.drafted(committee=COMMITTEE)
    desk.ask("discard_broadcast", id=first)
    assert [one["id"] for one in desk.ask("list_broadcasts")["items"]] == [second, first]
    assert [one["id"] for one in desk.ask("list_broadcasts", status="draft")["items"]] == [second]
    page = desk.ask("list_broadcasts", limit=1)
    assert [one["id"] for one in desk.ask("list_broadcasts", after=page["next"])["items"]] == [first]


def test_told_to_stop_it_sleeps_no_longer(broadcaster: Broadcaster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notify.broadcasts.broadcaster.POLL_SECONDS", 3600)
    stop, looked = threading.Event(), threading.Event()

    def nothing_due() -> int:
        looked.set()
        return 0

    monkeypatch.setattr(broadcaster, "do_due", nothing_due)
    running = threading.Thread(target=broadcaster.run, args=(stop,), daemon=True)
    running.start()
    looked.wait()
    stop.set()
    running.join(20)
    assert not running.is_alive()

"""Copies of letters go where a person wants them, signed; and nowhere else."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from chassis import clock, posting
from chassis.errors import Conflict, Denied, Invalid, NotFound
from notify import webhooks
from notify.channels.webhook import Webhooks
from notify.config import Post
from notify.doors import Doors
from notify.outgoing.sender import Sender
from tests.integration.notify.conftest import SENDER
from tests.integration.notify.desk import SECRETARIAT, Desk, representing
from tests.integration.notify.facts import MEMBER, PERSON, committee, meeting, member, person, submitted
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox
from tests.integration.notify.receiver import Receiver, open_receiver
from tests.integration.notify.test_forgetting import ERASED

ME = representing(MEMBER)
JOINED = (committee(), member(), person(role="principal"))
Post_ = Callable[..., int]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with open_receiver() as receiver:
        yield receiver


@pytest.fixture
def post(house: House, doors: Doors, mailbox: Mailbox) -> Post_:
    """Posts what is due now, with what was learnt before about receivers forgotten."""
    from notify.channels.email import Server

    smtp = Server.read(mailbox.uri, SENDER, 5.0)
    settings = Post(smtp=smtp, sender=SENDER, domain="secretariat.example", doors=doors)

    def send(*, anywhere: bool = True) -> int:
        channel = Webhooks(house.store, doors.links.secrets, anywhere)
        return Sender(house.store, [{"webhook": channel}], settings).send_due(threading.Event())

    return send


def copies(house: House) -> list[dict[str, Any]]:
    return [row for row in house.rows() if row["channel"] == "webhook"]


def signed(secret: str, headers: dict[str, str], body: bytes) -> str:
    """By the words of the standard, not by our code."""
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()


def test_each_letter_is_posted_too_and_its_signature_holds(
    house: House, desk: Desk, receiver: Receiver, post: Post_, send: Callable[[], int]
) -> None:
    house.hear(*JOINED)
    own = desk.ask("register_webhook", by=ME, url=receiver.url)
    house.hear(meeting("convened"))
    assert (send(), post()) == (2, 1)
    [copy] = copies(house)
    assert (copy["template"], copy["status"], copy["server"], copy["server_said"]) == (
        "meeting-invitation",
        "delivered",
        "127.0.0.1",
        "204",
    )
    [(path, headers, body)] = receiver.posted
    assert (path, headers["content-type"]) == ("/hook?of=1", "application/json")
    assert headers["webhook-id"] == copy["_id"]
    assert headers["webhook-signature"] == signed(own["secret"], headers, body)
    said = json.loads(body)
    assert set(said) == {"id", "template", "about", "language", "subject", "text", "link", "at"}
    assert (said["id"], said["template"]) == (copy["_id"], "meeting-invitation")
    assert said["subject"].startswith("ขอเชิญ")
    assert "secret" not in desk.ask("get_webhook", by=ME)
    assert desk.ask("get_webhook", by=ME)["posted"][0]["said"] == "204"
    assert own["secret"] not in str(list(house.store.db.webhooks.find()))


def test_a_receiver_in_trouble_is_asked_again_under_the_same_id(
    house: House, desk: Desk, receiver: Receiver, post: Post_
) -> None:
    house.hear(*JOINED)
    desk.ask("register_webhook", by=ME, url=receiver.url)
    house.hear(submitted())
    receiver.answers = [500, 429]
    for _ in range(3):
        post()
        house.make_due()
    [copy] = copies(house)
    assert (copy["status"], copy["attempts"]) == ("delivered", 3)
    assert [headers["webhook-id"] for _, headers, _ in receiver.posted] == [copy["_id"]] * 3
    assert len(set(receiver.bodies)) == 1


def test_a_receiver_that_asks_for_a_wait_is_left_in_peace_with_all_that_goes_there(
    house: House, desk: Desk, receiver: Receiver, post: Post_
) -> None:
    house.hear(*JOINED)
    desk.ask("register_webhook", by=ME, url=receiver.url)
    house.hear(submitted(), meeting("convened"))
    receiver.answers, receiver.retry_after = [429], "120"
    until = clock.now() + timedelta(seconds=119)
    post()
    assert len(receiver.posted) == 1
    assert {row["reason"] for row in copies(house)} == {"429", "resting"}
    assert all(until < row["due_at"] <= clock.now() + timedelta(seconds=120) for row in copies(house))


def test_who_answers_that_it_is_gone_gets_no_more(
    house: House, desk: Desk, receiver: Receiver, post: Post_
) -> None:
    house.hear(*JOINED)
    desk.ask("register_webhook", by=ME, url=receiver.url)
    house.hear(submitted(), meeting("convened"))
    receiver.answers = [410]
    post()
    assert {(row["status"], row["reason"]) for row in copies(house)} == {
        ("permanent_failure", "410"),
        ("permanent_failure", "not_registered"),
    }
    assert (len(receiver.posted), desk.ask("get_webhook", by=ME)["status"]) == (1, "disabled")
    house.hear(submitted(version=3))
    assert len(copies(house)) == 2
    assert desk.ask("register_webhook", by=ME, url=receiver.url)["status"] == "active"
    house.hear(submitted(version=4))
    assert len(copies(house)) == 3


@pytest.mark.parametrize("answer", [307, 404])
def test_redirects_are_not_followed_and_what_is_refused_is_not_repeated(
    house: House, desk: Desk, receiver: Receiver, post: Post_, answer: int
) -> None:
    house.hear(*JOINED)
    desk.ask("register_webhook", by=ME, url=receiver.url)
    house.hear(submitted())
    receiver.answers = [answer]
    post()
    [copy] = copies(house)
    assert (copy["status"], copy["reason"]) == ("permanent_failure", str(answer))
    assert [path for path, _, _ in receiver.posted] == ["/hook?of=1"]


def test_a_receiver_that_takes_for_ever_is_left(
    house: House, desk: Desk, receiver: Receiver, post: Post_, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "ANSWER_SECONDS", 0.2)
    house.hear(*JOINED)
    desk.ask("register_webhook", by=ME, url=receiver.url)
    house.hear(submitted(), meeting("convened"))
    receiver.seconds = 9.0
    post()
    assert {row["status"] for row in copies(house)} == {"temporary_failure"}
    assert {row["reason"] for row in copies(house)} == {"TimeoutError", "resting"}
    assert len(receiver.posted) == 1


def test_no_address_within_is_posted_to(house: House, desk: Desk, receiver: Receiver, post: Post_) -> None:
    house.hear(*JOINED)
    desk.ask("register_webhook", by=ME, url=receiver.url)
    house.hear(submitted())
    post(anywhere=False)
    [copy] = copies(house)
    assert (copy["status"], copy["reason"]) == ("permanent_failure", "address_not_allowed")
    assert receiver.posted == []
    for url in ("ftp://hooks.example/", "https://user:word@hooks.example/", "nonsense"):
        with pytest.raises(Invalid):
            desk.ask("register_webhook", by=ME, url=url)


def test_for_a_day_two_secrets_sign(house: House, desk: Desk, receiver: Receiver, post: Post_) -> None:
    house.hear(*JOINED)
    before = desk.ask("register_webhook", by=ME, url=receiver.url)["secret"]
    rotated = desk.ask("rotate_webhook", by=ME)
    assert rotated["secret"] != before
    assert rotated["both_until"]
    house.hear(submitted())
    post()
    [(_, headers, body)] = receiver.posted
    expected = [signed(secret, headers, body) for secret in (rotated["secret"], before)]
    assert headers["webhook-signature"].split(" ") == expected


def test_what_was_told_before_is_not_copied_later(house: House, desk: Desk) -> None:
    house.hear(*JOINED, submitted(), meeting("convened"))
    desk.ask("register_webhook", by=ME, url="https://hooks.example/")
    house.hear(person("revised", 2, status="confirmed", role="principal"))
    assert copies(house) == []
    house.hear(submitted(version=3))
    assert [row["template"] for row in copies(house)] == ["proposal-receipt"]


def test_it_can_be_tried_with_what_was_told_last(
    house: House, desk: Desk, receiver: Receiver, post: Post_
) -> None:
    house.hear(member(), person(role="principal"))
    desk.ask("register_webhook", by=ME, url=receiver.url)
    house.hear(committee(), meeting("convened"))
    house.store.db.deliveries.delete_many({})
    tried = desk.ask("test_webhook", by=ME)
    assert (tried["template"], tried["status"]) == ("welcome", "queued")
    post()
    assert json.loads(receiver.bodies[0])["id"] == tried["id"]
    listed = desk.ask("list_inbox", by=ME)["items"]
    assert [one["template"] for one in listed] == ["meeting-invitation", "welcome"]


def test_who_was_told_nothing_has_nothing_to_try(house: House, desk: Desk) -> None:
    house.hear(member(from_list=True), person())
    desk.ask("register_webhook", by=ME, url="https://hooks.example/")
    with pytest.raises(Conflict, match="nothing_to_post"):
        desk.ask("test_webhook", by=ME)


def test_it_is_theirs_alone_and_goes_with_them(house: House, desk: Desk) -> None:
    house.hear(*JOINED)
    desk.ask("register_webhook", by=ME, url="https://hooks.example/rep1")
    for caller in (SECRETARIAT, representing(PERSON)):
        with pytest.raises(Denied):
            desk.ask("get_webhook", by=caller)
    kept = desk.ask("get_personal_data", by=ME, id=PERSON)
    assert kept["copy"]["webhook"] == "https://hooks.example/rep1"
    desk.ask("remove_webhook", by=ME)
    with pytest.raises(NotFound):
        desk.ask("get_webhook", by=ME)
    desk.ask("register_webhook", by=ME, url="https://hooks.example/rep1")
    house.hear(person("ended", 3))
    assert house.store.read(lambda tx: webhooks.find(tx, PERSON)) is None


def test_who_is_erased_leaves_no_address_and_no_secret(house: House, desk: Desk) -> None:
    house.hear(*JOINED)
    desk.ask("register_webhook", by=ME, url="https://hooks.example/rep1")
    house.hear(ERASED)
    [told] = house.told("notify.erasure.completed.v1")
    assert told["data"]["blanked"] == {"commands": 1, "webhooks": 1}
    kept = [str(list(house.store.db[name].find())) for name in house.store.db.list_collection_names()]
    assert not [text for text in kept if "hooks.example" in text or "whsec_" in text]

"""What was sent can be read for a while, and then no longer; that it was sent stays."""

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from chassis import clock
from chassis.errors import Denied, NotFound
from chassis.ids import new_id
from notify.errors import LETTER_NOT_KEPT, LETTER_NOT_SENT, NotYetKnown
from notify.incoming.mail import IncomingMail
from notify.incoming.store import mails
from notify.outgoing import bundles, receipts, retention
from notify.outgoing.receipts import Sent
from tests.integration.notify.desk import SECRETARIAT, Desk, representing
from tests.integration.notify.facts import MEMBER, PERSON, committee, meeting, member, person
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox
from tests.integration.notify.test_forgetting import ERASED
from tests.integration.notify.test_sending import JOINED, crowd

Send = Callable[[], int]


def remove(house: House, days: int) -> None:
    """As if so many days had passed since what is there was sent."""
    retention.remove(house.store, clock.now() + timedelta(days=days) - timedelta(days=retention.DAYS))


def test_the_words_of_a_letter_are_read_and_then_gone_and_the_proof_stays(
    house: House, desk: Desk, mailbox: Mailbox, send: Send
) -> None:
    house.hear(*JOINED, meeting("convened"))
    waiting = house.row("meeting-invitation")["_id"]
    with pytest.raises(NotFound) as refused:
        desk.ask("get_letter", id=waiting)
    assert refused.value.code == LETTER_NOT_SENT
    send()
    [sent] = [one for one in mailbox.letters if "ยินดีต้อนรับ" not in str(one["Subject"])]
    for caller in (SECRETARIAT, representing(MEMBER)):
        letter = desk.ask("get_letter", by=caller, id=waiting)
        assert (letter["subject"], letter["language"]) == (sent["Subject"], "th")
        plain: Any = sent.get_body(("plain",))
        in_mail = plain.get_content().replace("\r\n", "\n")
        assert letter["text"].partition("token=")[0] == in_mail.partition("token=")[0] != in_mail
        seal = in_mail.partition("token=")[2].partition("&")[0]
        assert len(seal) > 50
        assert seal not in letter["text"] + letter["html"], "nobody comes in by a link of another"
    with pytest.raises(Denied):
        desk.ask("get_letter", by=representing(new_id()), id=waiting)
    before = desk.ask("get_notification", id=waiting)
    remove(house, retention.DAYS - 1)
    assert desk.ask("get_letter", id=waiting) == letter
    assert waiting in desk.ask("get_personal_data", id=PERSON)["letters_kept"]
    remove(house, retention.DAYS + 1)
    with pytest.raises(NotFound) as refused:
        desk.ask("get_letter", id=waiting)
    assert refused.value.code == LETTER_NOT_KEPT
    assert desk.ask("get_notification", id=waiting) == before
    assert {"server", "server_said", "edition", "sent_at"} <= before.keys()
    assert desk.ask("get_personal_data", id=PERSON)["letters_kept"] == []
    assert house.store.db[bundles.BUNDLES].count_documents({}) == 0


def test_the_words_of_a_letter_go_with_the_person_and_no_others(
    house: House, desk: Desk, mailbox: Mailbox, send: Send
) -> None:
    house.hear(committee(), member(), person("confirmed", 2), *crowd(3))
    send()
    theirs, *others = [row["_id"] for row in house.rows("welcome")]
    house.hear(ERASED)
    with pytest.raises(NotFound):
        desk.ask("get_letter", id=theirs)
    assert all(desk.ask("get_letter", id=one)["text"] for one in others)
    assert house.told("notify.erasure.completed.v1")[0]["data"]["blanked"] == {"bundles": 1}
    kept = [bundles.unpacked(row["words"]) for row in house.store.db[bundles.BUNDLES].find({})]
    assert sum(len(one) for one in kept) == 3


def test_who_is_being_written_to_is_forgotten_when_that_is_over(
    house: House, desk: Desk, mailbox: Mailbox, send: Send
) -> None:
    """Else the words would be kept by who was a moment late."""
    house.hear(committee(), member(), person("confirmed", 2))
    told: list[int] = []

    def forget() -> None:
        with pytest.raises(NotYetKnown):
            house.hear(ERASED)
        told.append(len(house.told("notify.erasure.completed.v1")))

    mailbox.after = forget
    send()
    assert told == [0]
    assert len(house.rows()) == 1
    house.hear(ERASED)
    assert len(house.told("notify.erasure.completed.v1")) == 1
    assert house.store.db[bundles.BUNDLES].count_documents({}) == 0


def test_what_came_in_is_kept_until_some_weeks_after_it_was_dealt_with(house: House, desk: Desk) -> None:
    waiting, resolved = (
        IncomingMail(
            id=new_id(),
            received_at=clock.now(),
            sender="rep1@org1.example",
            subject="ตอบ",
            text="จะไปสองคน",
            automatic=False,
            content=b"From: rep1@org1.example",
        )
        for _ in range(2)
    )
    house.store.transact(lambda tx: mails.add(tx, deepcopy(waiting), deepcopy(resolved)))
    desk.ask("resolve_mail", id=resolved.id, note="จดไว้แล้ว")

    def kept() -> list[bytes | None]:
        found = house.store.db[mails.collection].find({}).sort("_id", 1)
        return [row["content"] for row in found]

    remove(house, retention.DAYS - 1)
    assert kept() == [waiting.content, resolved.content]
    remove(house, retention.DAYS + 1)
    assert kept() == [waiting.content, None]
    assert desk.ask("get_mail", id=resolved.id)["text"] == "จะไปสองคน"


def test_the_words_in_a_receipt_go_with_the_person(
    house: House, desk: Desk, mailbox: Mailbox, send: Send
) -> None:
    """Its sender died, and nobody has taken its lot over yet: that it was sent stays."""
    house.hear(committee(), member(), person("confirmed", 2), *crowd(1))
    theirs, _ = house.rows("welcome")
    taken = {"status": "sending", "attempts": 1}
    house.store.db.notifications.update_one({"_id": theirs["_id"]}, {"$set": taken})
    house.make_due()
    words = {"language": "th", "subject": "ยินดีต้อนรับ", "text": "ผู้แทน หนึ่ง", "html": ""}
    sent = Sent(letter=theirs["_id"], at=clock.now(), edition="1", server="s", said="taken", words=words)
    receipts.write(house.store, [sent, sent])
    house.hear(ERASED)
    assert house.told("notify.erasure.completed.v1")[0]["data"]["blanked"] == {"receipts": 1}
    while send():
        continue
    theirs, other = house.rows("welcome")
    assert (theirs["status"], theirs["sent_at"], theirs["bundle"]) == ("delivered", sent.at, None)
    assert (other["status"], len(mailbox.letters)) == ("delivered", 1)

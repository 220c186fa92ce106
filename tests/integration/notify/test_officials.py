"""An official's letter: it leaves once, its link names the account, and the address goes with it."""

import re
from contextlib import closing
from datetime import timedelta

import pytest

from chassis import clock
from notify.channels.email import Email, Server
from notify.config import Post
from notify.doors import Doors
from notify.officials import INDEXES, LETTERS
from notify.outgoing.courier import Courier
from tests.integration.notify.conftest import SENDER, TIMEOUT
from tests.integration.notify.desk import PUBLIC, Desk
from tests.integration.notify.facts import PERSON, committee
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox
from tests.support.services import free_port

ACCOUNT, EMAIL, SECRET = PERSON, "officer@agency.example", "s" * 43


@pytest.fixture
def house(house: House) -> House:
    house.store.make_indexes(INDEXES)
    return house


def send(house: House, doors: Doors, port: int) -> None:
    smtp = Server.read(f"smtp://127.0.0.1:{port}", SENDER, TIMEOUT)
    post = Post(smtp=smtp, sender=SENDER, domain="secretariat.example", doors=doors)
    with closing(Email(smtp)) as channel:
        Courier(house.store, channel, post).send_due()


def ask(desk: Desk, minutes: int = 60) -> None:
    until = clock.to_wire(clock.now() + timedelta(minutes=minutes))
    desk.ask("send_account_link", account=ACCOUNT, email=EMAIL, language="th", secret=SECRET, until=until)


def left(house: House) -> int:
    return house.store.db[LETTERS].count_documents({})


def test_it_leaves_once_and_its_link_names_the_account(
    house: House, desk: Desk, doors: Doors, mailbox: Mailbox
) -> None:
    house.hear(committee())
    ask(desk)
    for _ in range(2):
        send(house, doors, mailbox.port)
    (letter,) = mailbox.letters
    assert letter["To"] == EMAIL and "สำหรับเจ้าหน้าที่" in letter["Subject"]
    text = letter.get_body(("plain",))
    assert text
    (token,) = re.findall(r"/sign-in/link\?token=([\w.-]+)", text.get_content())
    visitor = desk.ask("read_link", by=PUBLIC, purpose="sign-in", token=token)
    assert visitor == {"account": ACCOUNT, "about": SECRET}
    assert left(house) == 0


def test_while_no_server_takes_it_it_waits_until_its_link_is_over(
    house: House, desk: Desk, doors: Doors, mailbox: Mailbox
) -> None:
    house.hear(committee())
    ask(desk)
    send(house, doors, free_port())
    assert left(house) == 1
    send(house, doors, mailbox.port)
    assert mailbox.letters == [], "another has it in hand"
    house.store.db[LETTERS].update_many({}, {"$set": {"due_at": clock.now(), "until": clock.now()}})
    send(house, doors, mailbox.port)
    assert (mailbox.letters, left(house)) == ([], 0)

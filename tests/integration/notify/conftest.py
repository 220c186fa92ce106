import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chassis import commands, eventlog, failed, inbox
from chassis.links import of_secret
from chassis.mongo import Store
from notify import store as notify
from notify.broadcasts import store as broadcasts
from notify.by_hand import waiting
from notify.channels.email import Email, Server
from notify.config import Post
from notify.doors import Doors
from notify.incoming import store as incoming
from notify.incoming.addresses import Addresses
from notify.outgoing.sender import Sender
from notify.outgoing.throttle import UNLIMITED, Rates
from notify.routing import EMAIL
from tests.integration.notify.desk import Desk
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox, open_mailbox
from tests.support.databases import Databases

SENDER = "ฝ่ายเลขานุการ <office@secretariat.example>"
TIMEOUT = 5.0


@pytest.fixture
def house(databases: Databases, store: Store) -> House:
    databases.prepare(
        store,
        [
            *notify.INDEXES,
            *waiting.INDEXES,
            *incoming.INDEXES,
            *broadcasts.INDEXES,
            *inbox.INDEXES,
            *failed.INDEXES,
            *commands.INDEXES,
            *eventlog.INDEXES,
        ],
    )
    return House(store)


@pytest.fixture
def doors(keys: Path) -> Doors:
    return Doors("https://wara.example", of_secret(keys / "letter.key"))


@pytest.fixture
def desk(house: House, keys: Path) -> Desk:
    return Desk(house.store, keys, "https://wara.example")


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with open_mailbox() as mailbox:
        yield mailbox


@pytest.fixture
def new_sender(store: Store, mailbox: Mailbox, doors: Doors) -> Iterator[Callable[..., Sender]]:
    """Makes senders for the mailbox, or for another port; each has a connection of its own."""
    made: list[Sender] = []

    def make(
        port: int = mailbox.port, lanes: int = 2, rates: Rates = UNLIMITED, timeout: float = TIMEOUT
    ) -> Sender:
        smtp = Server.read(f"smtp://127.0.0.1:{port}", SENDER, timeout)
        addresses = Addresses("answers@secretariat.example", doors.links.secrets)
        post = Post(
            smtp=smtp,
            sender=SENDER,
            domain="secretariat.example",
            doors=doors,
            addresses=addresses,
            rates=rates,
        )
        made.append(Sender(store, [{EMAIL: Email(smtp)} for _ in range(lanes)], post))
        return made[-1]

    yield make
    for sender in made:
        sender.close()


@pytest.fixture
def send(new_sender: Callable[..., Sender]) -> Callable[[], int]:
    """Sends what is due now; how much that was."""
    sender, stop = new_sender(), threading.Event()
    return lambda: sender.send_due(stop)

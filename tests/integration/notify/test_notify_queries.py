"""Every query that notify makes has an index behind it."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import combinations
from typing import Any

import pytest
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

from chassis import clock
from chassis.call import Caller
from chassis.mongo import Store
from notify import store as notify
from notify.broadcasts import store as broadcasts
from notify.by_hand import waiting
from notify.doors import Doors
from notify.editing import store as editing
from notify.handlers import broadcast_jobs as jobs
from notify.handlers import contact_lists
from notify.incoming import store as incoming
from notify.outgoing import clearing, orders, retention
from notify.outgoing.deliveries import DELIVERIES
from tests.integration.notify.desk import Desk, representing
from tests.integration.notify.facts import (
    COMMITTEE,
    DEPUTY,
    MEETING,
    MEMBER,
    PERSON,
    committee,
    meeting,
    member,
    moved,
    person,
    published,
    submitted,
)
from tests.integration.notify.house import House
from tests.integration.notify.test_digests import make_digests
from tests.integration.notify.test_forgetting import ERASED
from tests.support.plans import listened, stages
from tests.support.servers import Servers

Find = tuple[str, dict[str, Any], dict[str, int]]
INDEXED = (*notify.INDEXES, *waiting.INDEXES, *incoming.INDEXES, *broadcasts.INDEXES)
OWN = {index.collection for index in INDEXED} | {
    notify.COMMITTEES,
    notify.MEMBERS,
    notify.PROPOSALS,
    editing.TEMPLATES,
    editing.VERSIONS,
}
FILTERS = {
    "status": "queued",
    "template": "welcome",
    "about": f"meetings/{MEETING}",
    "member": MEMBER,
    "committee": COMMITTEE,
}


class Finds(CommandListener):
    """The finds that were made in our own collections: how many, and one of each shape."""

    def __init__(self) -> None:
        self.seen: dict[str, Find] = {}
        self.made = 0
        self.of = Counter[str]()

    def started(self, event: CommandStartedEvent) -> None:
        command = event.command
        if event.command_name == "find" and command["find"] in OWN:
            sort = dict(command.get("sort", {}))
            shape = f"{command['find']} {sorted(command['filter'])} {sort}"
            self.seen.setdefault(shape, (command["find"], dict(command["filter"]), sort))
            self.made += 1
            self.of[command["find"]] += 1

    def succeeded(self, event: CommandSucceededEvent) -> None: ...

    def failed(self, event: CommandFailedEvent) -> None: ...


@pytest.fixture
def finds() -> Finds:
    return Finds()


@pytest.fixture
def store(servers: Servers, database: str, finds: Finds) -> Iterator[Store]:
    with listened(servers.mongodb_uri, database, finds) as store:
        yield store


def ask_everything(desk: Desk) -> None:
    """Every list, with any of its filters, from the beginning and from a cursor."""
    for size in range(len(FILTERS) + 1):
        for names in combinations(FILTERS, size):
            where: dict[str, Any] = {name: FILTERS[name] for name in names}
            desk.ask("list_notifications", **where)
            desk.ask("list_notifications", after="0198a6c0", **where)
    desk.ask("count_notifications")
    desk.ask("get_personal_data", id=PERSON)
    desk.ask("preview_recipients", committee=COMMITTEE, members=[MEMBER])
    desk.ask("get_performance")
    desk.ask("get_performance", committee=COMMITTEE)
    desk.ask("list_contacts", channel="post")
    desk.ask("list_contacts", channel="post", committee=COMMITTEE, template="welcome", after="0198a6c0")
    desk.ask("list_mails")
    me = representing(MEMBER)
    desk.ask("list_inbox", by=me)
    desk.ask("list_inbox", by=me, after="0198a6c0")
    desk.ask("read_inbox", by=me)
    desk.ask("register_webhook", by=me, url="https://hooks.example/")
    desk.ask("test_webhook", by=me)
    desk.ask("follow_inboxes", by=Caller.SYSTEM, after=0, people=[PERSON])
    ask_about_broadcasts(desk)
    desk.ask("list_mails", after="0198a6c0", state="resolved")
    desk.ask("resume_parked", template="welcome")
    for state in ("standing", "lifted"):
        desk.ask("list_suppressions", state=state)
        desk.ask("list_suppressions", state=state, after="0198a6c0")
    [delivered, *_] = desk.ask("list_notifications", status="delivered")["items"]
    desk.ask("get_letter", id=delivered["id"])
    desk.ask("list_templates")
    desk.ask("withdraw_template", name="welcome", language="en")
    desk.ask("list_template_versions", name="welcome", after="9")
    desk.ask("get_template_version", name="welcome", number=1)


def ask_about_broadcasts(desk: Desk) -> None:
    words: dict[str, Any] = {"subject": {"th": "ย้าย"}, "body": {"th": "ย้ายแล้ว"}}
    audience = {"members": [MEMBER], "without": [MEMBER], "invited_to": MEETING, "coming_to": MEETING}
    id = desk.ask("draft_broadcast", **words, audience=audience)["id"]
    desk.ask("count_broadcast", id=id)
    desk.ask("list_broadcasts")
    desk.ask("list_broadcasts", status="draft")
    desk.ask("list_broadcasts", after="0198a6c0")
    desk.ask("get_broadcast_progress", id=id)


def work_on_broadcasts(store: Store) -> None:
    for job in store.read(lambda tx: broadcasts.due(tx, 9)):
        store.transact(partial(jobs.count, job=job))


def test_no_query_scans_a_collection(house: House, desk: Desk, send: Any, doors: Doors, finds: Finds) -> None:
    house.hear(committee(), member(), person(), submitted(), meeting("convened"), moved(3, 1))
    send()
    ask_everything(desk)
    house.store.read(contact_lists.pointless)
    house.hear(person("revised", 2, status="confirmed", digest="daily"), published())
    make_digests(house, doors)
    orders.carry_out(house.store)
    retention.remove(house.store, clock.now())
    clearing.clear(house.store, clock.now())
    work_on_broadcasts(house.store)
    house.hear(ERASED)
    scans = [find for find in finds.seen.values() if scanned(house.store, find)]
    assert "\n".join(map(str, scans)) == ""
    assert {find[0] for find in finds.seen.values()} >= OWN - {notify.PROPOSALS}


@pytest.mark.parametrize("status", ["queued", "delivered"])
def test_counting_looks_at_one_state_at_a_time(house: House, status: str) -> None:
    assert not scanned(house.store, ("notifications", {"status": status}, {}))


def test_who_comes_late_costs_no_more_queries_however_much_was_announced(house: House, finds: Finds) -> None:
    def made_for(comer: str) -> int:
        before = finds.made
        house.hear(person(id=comer))
        return finds.made - before

    house.hear(committee(), member(), meeting("convened"), submitted(version=2))
    few = made_for(PERSON)
    house.hear(*(submitted(version=version) for version in range(3, 12)))
    assert made_for(DEPUTY) == few
    assert len(house.rows("proposal-receipt")) == 10 + 10


def test_the_words_of_a_template_are_looked_up_once_a_lot(house: House, send: Any, finds: Finds) -> None:
    house.hear(committee(), member())
    house.hear_together(
        *(person(id=f"{PERSON[:-2]}{n}", email=f"rep{n}@org1.example") for n in range(10, 20))
    )
    (lot,) = house.store.db[DELIVERIES].find()
    before = finds.of[editing.TEMPLATES]
    send()
    assert (len(lot["letters"]), finds.of[editing.TEMPLATES] - before) == (10, 1)


def scanned(store: Store, find: Find) -> bool:
    collection, where, sort = find
    query = store.db[collection].find(where)
    plan = (query.sort(list(sort.items())) if sort else query).explain()["queryPlanner"]["winningPlan"]
    return "COLLSCAN" in stages(plan) and not set(where) <= {"_id"}

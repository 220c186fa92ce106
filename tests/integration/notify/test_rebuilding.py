"""What notify keeps is built anew from the logs of membership and agenda, while it works."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import cast

import pymongo
import pytest

from chassis.envelope import Event
from chassis.erasure import forget
from chassis.eventlog import RESTRICTED, EventLog
from chassis.generations import read_generations
from chassis.ids import new_id
from chassis.mongo import Origin, Store
from notify.store import PROJECTIONS
from tests.integration.notify.corner import SUBJECTS, Corner, builders, history, joining
from tests.integration.notify.facts import DEPUTY, PERSON, committee, member, person
from tests.integration.notify.mailbox import Mailbox
from tests.integration.notify.sources import Row, Sources, from_scratch, kept
from tests.integration.notify.test_forgetting import ERASED, IN_OFFICE
from tests.support.polling import until
from tests.support.servers import database_name
from tests.support.services import process
from wara import rebuild
from wara.problem import Problem
from wara.programs import Plan
from wara.rebuild import Rebuilding
from wara.site import Site

PAUSE_SECONDS = 0.2  # of those who tell on during a rebuild


@pytest.fixture
def database(client: "pymongo.MongoClient[dict[str, object]]") -> Iterator[str]:
    """The test's own: who read the generation before may, as no time is given to them here, write into it
    after it was dropped. The embedded store lists no such collection, and the next test would find the rows
    in the generation of the same number."""
    name = database_name()
    yield name
    client.drop_database(name)


@pytest.fixture
def site(store: Store, amqp_uri: str) -> Iterator[Corner]:
    names = {"membership": database_name(), "agenda": database_name()}
    stores = {service: Store(store.client, name) for service, name in names.items()}
    yield Corner(cast(Plan, None), store.client, {**stores, "notify": store}, amqp_uri)
    for name in names.values():
        store.client.drop_database(name)


@pytest.fixture
def sources(site: Corner) -> Iterator[Sources]:
    others = {name: store for name, store in site.stores.items() if name != "notify"}
    with Sources.opened(others, site.uri) as sources:
        yield sources


@pytest.fixture
def builder(site: Corner, store: Store) -> Iterator[None]:
    """The part of `work` that keeps what is told again, twice."""
    with builders(site, store, 2):
        yield


@pytest.fixture
def work(env: dict[str, str], mailbox: Mailbox, keys: Path, tmp_path: Path) -> Iterator[None]:
    """Two of them, as in production."""
    told = {
        **env,
        "SMTP_URI": mailbox.uri,
        "MAIL_FROM": "office@secretariat.example",
        "PUBLIC_URL": "https://wara.example",
        "LINK_SECRET_FILE": str(keys / "letter.key"),
    }
    with ExitStack() as both:
        for name in ("first", "second"):
            log = tmp_path / f"{name}.log"
            both.enter_context(process(["notify", "work"], {**told, "INSTANCE": name}, log))
        yield


def heard(store: Store, sources: Sources) -> None:
    """Everything told is heard, and every letter about it is out."""
    until(lambda: store.db.inbox.count_documents({}) == sources.told, 40, every=0.2)
    out = {"$nin": ["delivered", "cancelled", "suppressed"]}
    until(lambda: store.db.notifications.count_documents({"status": out}) == 0, 25)


def spoil(store: Store) -> None:
    """As a mistaken handler would have left it: rows lost, wrong, and newer than anything to come."""
    db = store.db
    db.members.delete_many({"status": "suspended"})
    db.representatives.update_many({}, {"$set": {"version": 1_000, "language": "en"}})
    db.meetings.delete_many({})
    db.proposals.insert_one({"_id": new_id(), "version": 1, "title": {"th": "ไม่มีจริง"}})


def letters(store: Store) -> list[str]:
    return sorted(row["key"] for row in store.db.notifications.find({}))


def go(site: Site, midway: Callable[[], object] = lambda: None) -> list[str]:
    """What was said; `midway` happens when the facts are on their way."""
    said: list[str] = []

    def report(line: str) -> None:
        said.append(line)
        if "told again" in line:
            midway()

    Rebuilding(site, "notify", report, readers_seconds=0).run()
    return said


@pytest.mark.usefixtures("work")
def test_under_load_it_is_as_from_scratch_and_nobody_is_told_twice(
    site: Corner, store: Store, sources: Sources, mailbox: Mailbox
) -> None:
    sources.tell(*history())
    heard(store, sources)
    before = letters(store)
    spoil(store)
    enough, joined = threading.Event(), []

    def tell_on() -> None:
        while not enough.wait(PAUSE_SECONDS):
            joined.append(new_id())
            sources.tell(*joining(joined[-1], new_id()))

    telling = threading.Thread(target=tell_on)
    telling.start()
    try:
        go(site)
        go(site)
    finally:
        enough.set()
        telling.join()
    heard(store, sources)
    assert read_generations(store.db).current == 2
    assert kept(store) == scratch(site, sources)
    new = set(letters(store)) - set(before)
    assert set(before) <= set(letters(store))
    assert len([key for key in new if "|welcome|" in key]) == len(joined)
    assert len(set(mailbox.message_ids)) == len(mailbox.letters)
    assert len(mailbox.letters) == store.db.notifications.count_documents({"status": "delivered"})


@pytest.mark.usefixtures("builder")
def test_it_says_what_it_does_and_clears_what_it_replaces(
    site: Corner, store: Store, sources: Sources
) -> None:
    sources.tell(*history())
    assert go(site) == [
        f"notify: {SUBJECTS} facts are told again",
        f"notify: {SUBJECTS} are kept",
        "notify: generation 1 is in use; its predecessor's readers finish",
        "notify: done",
    ]
    assert kept(store) == scratch(site, sources)
    go(site)
    assert left(store) == {f"{name}_g2" for name in PROJECTIONS}
    indexes = store.db.representatives_g2.index_information()
    assert "representatives_under" in indexes


@pytest.mark.usefixtures("builder")
def test_interrupted_it_changes_nothing_and_can_be_begun_anew(
    site: Corner, store: Store, sources: Sources
) -> None:
    sources.tell(*history())

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(site, interrupt)
    now = read_generations(store.db)
    assert (now.current, now.building) == (0, None)
    go(site)
    assert kept(store) == scratch(site, sources)
    assert left(store) == {f"{name}_g2" for name in PROJECTIONS}


@pytest.mark.usefixtures("builder")
def test_the_one_begun_later_goes_on(site: Corner, store: Store, sources: Sources) -> None:
    sources.tell(*history())
    with pytest.raises(Problem, match="Another rebuild"):
        go(site, lambda: go(site))
    assert read_generations(store.db).current == 2
    assert kept(store) == scratch(site, sources)


@pytest.mark.usefixtures("builder")
def test_it_refuses_what_would_lose_a_fact(site: Corner, store: Store, sources: Sources) -> None:
    sources.tell(*history())
    kind, subject, version, data, at = member("suspended", 9)
    sources.tell((kind, subject, version, {"id": data["id"]}, at))
    with pytest.raises(Problem, match="1 facts could not be kept; nothing was changed"):
        go(site)
    assert read_generations(store.db).current == 0


@pytest.mark.usefixtures("builder")
def test_who_was_erased_is_not_built_anew(site: Corner, store: Store, sources: Sources) -> None:
    """Their log is blanked, to the last but one entry; a source that was restored may have blanked all."""
    sources.tell(committee(), member(), *IN_OFFICE, person(id=DEPUTY), ERASED)
    membership = site.stores["membership"]
    told = EventLog(membership.db, RESTRICTED).after(0, 10)
    for cause in (Event.from_dict(told[-1]["event"]), None):
        membership.transact(partial(forget, subject=f"representatives/{PERSON}"), Origin(cause=cause))
        go(site)
        people = {row["_id"]: row for row in kept(store)["representatives"]}
        assert people[DEPUTY]["email"] == "rep1@org1.example"
        assert "email" not in people.get(PERSON, {})


def test_without_a_work_process_it_says_so(
    site: Corner, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuild, "PREPARED_SECONDS", 0.5)
    with pytest.raises(Problem, match="No notify-work answers"):
        go(site)
    assert read_generations(store.db).building is None


def test_one_that_stops_in_the_middle_leaves_it_to_the_next(
    site: Corner, store: Store, sources: Sources
) -> None:
    sources.tell(*history())
    with ExitStack() as first, ExitStack() as second:
        first.enter_context(builders(site, store, 1))

        def change_over() -> None:
            first.close()
            second.enter_context(builders(site, store, 1))

        go(site, change_over)
        assert kept(store) == scratch(site, sources)


def left(store: Store) -> set[str]:
    """The collections of any generation that exist."""
    names = store.db.list_collection_names()
    return {name for name in names if name.split("_g")[0] in (*PROJECTIONS, "inbox") and name != "inbox"}


def scratch(site: Corner, sources: Sources) -> dict[str, list[Row]]:
    return from_scratch(site.stores["agenda"], sources.entries())

"""Around a rebuild of notify: a site of the test's own, builders, and a history to build from."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from chassis.clock import to_wire
from chassis.ids import new_id
from chassis.mongo import Store
from chassis.rebuild import Rebuild
from notify.store import INDEXES, PROJECTIONS
from notify.worker import SUBSCRIPTIONS
from tests.integration.notify.facts import LONG_AGO, Fact, committee, meeting, member, moved, person, proposal
from wara.site import Site

MEMBERS = 12
SUBJECTS = 2 * MEMBERS + 3
"""Members, their representatives, the committee, a meeting and a proposal."""


@dataclass(frozen=True)
class Corner(Site):
    """A site of this test's own databases and broker."""

    stores: dict[str, Store]
    uri: str

    def store(self, service: str) -> Store:
        return self.stores[service]

    @property
    def amqp_uri(self) -> str:
        return self.uri


@contextmanager
def builders(site: Corner, store: Store, count: int) -> Iterator[None]:
    stop = threading.Event()
    made = [Rebuild(store, "notify", site.uri, SUBSCRIPTIONS, PROJECTIONS, INDEXES) for _ in range(count)]
    threads = [threading.Thread(target=one.run, args=(stop,)) for one in made]
    for thread in threads:
        thread.start()
    yield
    stop.set()
    for thread in threads:
        thread.join()


def joining(organisation: str, representative: str) -> list[Fact]:
    return [
        member("applied", 1, id=organisation, status="submitted"),
        member("admitted", 2, id=organisation),
        person("nominated", 1, id=representative, member=organisation),
        person("confirmed", 2, id=representative, member=organisation),
    ]


def merging(double: tuple[str, str], into: str) -> list[Fact]:
    organisation, representative = double
    served = [{"member": organisation, "confirmed_at": to_wire(LONG_AGO)}]
    return [
        member("merged", 3, id=organisation, merged_into=into),
        person("revised", 3, id=representative, member=into, status="confirmed", served_for=served),
    ]


def history() -> list[Fact]:
    """Members come, change, are merged and go; a meeting is moved twice; a proposal goes its way."""
    people = [(new_id(), new_id()) for _ in range(MEMBERS)]
    told = [committee(), *(fact for pair in people for fact in joining(*pair))]
    told += [meeting("convened", 2), moved(3, 1, 1), moved(4, 2, 2)]
    for organisation, representative in people[::3]:
        told.append(member("suspended", 3, id=organisation))
        told.append(person("ended", 3, id=representative, member=organisation))
    told += merging(people[4], into=people[5][0])
    first = people[1][0]
    told.append(proposal("submitted", "submitted", 2, proposed_by=first))
    told.append(proposal("admitted", "admissible", 3, proposed_by=first))
    return told

"""What the services tell in the process of a test is held against its promise, each event as it is kept."""

from collections.abc import Iterator

import pytest

from chassis import envelope, outbox
from chassis.envelope import Event
from tests.support.promised import broken
from wara.definitions import SERVICES


@pytest.fixture(scope="session", autouse=True)
def promises() -> Iterator[None]:
    """Those of the tests' own services are promised to nobody."""
    found = set[str]()

    def encode(event: Event) -> bytes:
        if event.source in SERVICES and (wrong := broken(event.to_dict())):
            found.add(wrong)
        return envelope.encode(event)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outbox, "encode", encode)
        yield
    assert not found, sorted(found)[:5]

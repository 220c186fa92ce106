"""Who listens in a process hears what its transactions rang for, once that is kept."""

import pytest

from chassis.mongo import Store, Transaction


@pytest.fixture
def heard(store: Store) -> list[int]:
    """How many letters there were, each time that the listener was woken."""
    store.make_collection("letters")
    heard: list[int] = []
    store.listen("letters", lambda: heard.append(store.db.letters.count_documents({})))
    return heard


def write(tx: Transaction) -> None:
    tx.db.letters.insert_one({}, session=tx.session)
    tx.ring("letters")
    tx.ring("letters")


def test_it_is_heard_once_and_when_it_is_there(store: Store, heard: list[int]) -> None:
    store.transact(write)
    store.transact(write)
    assert heard == [1, 2]


def test_what_was_not_kept_is_not_heard(store: Store, heard: list[int]) -> None:
    def fail(tx: Transaction) -> None:
        write(tx)
        raise LookupError

    with pytest.raises(LookupError):
        store.transact(fail)
    assert heard == []


def test_what_rang_for_another_collection_is_not_heard(store: Store, heard: list[int]) -> None:
    store.transact(lambda tx: tx.ring("parcels"))
    assert heard == []

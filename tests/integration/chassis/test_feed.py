"""The feed's pages: in order, whole, as far as one likes, and never more than a reply holds."""

from typing import Any

import pytest

from chassis import eventlog, feed
from chassis.errors import Invalid
from chassis.eventlog import PUBLIC, EventLog
from chassis.feed import Feed
from chassis.ids import new_id
from chassis.mongo import Store

COUNTED, RARE, NEVER = "echo.counter.counted.v1", "echo.counter.reset.v1", "echo.counter.lost.v1"


def row(type: str, note: str = "") -> dict[str, Any]:
    id = new_id()
    event = {"specversion": "1.0", "id": id, "type": type, "source": "echo", "data": {"note": note}}
    return {"_id": id, "aggregate": "counters/a", "event": event}


@pytest.fixture
def log(store: Store) -> EventLog:
    store.prepare([*eventlog.INDEXES, *feed.INDEXES])
    return EventLog(store.db, PUBLIC)


def sequences(page: dict[str, Any]) -> list[int]:
    return [event["sequence"] for event in page["items"]]


def read_all(store: Store, limit: int, *types: str) -> list[int]:
    """As a client does: on from `scanned_to` until there is no `next`."""
    seen, after = list[int](), 0
    while True:
        page = Feed(store.db).page(after, limit, types)
        assert all(after < sequence <= page["scanned_to"] for sequence in sequences(page))
        seen += sequences(page)
        after = page["scanned_to"]
        if page["next"] is None:
            return seen
        assert page["next"] == page["scanned_to"]


def test_an_empty_log_has_an_empty_page(store: Store, log: EventLog) -> None:
    assert Feed(store.db).page(0, 100) == {"items": [], "next": None, "scanned_to": 0}
    assert Feed(store.db).page(0, 100, [COUNTED]) == {"items": [], "next": None, "scanned_to": 0}


def test_pages_give_the_whole_log_in_order(store: Store, log: EventLog) -> None:
    log.append([row(COUNTED) for _ in range(250)])
    first = Feed(store.db).page(0, 100)
    assert (sequences(first), first["next"], first["scanned_to"]) == (list(range(1, 101)), 100, 100)
    assert Feed(store.db).page(150, 100) == {**Feed(store.db).page(150, 100), "next": None, "scanned_to": 250}
    assert read_all(store, 100) == read_all(store, 7) == list(range(1, 251))


def test_rare_types_are_found_however_far_they_lie(store: Store, log: EventLog) -> None:
    rows = [row(COUNTED) for _ in range(3000)]
    rows[2] = row(RARE)
    rows[2998] = row(RARE)
    log.append(rows)
    page = Feed(store.db).page(3, 100, [RARE, NEVER, RARE])
    assert (sequences(page), page["next"], page["scanned_to"]) == ([2999], None, 3000)
    assert read_all(store, 1, RARE) == [3, 2999]
    assert read_all(store, 100, NEVER) == []
    assert read_all(store, 100, RARE, COUNTED) == list(range(1, 3001))
    assert read_all(store, 100, COUNTED) == [n for n in range(1, 3001) if n not in (3, 2999)]


def test_a_search_that_takes_long_says_how_far_it_came(
    store: Store, log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append([row(COUNTED) for _ in range(300)] + [row(RARE)])
    monkeypatch.setattr(feed, "SEARCH_SECONDS", 0)
    assert Feed(store.db).page(0, 10, [RARE]) == {"items": [], "next": 20, "scanned_to": 20}
    assert read_all(store, 10, RARE) == [301]


def test_large_events_make_short_pages(store: Store, log: EventLog) -> None:
    log.append([row(COUNTED, "ก" * 20_000) for _ in range(30)])
    page = Feed(store.db).page(0, 100)
    assert 1 < len(page["items"]) < 30
    assert page["next"] == page["scanned_to"] == len(page["items"])
    assert read_all(store, 100) == read_all(store, 100, COUNTED) == list(range(1, 31))


def test_a_page_holds_as_many_as_are_asked_for_and_never_more_than_500(store: Store, log: EventLog) -> None:
    log.append([row(COUNTED) for _ in range(1001)])
    first = Feed(store.db).page(0, 1000)
    assert (sequences(first), first["next"]) == (list(range(1, 501)), 500)
    second = Feed(store.db).page(500, 500)
    assert (len(second["items"]), second["next"]) == (500, 1000)
    assert Feed(store.db).page(501, 500)["next"] is None


def test_what_is_logged_while_a_page_is_read_leaves_no_gap_in_it(store: Store, log: EventLog) -> None:
    log.append([row(COUNTED) for _ in range(5)])
    store.db.events.delete_one({"_id": 4})
    page = Feed(store.db).page(1, 100)
    assert (sequences(page), page["next"], page["scanned_to"]) == ([2, 3], None, 3)


def test_a_cursor_from_beyond_the_end_is_refused(store: Store, log: EventLog) -> None:
    log.append([row(COUNTED)])
    assert Feed(store.db).page(1, 100)["items"] == []
    with pytest.raises(Invalid) as refused:
        Feed(store.db).page(2, 100)
    assert refused.value.fields == {"after": ["beyond_the_end"]}


def test_a_search_uses_the_index_of_types(store: Store, log: EventLog) -> None:
    log.append([row(COUNTED) for _ in range(10)])
    wanted = {"type": RARE, "sequence": {"$gt": 1, "$lte": 9}}
    plan = store.db.events.find(wanted).sort("sequence", 1).explain()["queryPlanner"]["winningPlan"]
    assert "events_type_sequence" in str(plan), plan

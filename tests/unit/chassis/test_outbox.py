"""What waits to be told: one event a row or many, taken in order a batch at a time."""

from typing import Any

from chassis.outbox import PACKED, Backlog, read

Row = dict[str, Any]


def event(aggregate: str, version: int, position: int = 0) -> Row:
    return {"_id": f"{aggregate}{version}{position}", "aggregate": aggregate, "version": version} | {
        "position": position
    }


def parcel(id: str, *events: Row) -> Row:
    return {"_id": id, PACKED: list(events)}


def ids(events: list[Row]) -> list[str]:
    return [one["_id"] for one in events]


def test_events_are_in_order_whichever_row_they_are_in() -> None:
    rows = [parcel("p", event("b", 1), event("a", 2)), event("b", 2, 1), event("b", 2), event("a", 1)]
    taken, done = Backlog(rows).take(10)
    assert ids(taken) == ["a10", "a20", "b10", "b20", "b21"]
    assert set(done) == {"p", "b21", "b20", "a10"}


def test_a_row_is_done_with_when_its_last_event_is_taken() -> None:
    backlog = Backlog([parcel("p", *(event("a", version) for version in range(1, 6))), event("b", 1)])
    taken = [backlog.take(2) for _ in range(4)]
    assert [ids(events) for events, _ in taken] == [["a10", "a20"], ["a30", "a40"], ["a50", "b10"], []]
    assert [done for _, done in taken] == [[], [], ["p", "b10"], []]
    assert not backlog


def test_no_more_rows_are_read_than_the_events_asked_for() -> None:
    left = iter([event("a", 1), parcel("p", event("b", 1), event("b", 2)), event("c", 1)])
    assert len(read(left, most=3)) == 3
    assert ids(list(left)) == ["c10"]


def test_what_was_never_written_by_a_service_is_a_row_by_itself() -> None:
    strange: list[Row] = [{"_id": "bare"}, {"_id": "text", PACKED: "text"}, {"_id": "none", PACKED: []}]
    strange += [{"_id": "numbers", PACKED: [1, 2]}, {"_id": "nameless", PACKED: [{"aggregate": "a"}]}]
    taken, done = Backlog([*strange, event("a", 1) | {"version": "one"}]).take(9)
    assert sorted(ids(taken)) == ["a10", "bare", "nameless", "none", "numbers", "text"]
    assert sorted(done) == ["a10", "bare", "nameless", "none", "numbers", "text"]

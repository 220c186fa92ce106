"""One record altered, removed, inserted or moved, wherever it is: the chain names it."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis import chain
from chassis.chain import DIGEST, ERASED, HASH, SALT, START, Link
from wara.verifying import ALTERED, INSERTED, REMOVED, Fault, first_fault

Entry = dict[str, Any]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
DATA = st.dictionaries(TEXTS, TEXTS | st.integers() | st.lists(TEXTS, max_size=2), max_size=3)
PARTS = ("data", SALT, DIGEST, HASH, ERASED, "logged_at", "type", "by", "place", "more")
CHAINS = st.lists(DATA, min_size=2, max_size=6)


def tied(datas: list[Any], first: int = 1, link: Link | None = None, salted: bool = True) -> list[Entry]:
    entries = [entry(number, data) for number, data in enumerate(datas, first)]
    chain.tie(entries, link or Link(), salted=salted)
    return entries


def entry(number: int, data: Any) -> Entry:
    event = {"id": f"event {number}", "sequence": number, "type": "t", "data": data}
    origin = {"by": "somebody", "place": "somewhere", "asked": "m"}
    return {
        "_id": number,
        "sequence": number,
        "event_id": f"event {number}",
        "type": "t",
        "event": event,
        "origin": origin,
    }


def fault(entries: list[Entry], last: int | None = None, **more: Any) -> Fault | None:
    """As of rows that come in their sequence."""
    heads, blank = more.get("heads", {}), more.get("forgotten", set())
    rows = sorted(entries, key=lambda one: one["sequence"])
    return first_fault(rows, more.get("begins", 1), last or len(entries), heads, blank.__contains__)


def named(found: Fault | None) -> tuple[object, str]:
    assert found is not None
    return found.sequence, found.what


@given(CHAINS, st.booleans(), st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_changed_in_a_record_it_is_named(
    datas: list[Any], salted: bool, draw: st.DataObject
) -> None:
    entries = tied(datas, salted=salted)
    assert fault(entries) is None
    at = draw.draw(st.integers(0, len(entries) - 1))
    changed = copy.deepcopy(entries)
    one = changed[at]
    where = draw.draw(st.sampled_from(PARTS))
    if where == "data":
        one["event"]["data"] = {**one["event"]["data"], "more": "than it said"}
    elif where in (SALT, DIGEST, HASH):
        one[where] = bytes(32)
    elif where in ("by", "place"):
        one["origin"][where] = "another"
    else:
        one[where] = "2018-01-31T02:00:00.000Z"
    assert named(fault(changed)) == (at + 1, ALTERED)


@given(CHAINS, st.data())
@settings(max_examples=40, deadline=None)
def test_what_is_removed_inserted_or_swapped_is_named(datas: list[Any], draw: st.DataObject) -> None:
    entries = tied(datas)
    at = draw.draw(st.integers(0, len(entries) - 1))
    without = entries[:at] + entries[at + 1 :]
    assert named(fault(without, len(entries))) == (at + 1, REMOVED)
    double = copy.deepcopy(entries[at]) | {"_id": "another"}
    assert named(fault([*entries, double], len(entries))) == ("another", INSERTED)
    assert named(fault([*without, double], len(entries))) == ("another", INSERTED)
    forged = tied([{}], first=len(entries) + 1)
    assert named(fault([*entries, *forged])) == (len(entries) + 1, ALTERED)
    other = (at + 1) % len(entries)
    low, high = sorted((at, other))
    swapped = copy.deepcopy(entries)
    swapped[low], swapped[high] = swapped[high], swapped[low]
    for number, one in enumerate(swapped, 1):
        one["_id"] = one["sequence"] = one["event"]["sequence"] = number
    assert named(fault(swapped)) == (low + 1, ALTERED)


def test_one_chain_is_tied_in_portions() -> None:
    first = tied([{"a": 1}, {"a": 2}])
    assert fault([*first, *tied([{"a": 3}], 3, Link.of(first[-1]))]) is None


def test_no_entry_is_older_than_the_one_before() -> None:
    later = "2999-01-01T00:00:00.000Z"
    (one,) = tied([{}], link=Link(logged_at=later))
    assert one["logged_at"] == later


def test_a_chain_that_was_made_anew_or_cut_off_does_not_fit_a_head() -> None:
    entries = tied([{"a": n} for n in range(4)])
    heads = {4: {entries[3][HASH].hex()}}
    assert fault(entries, heads=heads) is None
    anew = tied([{"a": 0}, {"a": "another"}, {"a": 2}, {"a": 3}])
    assert named(fault(anew, heads=heads))[0] == 4
    assert named(fault(entries[:3], last=4)) == (4, REMOVED)


def test_a_chain_may_begin_where_the_log_is_older() -> None:
    assert fault(tied([{}, {}], first=7), last=8, begins=7) is None


def test_a_chain_begins_no_later_than_a_head_says() -> None:
    """Else what is to be hidden would only have to lie before its beginning."""
    entries, heads = tied([{}, {}], first=7), {3: {"ab"}, 8: {"cd"}}
    assert named(fault(entries, last=8, begins=7, heads=heads)) == (3, REMOVED)
    assert named(fault([], last=8, begins=9, heads=heads)) == (3, REMOVED)


def blanked(one: Entry) -> Entry:
    left = copy.deepcopy(one) | {ERASED: "then"}
    left["event"]["data"] = {}
    del left[SALT]
    return left


def test_a_record_may_be_blank_only_where_somebody_was_forgotten() -> None:
    entries = tied([{"name": "a"}, {"name": "b"}])
    left = [blanked(entries[0]), entries[1]]
    assert fault(left, forgotten={1}) is None
    assert named(fault(left)) == (1, ALTERED)
    left[0]["type"] = "another"
    assert named(fault(left, forgotten={1})) == (1, ALTERED)


def test_what_is_left_of_a_blanked_record_cannot_be_guessed() -> None:
    """The same data have another digest each time, and the salt is gone with them."""
    one, other = (tied([{"name": "a"}])[0] for _ in range(2))
    assert one["digest"] != other["digest"]
    assert SALT not in blanked(one)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one.pop(HASH),
        lambda one: one.pop("digest"),
        lambda one: one.pop(SALT),
        lambda one: one.update(event="text"),
        lambda one: one.update(hash=None),
    ],
)
def test_what_is_no_entry_any_more_is_altered(spoil: Callable[[Entry], Any]) -> None:
    entries = tied([{"a": 1}, {"a": 2}])
    spoil(entries[0])
    assert not chain.holds(entries[0], START)
    assert named(fault(entries)) == (1, ALTERED)

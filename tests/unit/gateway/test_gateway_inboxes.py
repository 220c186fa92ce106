"""Streams of inboxes over a notify that only remembers what it was asked."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import eventlet
import pytest

from chassis.errors import Invalid, Unavailable
from gateway import inboxes
from gateway.inboxes import Inboxes
from gateway.streams import follower, room
from gateway.streams import stream as streaming
from gateway.streams.room import Room

ONE, OTHER = "person-1", "person-2"


class Notify:
    """Its log as a list of people; who is told something is told it under the next number."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.gone: set[str] = set()
        self.asked: list[dict[str, Any]] = []
        self.refusals: list[Exception] = []

    def __call__(self, service: str, method: str, body: dict[str, Any], **about: Any) -> dict[str, Any]:
        assert (service, method, about["caller"].id) == ("notify", "follow_inboxes", "system")
        self.asked.append(body)
        if self.refusals:
            raise self.refusals.pop()
        through = min(body["after"] + 10, len(self.log))
        items = [
            {"sequence": number, "person": person, "entry": {"id": f"n{number}", "withdrawn": number == 99}}
            for number, person in enumerate(self.log[:through], start=1)
            if number > body["after"] and person in body["people"]
        ]
        more = through if through < len(self.log) else None
        return {"items": items, "gone": sorted(self.gone), "next": more, "scanned_to": through}


@pytest.fixture
def notify() -> Notify:
    return Notify()


@pytest.fixture
def place() -> Iterator[Room]:
    place = Room()
    yield place
    place.close()
    eventlet.sleep(0.05)


@pytest.fixture
def hub(notify: Notify, place: Room, monkeypatch: pytest.MonkeyPatch) -> Inboxes:
    monkeypatch.setattr(follower, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(follower, "REST_SECONDS", 0.02)
    monkeypatch.setattr(follower, "HEARTBEAT_SECONDS", 0.05)
    return Inboxes(notify, place)


def next_of(stream: Iterator[bytes]) -> tuple[int, str, Any]:
    """The next event: its number, its kind and its data."""
    for text in stream:
        lines = dict(line.split(": ", 1) for line in text.decode().strip().splitlines() if line[0] != ":")
        if "event" in lines:
            return int(lines["id"]), lines["event"], json.loads(lines["data"])
    raise AssertionError("the stream has ended")


def begun(
    hub: Inboxes,
    person: str,
    told: int,
    after: int | None = None,
    may_still: Callable[[], object] = lambda: True,
) -> Iterator[bytes]:
    stream = hub.of(person, told, after, may_still)
    assert next(stream).startswith(b"retry: ")
    return stream


def test_what_is_told_comes_to_whom_it_is_for(hub: Inboxes, notify: Notify) -> None:
    mine, theirs = begun(hub, ONE, 0), begun(hub, OTHER, 0)
    notify.log += [OTHER, ONE, OTHER, "somebody"]
    assert next_of(mine) == (2, "notification", {"id": "n2", "withdrawn": False})
    assert [next_of(theirs)[0] for _ in range(2)] == [1, 3]
    notify.log.append(ONE)
    assert next_of(mine)[0] == 5


def test_who_comes_back_gets_what_came_since_and_nothing_twice(hub: Inboxes, notify: Notify) -> None:
    notify.log += [ONE, OTHER] * 20
    stream = begun(hub, ONE, len(notify.log), after=5)
    assert [next_of(stream)[0] for _ in range(17)] == list(range(7, 41, 2))
    notify.log.append(ONE)
    assert next_of(stream)[0] == 41
    assert next_of_or_heartbeat(stream) == b": still here\nid: 41\n\n"


def next_of_or_heartbeat(stream: Iterator[bytes]) -> bytes:
    return next(stream)


def test_what_is_withdrawn_is_said_so(hub: Inboxes, notify: Notify) -> None:
    notify.log += ["somebody"] * 98
    stream = begun(hub, ONE, 98)
    notify.log.append(ONE)
    assert next_of(stream)[:2] == (99, "withdrawn")


@pytest.mark.parametrize("after", [inboxes.FARTHEST * 9, 41])
def test_who_names_what_was_never_told_has_to_read_the_list(hub: Inboxes, notify: Notify, after: int) -> None:
    notify.log += [ONE] * 40
    stream = begun(hub, ONE, 40, after)
    assert next_of(stream) == (40, "reload", {})
    notify.log.append(ONE)
    assert next_of(stream)[0] == 41


def test_who_was_away_for_too_long_has_to_read_the_list(hub: Inboxes, notify: Notify) -> None:
    told = inboxes.FARTHEST + 10
    notify.log += ["somebody"] * told
    stream = begun(hub, ONE, told, after=9)
    assert next_of(stream)[:2] == (told, "reload")


def test_one_question_serves_all(hub: Inboxes, notify: Notify) -> None:
    streams = [begun(hub, person, 0) for person in (ONE, ONE, OTHER)]
    for stream in streams:
        assert next(stream) == b"id: 0\n\n"
        next(stream)
    notify.asked.clear()
    notify.log += [ONE, OTHER]
    assert [next_of(stream)[0] for stream in streams] == [1, 1, 2]
    assert all(body["people"] == [ONE, OTHER] for body in notify.asked)
    for stream in streams:
        stream.close()  # type: ignore[attr-defined]
    eventlet.sleep(0.05)
    notify.asked.clear()
    eventlet.sleep(0.05)
    assert notify.asked == [], "nobody looks in any more"


def test_a_slow_reader_is_cut_off_and_costs_no_more(
    hub: Inboxes, notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "WAITING", 3)
    slow, quick = begun(hub, ONE, 0), begun(hub, OTHER, 0)
    next(slow)
    assert next(slow) == b": still here\nid: 0\n\n"
    notify.log += [ONE] * 9 + [OTHER]
    assert next_of(quick)[0] == 10
    assert list(slow) == []
    again = begun(hub, ONE, 10, after=0)
    assert next(again)


def test_while_notify_is_away_it_waits_and_misses_nothing(hub: Inboxes, notify: Notify) -> None:
    stream = begun(hub, ONE, 0)
    next(stream)
    notify.refusals += [Unavailable(), Unavailable()]
    notify.log.append(ONE)
    assert next_of(stream)[0] == 1


def test_who_cannot_catch_up_ends_and_may_come_back(hub: Inboxes, notify: Notify) -> None:
    notify.log += [ONE]
    notify.refusals.append(Unavailable())
    assert list(begun(hub, ONE, 1, after=0)) == []


def test_a_fault_of_ours_ends_streams_and_who_comes_back_is_fed(hub: Inboxes, notify: Notify) -> None:
    stream = begun(hub, ONE, 0)
    next(stream)
    next(stream)
    notify.refusals.append(KeyError("sequence"))
    assert [part for part in stream if part[:1] != b":"] == []
    again = begun(hub, ONE, 0)
    next(again)
    eventlet.spawn_after(0.02, notify.log.append, ONE)
    assert next_of(again)[0] == 1


def test_when_the_log_begins_anew_streams_end(hub: Inboxes, notify: Notify) -> None:
    stream = begun(hub, ONE, 0)
    next(stream)
    next(stream)
    notify.refusals.append(Invalid(fields={"after": ["beyond_the_end"]}))
    assert [part for part in stream if part[:1] != b":"] == []


def test_whether_it_may_go_on_is_not_asked_for_each_event(
    hub: Inboxes, notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "ASK_SECONDS", 60.0)
    answers = [True]
    stream = begun(hub, ONE, 0, may_still=answers.pop)
    notify.log += [ONE] * 30
    assert [next_of(stream)[0] for _ in range(30)] == list(range(1, 31))


@pytest.mark.parametrize("said", [False, Unavailable()])
def test_who_may_hear_no_more_is_told_no_more(
    hub: Inboxes, notify: Notify, monkeypatch: pytest.MonkeyPatch, said: Any
) -> None:
    def may_still() -> bool:
        if isinstance(answers[0], Exception):
            raise answers[0]
        return bool(answers[0])

    monkeypatch.setattr(streaming, "ASK_SECONDS", 0.0)
    answers = [True]
    stream = begun(hub, ONE, 0, may_still=may_still)
    next(stream)
    answers[0] = said
    notify.log.append(ONE)
    assert list(stream) == []


def test_who_has_left_office_hears_no_more(hub: Inboxes, notify: Notify) -> None:
    stream = begun(hub, ONE, 0)
    next(stream)
    notify.gone.add(ONE)
    notify.log.append(ONE)
    assert [part for part in stream if part[:1] != b":"] == []


def test_it_ends_after_a_time(hub: Inboxes, place: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follower, "LONGEST_SECONDS", 0.1)
    assert [part for part in begun(hub, ONE, 0) if part[:1] != b":"] == [b"id: 0\n\n"]
    assert place.is_there_for(ONE)


def test_it_ends_at_once_when_the_gateway_stops(hub: Inboxes, place: Room) -> None:
    stream = begun(hub, ONE, 0)
    next(stream)
    next(stream)
    eventlet.spawn_after(0.01, place.close)
    assert [part for part in stream if part[:1] != b":"] == []
    assert not place.is_there_for(OTHER)


def test_one_person_has_so_many_and_all_together_so_many(
    hub: Inboxes, place: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    streams = [begun(hub, ONE, 0) for _ in range(room.STREAMS_OF_ONE)]
    assert (place.is_there_for(ONE), place.is_there_for(OTHER)) == (False, True)
    monkeypatch.setattr(room, "STREAMS", len(streams))
    assert not place.is_there_for(OTHER)
    streams.pop().close()  # type: ignore[attr-defined]
    assert place.is_there_for(OTHER)

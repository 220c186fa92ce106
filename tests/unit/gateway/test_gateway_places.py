"""When all places are taken, who has waited longest for a client gives way, and nobody who is served."""

from collections.abc import Iterator

import eventlet
import pytest

from gateway.http.places import Places

LONG = 600


class House:
    """Connections by their names, and how each ended."""

    def __init__(self, places: int) -> None:
        self.places = Places(places)
        self.ended: dict[str, str] = {}
        self.served = eventlet.Event()

    def comes(self, name: str, *, waits: bool = True) -> None:
        self.places.spawn(self._wait if waits else self._serve, name)
        eventlet.sleep(0)

    def _wait(self, name: str) -> None:
        try:
            with self.places.waits(LONG):
                eventlet.sleep(LONG)
        except TimeoutError:
            self.ended[name] = "cut"

    def _serve(self, name: str) -> None:
        with self.places.waits(LONG):
            pass
        self.served.wait()
        self.ended[name] = "served"


@pytest.fixture
def house() -> Iterator[House]:
    house = House(3)
    yield house
    for one in list(house.places.coroutines_running):
        one.kill()


def test_nobody_gives_way_while_there_is_a_place(house: House) -> None:
    for name in ("a", "b", "c"):
        house.comes(name)
    assert house.ended == {}


def test_who_waits_gives_way(house: House) -> None:
    for name in ("a", "b", "c", "d"):
        house.comes(name)
    assert house.ended["a"] == "cut"
    assert "d" not in house.ended


def test_who_is_served_does_not(house: House) -> None:
    house.comes("a", waits=False)
    for name in ("b", "c", "d"):
        house.comes(name)
    assert "a" not in house.ended
    assert house.ended["b"] == "cut"


def test_where_all_are_served_the_next_comes_later(house: House) -> None:
    for name in ("a", "b", "c"):
        house.comes(name, waits=False)
    eventlet.spawn_after(0.05, house.served.send)
    house.comes("d")
    assert house.ended == {"a": "served", "b": "served", "c": "served"}

"""Sealed addresses while the secret that seals them is replaced."""

from chassis.ids import new_id
from notify.incoming.addresses import Addresses

OLD, NEW = b"0" * 32, b"1" * 32
REPLY_TO = "answers@secretariat.example"


def sealed_with(*secrets: bytes) -> Addresses:
    return Addresses(REPLY_TO, lambda: secrets)


def test_an_old_letters_address_is_good_until_its_secret_is_dropped() -> None:
    id = new_id()
    address = sealed_with(OLD).of_letter(id)
    assert sealed_with(NEW, OLD).letter(address) == id
    assert sealed_with(NEW).letter(address) is None
    assert sealed_with(NEW, OLD).of_letter(id) == sealed_with(NEW).of_letter(id) != address


def test_a_calendar_entry_keeps_its_organiser_for_as_long() -> None:
    address = sealed_with(OLD).of_entry("meeting")
    assert sealed_with(NEW, OLD).of_entry("meeting") == address
    assert sealed_with(NEW, OLD).is_of_entry(sealed_with(NEW).of_entry("meeting"), "meeting")
    assert not sealed_with(NEW).is_of_entry(address, "meeting")

"""What came by letter is kept with it, for the secretariat."""

import base64

import pytest

from chassis.errors import FILE_INFECTED, Conflict, Invalid, Unavailable
from membership.errors import NOT_RECEIVED, SCAN_OF_NO_KIND, SCANS_ENOUGH
from membership.model.scan import BYTES_AT_MOST, SCANS_AT_MOST
from tests.integration.membership.desk import Desk
from tests.support.clamd import HARMFUL, Clamd

RECEIVED = {"channel": "letter", "on": "2018-01-15", "reference": "ที่ ตย ๑/๒๕๖๑"}
PAGE = b"%PDF-1.7\n" + bytes(range(256))


def wired(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.fixture
def letter(desk: Desk) -> str:
    return str(desk.apply(received=RECEIVED)["id"])


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PAGE, "application/pdf"), (b"\xff\xd8\xff\xe0", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png")],
    ids=["PDF", "JPEG", "PNG"],
)
def test_a_scan_is_given_back_as_it_came(desk: Desk, letter: str, content: bytes, kind: str) -> None:
    added = desk.ask("add_scan", member=letter, content=wired(content))
    assert (added["content_type"], added["size"], "content" in added) == (kind, len(content), False)
    assert desk.ask("list_scans", member=letter)["items"] == [added]
    found = desk.ask("get_scan", id=added["id"])
    assert base64.b64decode(found.pop("content")) == content
    assert found == added


def test_the_largest_fits_into_a_call_and_a_larger_one_is_refused(desk: Desk, letter: str) -> None:
    largest = PAGE.ljust(BYTES_AT_MOST, b"0")
    assert desk.ask("add_scan", member=letter, content=wired(largest))["size"] == BYTES_AT_MOST
    with pytest.raises(Invalid):
        desk.ask("add_scan", member=letter, content=wired(largest + b"0"))


def test_what_is_no_scan_is_refused(desk: Desk, letter: str) -> None:
    with pytest.raises(Invalid) as refused:
        desk.ask("add_scan", member=letter, content=wired(b"MZ"))
    assert refused.value.code == SCAN_OF_NO_KIND
    with pytest.raises(Invalid):
        desk.ask("add_scan", member=letter, content="%%%")


def test_where_the_scanner_finds_something_or_is_away_nothing_is_kept(
    desk: Desk, letter: str, clamd: Clamd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAMD_URI", clamd.uri)
    with pytest.raises(Unavailable):
        desk.ask("add_scan", member=letter, content=wired(PAGE))
    with clamd.running():
        with pytest.raises(Invalid) as refused:
            desk.ask("add_scan", member=letter, content=wired(PAGE + HARMFUL))
        assert refused.value.code == FILE_INFECTED
        assert desk.ask("list_scans", member=letter)["items"] == []
        added = desk.ask("add_scan", member=letter, content=wired(PAGE))
    assert desk.ask("list_scans", member=letter)["items"] == [added]


def test_scans_belong_to_what_was_received(desk: Desk) -> None:
    member = desk.apply()["id"]
    with pytest.raises(Conflict) as refused:
        desk.ask("add_scan", member=member, content=wired(PAGE))
    assert refused.value.code == NOT_RECEIVED


def test_there_is_an_end_to_them(desk: Desk, letter: str) -> None:
    for _ in range(SCANS_AT_MOST):
        desk.ask("add_scan", member=letter, content=wired(PAGE))
    with pytest.raises(Conflict) as refused:
        desk.ask("add_scan", member=letter, content=wired(PAGE))
    assert refused.value.code == SCANS_ENOUGH

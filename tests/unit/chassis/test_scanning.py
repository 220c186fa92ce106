"""Files and the virus scanner: what it finds is refused, and so is what it could not look at."""

import io
from collections.abc import Iterator

import pytest
from environs import Env, EnvError
from structlog.testing import capture_logs

from chassis import scanning
from chassis.errors import FILE_INFECTED, FILE_TOO_LARGE_TO_SCAN, Invalid, TooLarge, Unavailable, WaraError
from chassis.scanning import PIECE, Scanner
from tests.support.clamd import HARMFUL, Clamd
from tests.unit.chassis.scripted_clamd import scripted

FILE = bytes(range(256)) * 1024
SIZE = 1024 * 1024


@pytest.fixture(scope="module")
def running(clamd: Clamd) -> Iterator[Clamd]:
    with clamd.running(at_most="1M"):
        yield clamd


@pytest.fixture(params=["socket", "port"])
def scanner(running: Clamd, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Scanner:
    monkeypatch.setenv("CLAMD_URI", running.uris[request.param == "port"])
    return scanning.read(Env())


def verdict(scanner: Scanner, content: bytes) -> str:
    """`clean`, or the code of the refusal."""
    try:
        scanner.look(io.BytesIO(content))
    except WaraError as refusal:
        return refusal.code
    return "clean"


def test_a_real_one_finds_what_it_knows_wherever_it_stands(scanner: Scanner) -> None:
    cut_in_two = bytes(PIECE - 5) + HARMFUL + bytes(PIECE)
    with capture_logs() as lines:
        found = [verdict(scanner, content) for content in (HARMFUL, FILE + HARMFUL, cut_in_two, FILE, b"")]
    assert found == [*[FILE_INFECTED] * 3, "clean", "clean"]
    assert [line["signature"] for line in lines] == ["Wara.Test.UNOFFICIAL"] * 3


def test_a_real_one_takes_what_fits_and_nothing_larger(scanner: Scanner) -> None:
    said = [verdict(scanner, bytes(size)) for size in (SIZE, SIZE + 1, 25_000_000)]
    assert said == ["clean", FILE_TOO_LARGE_TO_SCAN, FILE_TOO_LARGE_TO_SCAN]


def test_it_is_looked_at_from_its_beginning() -> None:
    file = io.BytesIO(FILE)
    file.seek(100)
    with scripted(b"stream: OK\0") as clamd:
        clamd.scanner.look(file)
    assert bytes(clamd.came) == FILE


@pytest.mark.parametrize(
    ("answer", "takes", "kind", "code"),
    [
        (b"stream: Wara.Test.UNOFFICIAL FOUND\0", None, Invalid, FILE_INFECTED),
        (b"INSTREAM size limit exceeded. ERROR\0", PIECE, TooLarge, FILE_TOO_LARGE_TO_SCAN),
        (b"stream: Can't allocate memory ERROR\0", None, Unavailable, "unavailable"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", PIECE, Unavailable, "unavailable"),
        (b"", None, Unavailable, "unavailable"),
        (b"stream: OK", None, Unavailable, "unavailable"),
        (b"stream: OK\0" * 1000, None, Unavailable, "unavailable"),
        (None, None, Unavailable, "unavailable"),
    ],
    ids=["found", "too large", "fault", "a web server", "closed", "half", "endless", "silent"],
)
def test_nothing_but_its_word_lets_a_file_pass(
    answer: bytes | None, takes: int | None, kind: type[WaraError], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "SECONDS", 0.5)
    with scripted(answer, takes) as clamd, pytest.raises(kind) as refused:
        clamd.scanner.look(io.BytesIO(FILE))
    assert refused.value.code == code


@pytest.mark.parametrize("where", ["tcp://127.0.0.1:9", "unix:///nowhere/clamd.sock"])
def test_while_it_is_away_no_file_is_taken(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAMD_URI", where)
    with capture_logs() as lines, pytest.raises(Unavailable):
        scanning.read(Env()).look(io.BytesIO(FILE))
    assert [line["event"] for line in lines] == ["scanner_away"]


def test_without_one_files_pass_and_that_is_said_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLAMD_URI", raising=False)
    assert verdict(scanning.read(Env()), HARMFUL) == "clean"
    with capture_logs() as lines:
        scanning.begin(Env())
        monkeypatch.setenv("CLAMD_URI", "tcp://clamav")
        scanning.begin(Env())
    assert [(line["event"], line["log_level"]) for line in lines] == [("files_not_scanned", "warning")]


@pytest.mark.parametrize("wrong", ["clamav:3310", "http://clamav", "tcp://", "unix://", "tcp://clamav:99999"])
def test_what_is_no_address_stops_the_process(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAMD_URI", wrong)
    with pytest.raises(EnvError, match="CLAMD_URI"):
        scanning.begin(Env())


def test_where_no_port_is_said_it_is_that_of_clamd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAMD_URI", "tcp://clamav")
    assert scanning.read(Env()) == Scanner(("clamav", 3310))

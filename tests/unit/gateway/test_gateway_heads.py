"""Heads and bodies that two readers could read differently are refused."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.http.bodies import Refused, read_chunks
from gateway.http.heads import is_sound

GET = b"GET /v1/members HTTP/1.1\r\n"
HOST = b"Host: wara.example\r\n"


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        (GET, [HOST]),
        (b"GET /?year=\xe0\xb9\x92 HTTP/1.1\r\n", [HOST, b"Accept:*/*\r\n"]),
        (b"GET / HTTP/1.0\r\n", []),
        (GET, [b"host:x\r\n", b"X-Empty:\r\n", b"X-Thai: \xe0\xb8\x81\r\n"]),
        (GET, [b"Host:\r\n"]),
        (GET, [b"Host: wara.example:8000\r\n"]),
        (GET, [b"Host: [::1]:8000\r\n"]),
        (b"POST / HTTP/1.1\r\n", [HOST, b"Content-Length: 12\r\n"]),
        (b"POST / HTTP/1.1\r\n", [HOST, b"Transfer-Encoding: Chunked\r\n"]),
    ],
)
def test_a_sound_head(line: bytes, fields: list[bytes]) -> None:
    assert is_sound(line, [*fields, b"\r\n"])


@pytest.mark.timeout(5)
@pytest.mark.parametrize("blank", [b" ", b"\t", b" \t"])
def test_blanks_keep_nobody_waiting(blank: bytes) -> None:
    """Whoever reads them in more than one way reads for minutes, and answers nobody meanwhile."""
    many = blank * (8000 // len(blank))
    assert is_sound(GET, [HOST, b"X:" + many + b"a" + many + b"\r\n", b"\r\n"])
    assert not is_sound(GET, [HOST, b"X:" + many + b"\x01\r\n", b"\r\n"])


@pytest.mark.parametrize(
    "line",
    [
        b"GET /\r\n",
        b"GET  / HTTP/1.1\r\n",
        b"GET / HTTP/2.0\r\n",
        b"GET / HTTP/1.1 \r\n",
        b"GET /\x00 HTTP/1.1\r\n",
        b"GET /a b HTTP/1.1\r\n",
        b"GET / HTTP/1.1\r",
        b"G(T / HTTP/1.1\r\n",
        b" GET / HTTP/1.1\r\n",
        b"GET / HTTP/1.1\n",
        b"GET /a#b HTTP/1.1\r\n",
        b"GET http://wara.example/ HTTP/1.1\r\n",
        b"CONNECT wara.example:80 HTTP/1.1\r\n",
        b"OPTIONS * HTTP/1.1\r\n",
        b"",
    ],
)
def test_an_unsound_request_line(line: bytes) -> None:
    assert not is_sound(line, [HOST, b"\r\n"])


@pytest.mark.parametrize(
    "fields",
    [
        [],
        [HOST, HOST],
        [b"Host: a b\r\n"],
        [b"Host: a, b\r\n"],
        [b"Host: a/b\r\n"],
        [b"Host: a@b\r\n"],
        [b"Host: a:b\r\n"],
        [b"Host: \xff\r\n"],
        [b"Host: wara.example\n"],
        [HOST, b" folded\r\n"],
        [HOST, b"Transfer-Encoding : chunked\r\n"],
        [HOST, b"Transfer-Encoding: chunked\r\n", b"Content-Length: 3\r\n"],
        [HOST, b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: chunked\r\n"],
        [HOST, b"Transfer-Encoding: xchunked\r\n"],
        [HOST, b"Transfer-Encoding: chunked, identity\r\n"],
        [HOST, b"Transfer-Encoding: gzip, chunked\r\n"],
        [HOST, b"Transfer-Encoding:\x0bchunked\r\n"],
        [HOST, b"Content-Length: 3\r\n", b"Content-Length: 4\r\n"],
        [HOST, b"Content-Length: 3\r\n", b"content-length: 3\r\n"],
        [HOST, b"Content-Length: +3\r\n"],
        [HOST, b"Content-Length: -3\r\n"],
        [HOST, b"Content-Length: 0x3\r\n"],
        [HOST, b"Content-Length: 3, 3\r\n"],
        [HOST, b"Content-Length:\r\n"],
        [HOST, b"X: a\rTransfer-Encoding: chunked\r\n"],
        [HOST, b"X: a\x00\r\n"],
        [HOST, b"no colon\r\n"],
        [HOST, b": no name\r\n"],
        [HOST, b"X(: y\r\n"],
    ],
)
def test_unsound_fields(fields: list[bytes]) -> None:
    assert not is_sound(GET, [*fields, b"\r\n"])


def test_a_head_cut_short() -> None:
    assert not is_sound(GET, [HOST])
    assert not is_sound(GET, [HOST, b""])
    assert not is_sound(GET, [HOST, b"\n"])
    assert not is_sound(GET, [])


def test_chunks_of_http_1_0_are_nothing() -> None:
    assert not is_sound(b"POST / HTTP/1.0\r\n", [b"Transfer-Encoding: chunked\r\n", b"\r\n"])


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=8), st.booleans())
def test_chunks_are_joined_and_nothing_behind_them_is_touched(pieces: list[bytes], trailer: bool) -> None:
    chunks = b"".join(b"%x;a=b\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    end = b"0\r\nX: y\r\n\r\n" if trailer else b"0\r\n\r\n"
    stream = io.BytesIO(chunks + end + b"GET /")
    assert read_chunks(stream, 1000) == b"".join(pieces)
    assert stream.read() == b"GET /"


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 400),
        (b"5\r\nabc", 400),
        (b"3\r\nabcdef\r\n0\r\n\r\n", 400),
        (b"3\nabc\r\n0\r\n\r\n", 400),
        (b"+3\r\nabc\r\n0\r\n\r\n", 400),
        (b"-3\r\nabc\r\n0\r\n\r\n", 400),
        (b"0x3\r\nabc\r\n0\r\n\r\n", 400),
        (b"3 \r\nabc\r\n0\r\n\r\n", 400),
        (b"1_0\r\nabc\r\n0\r\n\r\n", 400),
        (b"\r\n0\r\n\r\n", 400),
        (b"3;" + b"x" * 10_000 + b"\r\nabc\r\n0\r\n\r\n", 400),
        (b"0\r\n" + b"X: y\r\n" * 100 + b"\r\n", 400),
        (b"0\r\nno colon\r\n\r\n", 400),
        (b"0\r\nX: y\n\r\n", 400),
        (b"0\r\n\n", 400),
        (b"65\r\n" + b"a" * 101 + b"\r\n0\r\n\r\n", 413),
        (b"40\r\n" + b"a" * 64 + b"\r\n40\r\n" + b"a" * 64 + b"\r\n0\r\n\r\n", 413),
        (b"ffffffff\r\n", 413),
        (b"fffffffff\r\n", 400),
    ],
)
def test_chunks_that_are_refused(raw: bytes, status: int) -> None:
    with pytest.raises(Refused) as refused:
        read_chunks(io.BytesIO(raw), 100)
    assert refused.value.status == status


def test_too_many_chunks() -> None:
    with pytest.raises(Refused) as refused:
        read_chunks(io.BytesIO(b"1\r\nx\r\n" * 20_000 + b"0\r\n\r\n"), 1 << 20)
    assert refused.value.status == 413

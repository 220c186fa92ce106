"""What is read piece by piece has its end, in bytes and in time."""

import io
from typing import Any

import eventlet
import pytest
from werkzeug.exceptions import RequestTimeout

from gateway.http import uploads
from gateway.http.bodies import WAITS
from gateway.http.intake import CLOSE, Intake
from gateway.http.uploads import Upload

PATH = "/v1/proposals/0198a6d1-31aa-7e02-8c40-91b7f60d5a11/attachments"


class Given(io.BytesIO):
    """As eventlet has the body of a request."""

    chunked_input = False

    def __init__(self, body: bytes, content_length: int) -> None:
        super().__init__(body)
        self.content_length = content_length


class Slow(Given):
    def read(self, size: int | None = -1, /) -> bytes:
        eventlet.sleep(1)
        return super().read(size)


def test_no_more_is_read_than_it_says() -> None:
    upload = Upload(Given(b"abcdef", 4))
    assert (upload.read(3), upload.is_read) == (b"abc", False)
    assert (upload.read(3), upload.is_read) == (b"d", True)


def test_who_takes_too_long_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "SECONDS", 0.05)
    with pytest.raises(RequestTimeout):
        Upload(Slow(b"abc", 3)).read(3)


@pytest.mark.parametrize(
    ("method", "path", "length", "read", "closed"),
    [
        ("POST", PATH, 2_000_000, 0, True),
        ("POST", PATH, 2_000_000, 2_000_000, False),
        ("POST", f"{PATH}/", 2_000_000, None, True),
        ("PATCH", PATH, 2_000_000, None, True),
        ("POST", "/v1/proposals", 2_000_000, None, True),
    ],
)
def test_only_files_may_be_large_and_what_is_left_of_them_is_not_waited_for(
    method: str, path: str, length: int, read: int | None, closed: bool
) -> None:
    closings: list[bool] = []
    answered: list[Any] = []
    refusals: list[Any] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        answered.append(environ["wsgi.input"].read(read or 0))
        return [b""]

    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "CONTENT_LENGTH": str(length),
        "eventlet.input": Given(bytes(length), length),
        "REMOTE_ADDR": "198.51.100.7",
        CLOSE: lambda: closings.append(True),
        WAITS: eventlet.Timeout,
    }
    Intake(application, 1, 0.1, lambda *refused: refusals.append(refused))(environ, lambda *_: None)
    assert (bool(answered), bool(closings)) == (read is not None, closed)
    assert refusals == ([(413, "198.51.100.7", "")] if read is None else [])

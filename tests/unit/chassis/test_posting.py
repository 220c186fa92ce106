"""Where may be posted to, and where never."""

import socket
from typing import Any

import pytest

from chassis import posting
from chassis.posting import Unreachable, Unsafe


@pytest.mark.parametrize("address", ["8.8.8.8", "203.150.0.1", "2001:4860:4860::8888", "64:ff9b::808:808"])
def test_addresses_of_the_internet(address: str) -> None:
    assert posting.is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::1"),
        *("2001:0:4136:e378:8000:63bf:80ff:fffe", "fec0::1", "192.0.0.8"),
    ],
)
def test_addresses_within_and_addresses_in_disguise(address: str) -> None:
    assert not posting.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        *("http://hooks.example/", "ftp://hooks.example/", "https://", "https:///x", "hooks.example", ""),
        *("https://user@hooks.example/", "https://user:word@hooks.example/", "https://hooks.example/#part"),
        *("https://127.0.0.1/", "https://[::1]/", "https://10.1.2.3:8443/", "https://hooks.example:99999/"),
        *("https://hooks.example/a b", "https://hooks.example/\r\nX: y", "https://hooks.example:0/"),
        *("https://ตัวอย่าง.example/", f"https://hooks.example/{'x' * 2000}"),
    ],
)
def test_what_is_no_address_to_post_to(url: str) -> None:
    with pytest.raises(ValueError, match=r"address|[Pp]ort"):
        posting.read(url)


def test_what_is_one() -> None:
    assert posting.read("https://hooks.example:8443/wara?of=1").port == 8443
    assert posting.read("http://127.0.0.1:8000/", anywhere=True).hostname == "127.0.0.1"


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "::1"])
def test_a_name_that_leads_within_is_not_gone_to(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Of several addresses, one is enough."""

    def resolve(*_: Any, **__: Any) -> list[Any]:
        return [(0, 0, 0, "", ("8.8.8.8", 443)), (0, 0, 0, "", (address, 443))]

    def connect(*_: Any) -> None:
        raise AssertionError("it was gone to")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Unsafe):
        posting.post("https://hooks.example/", b"{}", {})


def test_it_goes_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """And not to what the name means when it is asked again."""
    asked, gone_to = list[str](), list[Any]()

    def resolve(host: str, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [(0, 0, 0, "", ("8.8.8.8" if len(asked) == 1 else "127.0.0.1", 443))]

    def connect(address: Any, *_: Any) -> None:
        gone_to.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Unreachable, match="ConnectionRefusedError"):
        posting.post("https://hooks.example/", b"{}", {})
    assert (asked, gone_to) == (["hooks.example"], [("8.8.8.8", 443)])


def test_of_several_addresses_one_that_answers_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """IPv6 comes first, and does not lead out everywhere; all were looked at."""
    gone_to, named = list[Any](), [("2001:4860:4860::8888", 443, 0, 0), ("8.8.8.8", 443)]

    def connect(address: Any, *_: Any) -> None:
        gone_to.append(address)
        raise OSError("network is unreachable")

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", one) for one in named])
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Unreachable, match="OSError"):
        posting.post("https://hooks.example/", b"{}", {})
    assert gone_to == [("2001:4860:4860::8888", 443), ("8.8.8.8", 443)]


def test_a_name_that_nobody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: Any, **__: Any) -> list[Any]:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(Unreachable, match="no_such_host"):
        posting.post("https://hooks.example/", b"{}", {})

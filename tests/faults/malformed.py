"""Requests that are wrong in one way or another, as bytes; a seed makes the same ones again."""

import json
import random
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

TEXTS = (
    *("", " ", "\x00", "\x1b[31m", "‮", "ก" * 3000, "😀", "é", "null", "undefined", "../../etc/passwd"),
    *("{{7*7}}", "${jndi:ldap://x}", "' OR 1=1 --", "<script>alert(1)</script>", "%s%n%x", "\\", "a\r\nb: c"),
    *("$where", "__proto__", "constructor", "{%raw%}", "=1+1", "9" * 5000, "NaN", "๑๒๓", "٣", "-0", "1e400"),
)
VALUES: Sequence[Any] = (
    *(*TEXTS, None, True, 0, -1, 1.5, 1e308, 2**63, 10**30, [], {}, [[]], [None], {"$ne": None}, {"$gt": ""}),
    *({"th": None}, {"xx": "y"}, {"th": ["ก"]}, [1] * 2000, {str(n): n for n in range(2000)}, "\ud800"),
)
BODIES = (
    *(b"", b"{", b"}", b"[]", b"null", b'"x"', b"1", b"{]", b'{"a":1,"a":2}', b"{'a':1}", b'{"a":NaN}'),
    *(
        b'{"a":1e999}',
        b'{"a":' + b"9" * 5000 + b"}",
        b"\xff\xfe{\x00}\x00",
        b"\xef\xbb\xbf{}",
        b'{"a":"\xff"}',
    ),
    *(b'{"a":"\xed\xa0\x80"}', b'{"a":"\\ud800"}', b'{"a":"\\u0000"}', b'{"a":"\n"}', b"{}{}", b"[" * 5000),
    *(b'{"a":' * 5000, b"<a/>", b"a=b&c=d", b"--x\r\n\r\n--x--", b"\x80\x02]q\x00.", bytes(300)),
)
TYPES = (
    *("", "text/plain", "application/xml", "multipart/form-data", "multipart/form-data; boundary=x", "json"),
    *("application/json; charset=utf-16", "application/json; charset=nothing", "application/json;" * 50),
    *("application/x-www-form-urlencoded", "*/*", "application/vnd.api+json", "application/json, text/html"),
)
FIELDS: Mapping[str, Sequence[str]] = {
    "Accept": ("", "text/*;q=x", "application/json;q=9", ",,,", "a/b/c", "*", "application/pdf", "x" * 4000),
    "Accept-Language": ("", "xx", "th;q=nan", "th-TH-x-y", "*;q=0", ";", "ก", "th," * 1000),
    "If-Match": ("", "1", '"', '"-1"', 'W/"1"', '"1", "2"', '"' + "9" * 400 + '"', "*, *", '"1'),
    "If-None-Match": ("", '"', "*", 'W/"', '"a"' * 500, '"1", '),
    "If-Modified-Since": ("", "yesterday", "Thu, 99 Foo 9999 99:99:99 GMT"),
    "Idempotency-Key": ("", " ", "ก", "x" * 256, "x" * 4000, "a b", "\x7f"),
    "Authorization": ("", "Bearer", "Bearer ", "Bearer a.b.c", "Basic !", "Bearer " + "x" * 4000, "ก", ","),
    "Range": ("bytes=0-", "bytes=-1", "bytes=9-1", "x=1", "bytes=" + "0-1," * 500),
    "Content-Encoding": ("gzip", "br", "identity", "gzip, gzip", "x"),
    "Cookie": ("", "=", ";", "a=b; a=c", "$Version=1", "x" * 4000),
    "traceparent": ("", "00", "00-" + "0" * 32 + "-" + "0" * 16 + "-00", "x" * 200),
    "Expect": ("100-continue", "x", ""),
    "Origin": ("null", "http://x", "ก"),
    "X-Forwarded-For": ("", "x", "1.1.1.1," * 500, "::1%eth0", "999.1.1.1"),
    "Connection": ("close, Host", "upgrade", "keep-alive, close", ""),
    "Upgrade": ("h2c", "websocket", ""),
}
METHODS = (
    "",
    "get",
    "PUT",
    "TRACE",
    "TRACK",
    "DEBUG",
    "PROPFIND",
    "OPTIONS",
    "HEAD",
    "DELETE",
    "X" * 900,
    "G\tT",
)
PROTOCOLS = (
    "",
    "HTTP/1.2",
    "HTTP/9.9",
    "HTTP/1",
    "http/1.1",
    "HTTP/1.1 ",
    "HTTP/1.01",
    "FTP/1.1",
    "HTTP/-1.1",
)
NAMES = (
    "after",
    "limit",
    "year",
    "committee",
    "status",
    "sort",
    "q",
    "$where",
    "after[]",
    "language",
    "format",
    "",
)
IDS = (
    "9" * 30,
    "0",
    "x",
    "%00",
    "..",
    "%2e%2e",
    "a" * 300,
    "ก",
    "%ff",
    "%ed%a0%80",
    "null",
    "0198-x",
    "{id}",
    "-1",
    "%",
)
CURSORS = ("e30", "bnVsbA==", "W10", "////", "=", "-" * 3000, "eyJhIjoiYiJ9", "AAAA", "0", "🦄")


@dataclass(frozen=True)
class Request:
    """One that is right, until something is done to it."""

    method: str
    path: str
    token: str | None
    body: Any = None
    query: str = ""
    protocol: str = "HTTP/1.1"
    fields: tuple[tuple[str, str], ...] = field(default_factory=tuple)
    content: bytes | None = None
    content_type: str = "application/json"

    def raw(self) -> bytes:
        content = self.content if self.content is not None else self._json()
        signed = (("Authorization", f"Bearer {self.token}"),) if self.token else ()
        fields = [("Host", "localhost"), *signed, *self.fields]
        if content:
            fields += [("Content-Type", self.content_type), ("Content-Length", str(len(content)))]
        target = self.path + (f"?{self.query}" if self.query else "")
        lines = [f"{self.method} {target} {self.protocol}", *(f"{name}: {value}" for name, value in fields)]
        return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogatepass") + content

    def _json(self) -> bytes:
        return b"" if self.body is None else json.dumps(self.body).encode()


Chance = random.Random


def malformed(requests: Sequence[Request], count: int, seed: int) -> Iterator[bytes]:
    """Each way as often as another, each time of another request."""
    chance = Chance(seed)
    for number in range(count):
        yield WAYS[number % len(WAYS)](chance.choice(requests), chance)


def noise(request: Request, chance: Chance) -> bytes:
    raw = bytearray(request.raw())
    for _ in range(chance.randint(1, 8)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


def cut(request: Request, chance: Chance) -> bytes:
    raw = request.raw()
    return raw[: chance.randrange(1, len(raw))]


def torn(request: Request, chance: Chance) -> bytes:
    """A piece of it is missing, or there twice."""
    raw = request.raw()
    start, end = sorted(chance.randrange(len(raw)) for _ in range(2))
    return raw[:start] + raw[end:] if chance.random() < 0.5 else raw[:end] + raw[start:]


def line(request: Request, chance: Chance) -> bytes:
    if chance.random() < 0.5:
        return replace(request, method=chance.choice(METHODS)).raw()
    return replace(request, protocol=chance.choice(PROTOCOLS)).raw()


def path(request: Request, chance: Chance) -> bytes:
    parts = request.path.split("/")
    parts[chance.randrange(1, len(parts))] = chance.choice((*IDS, *map(quote, TEXTS), str(uuid.UUID(int=7))))
    return replace(request, path="/".join(parts)[:3000]).raw()


def query(request: Request, chance: Chance) -> bytes:
    values = (*CURSORS, *IDS, *(quote(text) for text in TEXTS))
    pairs = [f"{chance.choice(NAMES)}={chance.choice(values)}" for _ in range(chance.randint(1, 4))]
    return replace(request, query="&".join(pairs)[:5000]).raw()


def fields(request: Request, chance: Chance) -> bytes:
    named = [chance.choice(list(FIELDS)) for _ in range(chance.randint(1, 3))]
    return replace(request, fields=tuple((name, chance.choice(FIELDS[name])) for name in named)).raw()


def content(request: Request, chance: Chance) -> bytes:
    return replace(request, content=chance.choice(BODIES)).raw()


def content_type(request: Request, chance: Chance) -> bytes:
    return replace(request, content_type=chance.choice(TYPES)).raw()


def leaf(request: Request, chance: Chance) -> bytes:
    """One value of the body, however deep, is another."""
    return replace(request, body=changed(deepcopy(request.body), chance)).raw()


def changed(body: Any, chance: Chance) -> Any:
    inner = list(body) if isinstance(body, dict) else list(range(len(body))) if isinstance(body, list) else []
    if not inner or chance.random() < 0.2:
        return chance.choice(VALUES)
    name = chance.choice(inner)
    body[name] = changed(body[name], chance)
    return body


def name(request: Request, chance: Chance) -> bytes:
    """A name in the body that nobody asked for."""
    body = request.body if isinstance(request.body, dict) else {}
    return replace(request, body={**body, chance.choice(TEXTS): chance.choice(VALUES)}).raw()


Way = Callable[[Request, Chance], bytes]
WAYS: Sequence[Way] = (noise, cut, torn, line, path, query, fields, content, content_type, leaf, leaf, name)

"""Ways past a door without its key: paths that read differently, and fields that claim something."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.doors import Door, raw
from tests.faults.forged import forged

CLAIMS = {
    "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-Host": "localhost",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/healthz",
    "X-Forwarded-User": "secretariat",
    "X-Forwarded-Groups": "secretariat,operator",
    "X-Forwarded-Client-Cert": 'Subject="CN=secretariat"',
    "Forwarded": "for=127.0.0.1;host=localhost;proto=https;by=127.0.0.1",
    "X-Real-IP": "127.0.0.1",
    "X-Client-IP": "127.0.0.1",
    "X-Remote-User": "secretariat",
    "Remote-User": "secretariat",
    "REMOTE_USER": "secretariat",
    "X-Authenticated-User": "secretariat",
    "X-Role": "secretariat",
    "X-Wara-Caller": '{"id":"secretariat","roles":["secretariat"]}',
    "Cookie": "session=secretariat; token=secretariat",
    "Proxy-Authorization": "Bearer secretariat",
    "Via": "1.1 localhost",
    "Origin": "null",
}
ADDRESSES = ("X-Original-URL", "X-Rewrite-URL", "X-Override-URL", "X-Original-URI", "X-Forwarded-Uri")
METHODS = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
HARMLESS = "/healthz"


@dataclass(frozen=True)
class Attempt:
    """`plain` is the same without the trick, where even nobody gets an answer: it must be the same answer."""

    trick: str
    door: str
    said: bytes
    plain: bytes | None = None


def attempts(door: Door, keys: Path) -> Iterator[Attempt]:
    fields = list(door.fields().items())

    def at(trick: str, path: str, *more: tuple[str, str]) -> Attempt:
        return Attempt(trick, door.name, raw(door.method, path, [*fields, *more], door.content()))

    for trick, authorization in forged(door.token, keys).items():
        yield at(f"token: {trick}", door.path, ("Authorization", authorization))
    for who, token in door.strangers.items():
        yield at(f"token of {who}", door.path, ("Authorization", f"Bearer {token}"))
        yield at(
            f"token of {who} and a claim",
            door.path,
            ("Authorization", f"Bearer {token}"),
            ("X-Forwarded-User", "secretariat"),
        )
        yield at(f"tokens of {who} and nobody", door.path, *twice(f"Bearer {token}", "Bearer secretariat"))
    for trick, path in paths(door.path).items():
        yield at(f"path: {trick}", path)
        for who, token in list(door.strangers.items())[:1]:
            yield at(f"path: {trick}, as {who}", path, ("Authorization", f"Bearer {token}"))
    for name, value in CLAIMS.items():
        yield at(f"claim: {name}", door.path, (name, value))
    yield from elsewhere(door)


def twice(first: str, second: str) -> list[tuple[str, str]]:
    return [("Authorization", first), ("Authorization", second)]


def elsewhere(door: Door) -> Iterator[Attempt]:
    """Asks for something harmless, and means another thing."""
    plain = raw("GET", HARMLESS)
    for name in ADDRESSES:
        yield Attempt(f"address: {name}", door.name, raw("GET", HARMLESS, [(name, door.path)]), plain)
    if door.method != "GET":
        unchanged = raw("GET", door.path)
        for name in METHODS:
            said = raw("GET", door.path, [(name, door.method), *door.fields().items()], door.content())
            yield Attempt(f"method: {name}", door.name, said, unchanged)
        asked = f"{door.path}?_method={door.method}"
        yield Attempt("method: _method", door.name, raw("GET", asked, (), door.content()), raw("GET", asked))


def paths(path: str) -> dict[str, str]:
    first, _, rest = path.removeprefix("/").partition("/")
    start, _, end = path.rpartition("/")
    behind = f"/{rest}" if rest else ""
    return {
        "two slashes": f"/{path}",
        "two slashes inside": f"/{first}/{behind}" if rest else f"//{first}",
        "a dot": f"/.{path}",
        "a dot inside": f"{start}/./{end}",
        "up": f"{HARMLESS}/..{path}",
        "up, encoded": f"{HARMLESS}/%2e%2e{path}",
        "up, encoded twice": f"{HARMLESS}/%252e%252e{path}",
        "up, with a slash encoded": f"{HARMLESS}/..%2f{path[1:]}",
        "up, behind a semicolon": f"{HARMLESS}/..;{path}",
        "up, from an asset": f"/assets/..{path}",
        "up, by a backslash": f"{HARMLESS}\\..{path}",
        "a slash encoded": f"/{first}%2f{rest}" if rest else f"/%2f{first}",
        "a letter encoded": f"/%{ord(first[0]):x}{first[1:]}{behind}",
        "a letter encoded twice": f"/%25{ord(first[0]):x}{first[1:]}{behind}",
        "in capitals": path.upper(),
        "a slash at the end": f"{path}/",
        "a dot at the end": f"{path}/.",
        "a semicolon": f"{path};a=b",
        "a semicolon inside": f"/{first};a=b{behind}",
        "an ending": f"{path}.json",
        "a null": f"{path}%00",
        "a null and an ending": f"{path}%00.html",
        "a space": f"{path}%20",
        "a line": f"{path}%0d%0aAuthorization:%20Bearer%20x",
        "a token asked for": f"{path}?access_token=secretariat&role=secretariat",
        "a wide slash": f"/{first}%ef%bc%8f{rest}",
        "a slash too long": f"/{first}%c0%af{rest}",
    }

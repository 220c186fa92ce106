"""The keys that calls, bearer tokens, links and what is posted are signed with: new ones, the end of old,
while all runs."""

import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from chassis.keys import UNUSABLE, SigningKey, public_keys
from chassis.links import SECRET_BYTES, secrets_of
from wara.folder import write_over
from wara.keys import private_pem, public_pem
from wara.problem import Problem
from wara.site import here

app = typer.Typer(no_args_is_help=True, help=__doc__)


class Name(StrEnum):
    call = "call"
    token = "token"
    link = "link"
    letter = "letter"
    webhook = "webhook"


UNDER_WAY = {Name.call: 35.0}
"""Seconds after a rotation in which what the old key signed may still come in: no call has more than 30, and
the gateway looks at its key once a second."""

ID_LENGTH = 16
PAIRS = (Name.call, Name.token)

Of = Annotated[Name, typer.Argument(help="What they sign.")]
Now = Annotated[bool, typer.Option("--now", help="Wait for no call that is under way.")]
In = Annotated[
    Path | None,
    typer.Option("--folder", envvar="KEYS_DIR", help="Where they are; by default the local stack's."),
]


@dataclass(frozen=True)
class Pair:
    """`<name>.key` signs; `<name>.pub` is the ring of those that are believed."""

    folder: Path
    name: Name

    @property
    def private(self) -> Path:
        return self.folder / f"{self.name}.key"

    @property
    def public(self) -> Path:
        return self.folder / f"{self.name}.pub"

    def signing(self) -> SigningKey:
        return SigningKey.read(self.private.read_bytes())

    def ring(self) -> dict[str, Ed25519PublicKey]:
        return public_keys(self.public.read_bytes())

    def rotate(self) -> None:
        """Interrupted in between, there is one more key that is believed, and nobody has it."""
        key = Ed25519PrivateKey.generate()
        self._believe(*self.ring().values(), key.public_key())
        write_over(self.private, private_pem(key))

    def drop(self) -> None:
        """All but the one that signs."""
        self._believe(self.signing().private.public_key())

    def under_way(self) -> float:
        """Seconds until nothing comes in any more that another key signed."""
        return max(UNDER_WAY.get(self.name, 0.0) - (time.time() - self.private.stat().st_mtime), 0)

    def ids(self) -> list[tuple[str, bool]]:
        """Of those that are believed, and whether it signs."""
        signing = self.signing().id
        return [(id, id == signing) for id in self.ring()]

    def _believe(self, *keys: Ed25519PublicKey) -> None:
        write_over(self.public, b"".join(public_pem(key) for key in keys))


@dataclass(frozen=True)
class Secrets:
    """`<name>.key` has one a line: the first signs, all are believed."""

    folder: Path
    name: Name

    @property
    def file(self) -> Path:
        return self.folder / f"{self.name}.key"

    def lines(self) -> list[bytes]:
        return secrets_of(self.file.read_bytes())

    def rotate(self) -> None:
        write_over(self.file, b"\n".join([secrets.token_hex(SECRET_BYTES).encode(), *self.lines()]) + b"\n")

    def drop(self) -> None:
        write_over(self.file, self.lines()[0] + b"\n")

    def under_way(self) -> float:
        return 0.0

    def ids(self) -> list[tuple[str, bool]]:
        """As `Pair.ids`; who has such an id has nothing of the secret."""
        ids = [hashlib.sha256(line).hexdigest()[:ID_LENGTH] for line in self.lines()]
        return [(id, place == 0) for place, id in enumerate(ids)]


@app.command("list")
def list_keys(folder: In = None) -> None:
    """One line each: what it signs, its id (the `kid` of what it signed), whether it signs or is believed."""
    for name in Name:
        with keys_of(name, folder) as keys:
            show(keys)


@app.command()
def rotate(
    name: Of,
    drop_old: Annotated[bool, typer.Option("--drop-old", help="Then `wara keys drop`.")] = False,
    now: Now = False,
    folder: In = None,
) -> None:
    """Sign with a new key from now on; what was signed before is believed until `wara keys drop`."""
    with keys_of(name, folder) as keys:
        keys.rotate()
        if drop_old:
            drop_others(keys, now)
        show(keys)


@app.command()
def drop(name: Of, now: Now = False, folder: In = None) -> None:
    """Believe only the key that signs now; of `call` once no call is under way that another one signed."""
    with keys_of(name, folder) as keys:
        drop_others(keys, now)
        show(keys)


def drop_others(keys: Pair | Secrets, now: bool) -> None:
    if not now:
        time.sleep(keys.under_way())
    keys.drop()


@contextmanager
def keys_of(name: Name, folder: Path | None) -> Iterator[Pair | Secrets]:
    keys = (Pair if name in PAIRS else Secrets)(folder or here().folder.keys, name)
    try:
        yield keys
    except UNUSABLE as error:
        raise Problem(f"The {name} keys in {keys.folder} cannot be used: {error}") from error


def show(keys: Pair | Secrets) -> None:
    for id, signs in keys.ids():
        print(keys.name, id, "signs" if signs else "believed", sep="  ")

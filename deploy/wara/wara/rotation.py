"""The keys that calls and bearer tokens are signed with: a new one, the end of old ones, while all runs."""

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
from wara.folder import write_over
from wara.keys import private_pem, public_pem
from wara.problem import Problem
from wara.site import here

app = typer.Typer(no_args_is_help=True, help=__doc__)


class Name(StrEnum):
    call = "call"
    token = "token"


UNDER_WAY = {Name.call: 35.0, Name.token: 0.0}
"""Seconds after a rotation in which what the old key signed may still come in: no call has more than 30, and
the gateway looks at its key once a second."""

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
        return max(UNDER_WAY[self.name] - (time.time() - self.private.stat().st_mtime), 0)

    def _believe(self, *keys: Ed25519PublicKey) -> None:
        write_over(self.public, b"".join(public_pem(key) for key in keys))


@app.command("list")
def list_keys(folder: In = None) -> None:
    """One line each: what it signs, its id (the `kid` of what it signed), whether it signs or is believed."""
    for name in Name:
        with pair_of(name, folder) as pair:
            show(pair)


@app.command()
def rotate(
    name: Of,
    drop_old: Annotated[bool, typer.Option("--drop-old", help="Then `wara keys drop`.")] = False,
    now: Now = False,
    folder: In = None,
) -> None:
    """Sign with a new key from now on; what was signed before is believed until `wara keys drop`."""
    with pair_of(name, folder) as pair:
        pair.rotate()
        if drop_old:
            drop_others(pair, now)
        show(pair)


@app.command()
def drop(name: Of, now: Now = False, folder: In = None) -> None:
    """Believe only the key that signs now; of `call` once no call is under way that another one signed."""
    with pair_of(name, folder) as pair:
        drop_others(pair, now)
        show(pair)


def drop_others(pair: Pair, now: bool) -> None:
    if not now:
        time.sleep(pair.under_way())
    pair.drop()


@contextmanager
def pair_of(name: Name, folder: Path | None) -> Iterator[Pair]:
    pair = Pair(folder or here().folder.keys, name)
    try:
        yield pair
    except UNUSABLE as error:
        raise Problem(f"The {name} keys in {pair.folder} cannot be used: {error}") from error


def show(pair: Pair) -> None:
    signing = pair.signing().id
    for id in pair.ring():
        print(pair.name, id, "signs" if id == signing else "believed", sep="  ")

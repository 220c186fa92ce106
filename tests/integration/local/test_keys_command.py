"""`wara keys`: new keys come beside old ones, into the files that are there, and old ones go when told."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import jwt
import pytest

from chassis.keys import KeyRing, claims_of
from wara import keys
from wara.rotation import Name, Pair

Wara = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keys.make_keys(tmp_path)
    return tmp_path


def lines(done: subprocess.CompletedProcess[str]) -> list[list[str]]:
    assert (done.returncode, done.stderr) == (0, "")
    return [line.split("  ") for line in done.stdout.splitlines()]


def is_good(token: str, folder: Path) -> bool:
    return bool(claims_of(token, KeyRing(folder / "token.pub"), keys.AUDIENCE, ["sub"]))


def test_a_new_key_signs_and_the_old_one_counts_until_it_is_dropped(wara: Wara, folder: Path) -> None:
    [old] = [id for name, id, _ in lines(wara("keys", "list", KEYS_DIR=str(folder))) if name == "token"]
    handed_out = keys.mint(folder, ["secretariat"])
    [first, second] = lines(wara("keys", "rotate", "token", "--folder", str(folder)))
    assert (first, second[::2]) == (["token", old, "believed"], ["token", "signs"])
    assert is_good(handed_out, folder)
    assert is_good(keys.mint(folder, ["secretariat"]), folder)
    assert lines(wara("keys", "drop", "token", "--folder", str(folder))) == [second]
    with pytest.raises(jwt.InvalidTokenError):
        is_good(handed_out, folder)


def test_files_are_written_in_place(wara: Wara, folder: Path) -> None:
    """Whoever has one file mounted sees no other than that; and it stays its owner's alone."""

    def places() -> list[tuple[int, int]]:
        files = (folder / "call.key", folder / "call.pub")
        return [(file.stat().st_ino, file.stat().st_mode) for file in files]

    before = places()
    lines(wara("keys", "rotate", "call", "--drop-old", "--now", "--folder", str(folder)))
    assert places() == before
    assert (folder / "call.pub").read_bytes().count(b"BEGIN") == 1


def test_calls_that_are_under_way_are_waited_for(folder: Path) -> None:
    call, token = Pair(folder, Name.call), Pair(folder, Name.token)
    for pair in (call, token):
        pair.rotate()
    assert 0 < call.under_way() <= 35
    assert token.under_way() == 0
    os.utime(call.private, (0, time.time() - 36))
    assert call.under_way() == 0


def test_a_folder_without_keys_is_named(wara: Wara, tmp_path: Path) -> None:
    done = wara("keys", "rotate", "call", "--folder", str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert str(tmp_path) in done.stderr

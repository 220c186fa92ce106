"""A disk of a few hundred megabytes at a folder, which a test can fill to the last byte."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

BLOCK = b"\0" * 1024 * 1024


class SmallDisk:
    def __init__(self, folder: Path) -> None:
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Takes every byte that is free, now; what others give back later is theirs."""
        with open(self._ballast, "ab", buffering=0) as ballast:
            for block in (BLOCK, BLOCK[:4096]):
                with suppress(OSError):
                    while True:
                        ballast.write(block)

    def make_room(self) -> None:
        self._ballast.unlink(missing_ok=True)


@contextmanager
def mounted(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """In memory; skips where this user may not mount."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    options = f"size={megabytes}m,mode=0700"
    mount = ["mount", "-t", "tmpfs", "-o", options, "wara-faults", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, timeout=10)
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True, timeout=10)

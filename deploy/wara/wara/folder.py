"""Where one local stack keeps everything it has: `.local/`, or a folder of its own for a second stack."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from wara.problem import Problem

SOCKET_PATH_LIMIT = 100  # bytes; the kernel's is 108, and supervisord adds a suffix while it binds


@dataclass(frozen=True)
class Folder:
    path: Path

    @property
    def run(self) -> Path:
        return self.path / "run"

    @property
    def log(self) -> Path:
        return self.path / "log"

    @property
    def keys(self) -> Path:
        return self.path / "keys"

    @property
    def broker(self) -> Path:
        return self.path / "rabbitmq"

    @property
    def store(self) -> Path:
        return self.path / "store"

    @property
    def mail(self) -> Path:
        return self.path / "mail"

    @property
    def audit(self) -> Path:
        return self.path / "audit"

    @property
    def socket(self) -> Path:
        name = self.run / "supervisor.sock"
        if len(os.fsencode(name)) <= SOCKET_PATH_LIMIT:
            return name
        digest = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"wara-{os.getuid()}-{digest}" / "supervisor.sock"

    def make(self) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        parts = (self.run, self.log, self.keys, self.broker, self.store, self.mail, self.audit)
        for part in (*parts, self.socket.parent):
            part.mkdir(mode=0o700, exist_ok=True)
            if part.stat().st_uid != os.getuid():
                raise Problem(f"{part} belongs to another user: remove it, or run as that user.")

    def clear(self) -> None:
        for part in (self.broker, self.store, self.mail, self.audit, self.log, self.keys, self.run):
            shutil.rmtree(part, ignore_errors=True)


class Lock:
    """Held by whoever runs the stack, as long as that process lives: the kernel lets go of it by itself."""

    def __init__(self, folder: Folder) -> None:
        self._path = folder.path / "lock"
        self._file: int | None = None

    @property
    def held(self) -> bool:
        return self._file is not None

    def take(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            raise Problem(
                f"wara is running already (process {self.holder()}); `wara down` stops it."
            ) from None
        os.truncate(file, 0)
        os.pwrite(file, str(os.getpid()).encode(), 0)
        self._file = file

    def release(self) -> None:
        if self._file is not None:
            os.truncate(self._file, 0)
            os.close(self._file)
            self._file = None

    def holder(self) -> int | None:
        """The process that runs the stack, or None."""
        if not self._path.exists():
            return None
        file = os.open(self._path, os.O_RDWR)
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(os.pread(file, 20, 0) or 0) or None
        finally:
            os.close(file)
        return None


def write(file: Path, content: bytes) -> None:
    """Readable by its owner alone from its first moment."""
    file.unlink(missing_ok=True)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)


def write_over(file: Path, content: bytes) -> None:
    """Into the file that is there, so that its owner stays, and who has it mounted sees the change. What is
    read meanwhile is never empty."""
    with file.open("r+b") as out:
        out.write(content)
        out.truncate()

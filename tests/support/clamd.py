"""clamd, a real one, on a socket and a port of its own. It knows one signature, that of a text of ours."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from chassis import scanning
from tests.support.polling import until
from tests.support.services import free_port

HARMFUL = b"this is what the tests take for a virus"
NAME = "clamd"
CONF = """
Foreground yes
DatabaseDirectory {folder}
LocalSocket {folder}/clamd.sock
TCPSocket {port}
TCPAddr 127.0.0.1
StreamMaxLength {at_most}
"""


def path() -> str | None:
    """Debian has it where an ordinary user's PATH does not lead."""
    return shutil.which(NAME) or shutil.which(NAME, path="/usr/sbin")


@dataclass
class Clamd:
    folder: Path
    port: int = field(default_factory=free_port)

    @property
    def uri(self) -> str:
        return f"unix://{self.folder}/clamd.sock"

    @property
    def uris(self) -> tuple[str, str]:
        return self.uri, f"tcp://127.0.0.1:{self.port}"

    @contextmanager
    def running(self, at_most: str = "25M") -> Iterator[None]:
        """`at_most` is how large a file it takes."""
        (self.folder / "ours.ndb").write_text(f"Wara.Test:0:*:{HARMFUL.hex()}\n")
        conf = self.folder / "clamd.conf"
        conf.write_text(CONF.format(folder=self.folder, port=self.port, at_most=at_most))
        with (self.folder / "clamd.log").open("ab") as log:
            program = str(path())
            child = subprocess.Popen([program, "--config-file", str(conf)], stdout=log, stderr=log)
        try:
            until(lambda: self._answers(child))
            yield
        finally:
            child.terminate()
            child.wait(10)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Where it is asked for, nobody is found."""
        place, elsewhere = self.folder / "clamd.sock", self.folder / "elsewhere.sock"
        place.rename(elsewhere)
        yield
        elsewhere.rename(place)

    def _answers(self, child: "subprocess.Popen[bytes]") -> bool:
        assert child.poll() is None, (self.folder / "clamd.log").read_text()[-3000:]
        try:
            with scanning.connected(f"{self.folder}/clamd.sock"):
                return True
        except OSError:
            return False

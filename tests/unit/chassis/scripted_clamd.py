"""What takes a file as clamd does, and says what it is told to: as the real one was heard to, or wrongly."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from chassis.scanning import COMMAND, Scanner


@dataclass
class Scripted:
    scanner: Scanner
    came: bytearray = field(default_factory=bytearray)


@contextmanager
def scripted(answer: bytes | None, takes: int | None = None) -> Iterator[Scripted]:
    """It closes once `takes` bytes have come, where that is said; without an `answer` it stays silent."""
    over = threading.Event()

    class Stream(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            if self.rfile.read(len(COMMAND)) != COMMAND:
                return
            while takes is None or len(clamd.came) < takes:
                (length,) = struct.unpack("!I", self.rfile.read(4))
                if not length:
                    break
                clamd.came += self.rfile.read(length)
            if answer is None:
                over.wait()
            else:
                self.wfile.write(answer)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Stream) as server:
        clamd = Scripted(Scanner(("127.0.0.1", server.server_address[1])))
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield clamd
        finally:
            over.set()
            server.shutdown()
            thread.join()

"""`python -m wara.panic <command>`: runs a server, and ends it when it says that it can do nothing more.

After a full disk it must be begun anew. WiredTiger refuses everything from then on: a `mongod` dies of it by
itself, SecantusDB stays and answers pings. RabbitMQ's quorum queues are gone from a node that otherwise goes
on. Ended, the server is begun anew by whoever started this.
"""

import signal
import subprocess
import sys

SIGNS = (b"WT_PANIC", b"{error,enospc}")


def main(command: list[str]) -> int:
    """The server's exit code; what it says passes through.

    To be told to end as a process group: then the server is told too, and this waits for it.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        assert server.stdout is not None
        for line in server.stdout:
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
            if server.poll() is None and any(sign in line for sign in SIGNS):
                server.kill()
    return server.returncode if server.returncode >= 0 else 128 - server.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m wara.panic <command>`: runs the embedded store, and ends it when its engine has panicked.

After a full disk WiredTiger refuses everything until its process is begun anew. A `mongod` dies of it by
itself; SecantusDB stays, answers pings, and serves nobody. Ended, it is begun anew by whoever started this.
"""

import signal
import subprocess
import sys

PANIC = b"WT_PANIC"


def main(command: list[str]) -> int:
    """The store's exit code; what it says passes through.

    To be told to end as a process group: then the store is told too, and this waits for it.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as store:
        assert store.stdout is not None
        for line in store.stdout:
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
            if PANIC in line and store.poll() is None:
                store.kill()
    return store.returncode if store.returncode >= 0 else 128 - store.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

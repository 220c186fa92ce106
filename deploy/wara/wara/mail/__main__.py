"""`python -m wara.mail --smtp 1025 --page 8025 --folder .local/mail`: catches mails, shows them on a page."""

import argparse
import logging
import signal
import threading
from pathlib import Path

from aiosmtpd.controller import Controller
from werkzeug.serving import make_server

from wara.mail.box import Box
from wara.mail.page import make_page
from wara.mail.sink import LARGEST, Sink
from wara.ports import LOOPBACK


def main() -> None:
    arguments = argparse.ArgumentParser(description="Catches every mail and shows it on a page.")
    arguments.add_argument("--smtp", type=int, required=True)
    arguments.add_argument("--page", type=int, required=True)
    arguments.add_argument("--folder", type=Path, required=True)
    options = arguments.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # else a line for each request
    box = Box(options.folder)
    smtp = Controller(
        Sink(box), hostname=LOOPBACK, port=options.smtp, data_size_limit=LARGEST, enable_SMTPUTF8=True
    )
    page = make_server(LOOPBACK, options.page, make_page(box), threaded=True)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    smtp.start()
    threading.Thread(target=page.serve_forever, daemon=True).start()
    stop.wait()
    smtp.stop()
    page.shutdown()


main()

"""`celery --app benchmarks.convening.celery_peer worker`: a mail a task, as Celery has it out of the box.

AMQP_URI names the broker, SMTP_PORT the mail server; a worker process keeps its connection. Run by itself
(`python -m benchmarks.convening.celery_peer FILE`) it hands over each mail of the file, which has one a line
as JSON, and prints when it began (`time.monotonic()`).
"""

import json
import os
import smtplib
import sys
import time
from functools import cache
from pathlib import Path

from celery import Celery

SENDER = "office@secretariat.example"

app = Celery("celery_peer", broker=os.environ["AMQP_URI"])


@app.task(name="send", ignore_result=True, acks_late=True)  # type: ignore[untyped-decorator]
def send(recipient: str, mail: str) -> None:
    server().sendmail(SENDER, [recipient], mail)


@cache
def server() -> smtplib.SMTP:
    return smtplib.SMTP("127.0.0.1", int(os.environ["SMTP_PORT"]))


if __name__ == "__main__":
    mails = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    print(time.monotonic(), flush=True)
    # where a connection is not closed but gone the broker may drop what it has not yet dealt with
    with app.connection_for_write() as connection:
        producer = app.amqp.Producer(connection)
        for recipient, mail in mails:
            send.apply_async((recipient, mail), producer=producer)

"""Sends the letters to officials, in a thread of `work`; what cannot leave is tried again after its lease."""

import threading
from datetime import timedelta
from functools import partial

from chassis import clock, log
from chassis.config import Settings
from chassis.errors import Unavailable
from chassis.mongo import Document, Store
from notify import letters, officials
from notify.channels.channel import Away, Channel, NotNow, Parcel, Refused
from notify.channels.email import Email
from notify.config import Post
from notify.outgoing import timer
from notify.outgoing.sender import ANSWERS_AWAITED

POLL_SECONDS = 4.0

logger = log.get(__name__)


class Courier:
    def __init__(self, rows: Store, channel: Channel, post: Post) -> None:
        self._store, self._channel, self._post = rows, channel, post
        self._lease = timedelta(seconds=post.smtp.timeout * (1 + ANSWERS_AWAITED))

    def send_due(self) -> bool:
        """False: there is no more of it for now."""
        for row in self._store.read(officials.due):
            if self._store.transact(partial(officials.claim, row=row, lease=self._lease)):
                self._try(row)
        return False

    def _try(self, row: Document) -> None:
        try:
            self._send(row)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - of one letter alone
            fault = type(error).__name__  # not its text, which may hold an address
            logger.error("account_letter_failed", reason=fault)

    def _send(self, row: Document) -> None:
        try:
            if row["until"] > clock.now():
                self._channel.send(self._parcel(row))
        except (Away, NotNow) as excuse:
            logger.warning("account_letter_put_off", reason=type(excuse).__name__)
            return
        except Refused as refusal:
            logger.error("account_letter_refused", reason=str(refusal), account=row["account"])
        self._store.transact(partial(officials.drop, row=row))

    def _parcel(self, row: Document) -> Parcel:
        about = self._store.read(partial(officials.correspondence, row=row))
        return Parcel(
            message_id=f"<{row['_id']}@{self._post.domain}>",
            written_at=row["asked_at"],
            name="",
            address=row["email"],
            letter=letters.write(about, self._post.doors.ways(about)),
        )


def run(rows: Store, settings: Settings, stop: threading.Event) -> None:
    post = Post.read(settings.env)
    channel = Email(post.smtp)
    timer.repeat(Courier(rows, channel, post).send_due, POLL_SECONDS, stop, "account_letters_paused")
    channel.close()

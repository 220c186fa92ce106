"""Copies of letters, posted as signed JSON to where a person has asked for them."""

import json
import time
from datetime import timedelta

from environs import Env

from chassis import clock, posting, signing
from chassis.errors import Unavailable
from chassis.links import Secrets
from chassis.mongo import Store
from chassis.posting import Answer, Unreachable, Unsafe
from chassis.retry_after import NOTHING
from notify import webhooks
from notify.channels.channel import Away, Kind, NotNow, Parcel, Receipt, Refused
from notify.model import LONGEST_RETRY
from notify.webhooks import Webhook

GONE = 410
WORTH_ANOTHER = frozenset({408, 425, 429})
REST, LONGEST_REST = timedelta(seconds=10), LONGEST_RETRY


class Webhooks:
    """`roots` are what secrets are made from. A receiver that does not answer is left in peace for a while,
    and others are served."""

    def __init__(self, rows: Store, roots: Secrets, anywhere: bool) -> None:
        self._store = rows
        self._roots = roots
        self._anywhere = anywhere
        self._resting: dict[str, float] = {}

    def open(self) -> None:
        pass

    def close(self) -> None:
        pass

    def send(self, parcel: Parcel) -> Receipt:
        webhook = self._of(parcel.recipient)
        if webhook is None or webhook.status != "active":
            raise Refused("not_registered")
        if (left := self._resting.get(webhook.id, 0.0) - time.monotonic()) > 0:
            raise NotNow("resting", timedelta(seconds=left))
        status, wait = self._post(webhook, parcel)
        if status == GONE:
            self._disable(webhook)
            raise Refused(str(status))
        if status in WORTH_ANOTHER or status >= 500:
            self._rest(webhook, wait)
            raise NotNow(str(status), wait)
        if not 200 <= status < 300:
            raise Refused(str(status))
        return Receipt(server=posting.read(webhook.url, self._anywhere).hostname or "", said=str(status))

    def _rest(self, webhook: Webhook, wait: timedelta = NOTHING) -> None:
        rest = max(REST, min(wait, LONGEST_REST))
        self._resting[webhook.id] = time.monotonic() + rest.total_seconds()

    def _post(self, webhook: Webhook, parcel: Parcel) -> Answer:
        body, now = payload(parcel), clock.now()
        secrets = webhook.secrets(self._roots(), now)
        headers = signing.headers(parcel.id, int(now.timestamp()), body, secrets)
        try:
            return posting.post(
                webhook.url, body, {"Content-Type": "application/json", **headers}, self._anywhere
            )
        except Unsafe as error:
            raise Refused("address_not_allowed") from error
        except Unreachable as error:
            self._rest(webhook)
            raise NotNow(str(error)) from error

    def _of(self, person: str) -> Webhook | None:
        try:
            return self._store.read(lambda tx: webhooks.find(tx, person))
        except Unavailable as error:
            raise Away("store") from error

    def _disable(self, webhook: Webhook) -> None:
        try:
            self._store.transact(lambda tx: webhooks.disable(tx, webhook))
        except Unavailable as error:
            raise Away("store") from error


def payload(parcel: Parcel) -> bytes:
    """The same at every attempt."""
    said = {
        "id": parcel.id,
        "template": parcel.template,
        "about": parcel.about,
        "language": parcel.letter.language,
        "subject": parcel.letter.subject,
        "text": parcel.letter.text,
        "link": parcel.link,
        "at": clock.to_wire(parcel.written_at),
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def may_go_anywhere(env: Env) -> bool:
    """For trying and for tests: http too, and addresses that only this machine or its network has."""
    return env.bool("WEBHOOKS_ANYWHERE", False)


CHANNEL = Kind(
    name="webhook",
    make=lambda store, env, post: Webhooks(store, post.doors.links.secrets, may_go_anywhere(env)),
    lanes=4,
    copies_to=webhooks.among,
)

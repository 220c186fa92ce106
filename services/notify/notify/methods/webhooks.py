"""Where a person wants copies posted to."""

from collections.abc import Sequence
from typing import Any

from chassis.mongo import Transaction
from chassis.rpc import Runtime, command, query
from chassis.schema import load
from notify import doors, schemas
from notify.channels.webhook import may_go_anywhere
from notify.handlers import webhooks
from notify.inboxes.schemas import PostedView, Registration, Rotation, WebhookView

Body = dict[str, Any]
WEBHOOK = WebhookView()


class Webhooks:
    runtime: Runtime

    @property
    def _roots(self) -> Sequence[bytes]:
        return doors.read(self.runtime.settings.env).links.secrets()

    @command
    def register_webhook(self, tx: Transaction, body: Body) -> Body:
        url, anywhere = load(Registration(), body)["url"], may_go_anywhere(self.runtime.settings.env)
        return schemas.view(WEBHOOK, webhooks.register(tx, url, self._roots, anywhere=anywhere))

    @query
    def get_webhook(self, tx: Transaction, body: Body) -> Body:
        load(schemas.Nothing(), body)
        return schemas.view(WEBHOOK, webhooks.get(tx))

    @command
    def rotate_webhook(self, tx: Transaction, body: Body) -> Body:
        return schemas.view(WEBHOOK, webhooks.rotate(tx, load(Rotation(), body)["if_match"], self._roots))

    @command
    def remove_webhook(self, tx: Transaction, body: Body) -> Body:
        load(schemas.Nothing(), body)
        return webhooks.remove(tx)

    @command
    def test_webhook(self, tx: Transaction, body: Body) -> Body:
        load(schemas.Nothing(), body)
        return schemas.view(PostedView(), webhooks.test(tx))

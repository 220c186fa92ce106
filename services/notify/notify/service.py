"""Every RPC method of notify: validate, call, return."""

from typing import Any

from chassis.mongo import Transaction
from chassis.rpc import EventFeed, Runtime, command, query
from chassis.schema import load
from notify import config, schemas, store
from notify.handlers import notifications, personal_data, previewing, templates
from notify.schemas import page, view

Body = dict[str, Any]
NOTIFICATION = schemas.NotificationView()


class NotifyService(EventFeed):
    name = "notify"
    runtime = Runtime(indexes=store.INDEXES, projections=store.PROJECTIONS)

    @query
    def list_notifications(self, tx: Transaction, body: Body) -> Body:
        return page(*notifications.list_notifications(tx, load(schemas.NotificationsQuery(), body)))

    @query
    def get_notification(self, tx: Transaction, body: Body) -> Body:
        return view(NOTIFICATION, notifications.get_notification(tx, load(schemas.ById(), body)["id"]))

    @query
    def get_personal_data(self, tx: Transaction, body: Body) -> Body:
        kept = personal_data.of(tx, load(schemas.ById(), body)["id"])
        return dict(schemas.PersonalDataView().dump(kept))

    @query
    def count_notifications(self, tx: Transaction, body: Body) -> Body:
        load(schemas.Nothing(), body)
        return notifications.count_notifications(tx)

    @query
    def preview_recipients(self, tx: Transaction, body: Body) -> Body:
        found = previewing.recipients(tx, load(schemas.RecipientsQuery(), body))
        return {**found, "items": schemas.RecipientView(many=True).dump(found["items"])}

    @command
    def cancel_notification(self, tx: Transaction, body: Body) -> Body:
        return view(NOTIFICATION, notifications.cancel_notification(tx, load(schemas.Verb(), body)))

    @command
    def resend_notification(self, tx: Transaction, body: Body) -> Body:
        return view(NOTIFICATION, notifications.resend_notification(tx, load(schemas.Verb(), body)))

    @query
    def list_templates(self, tx: Transaction, body: Body) -> Body:
        load(schemas.Nothing(), body)
        return {"items": schemas.TemplateView(many=True).dump(templates.list_templates()), "next": None}

    @query
    def preview_template(self, tx: Transaction, body: Body) -> Body:
        public_url = config.public_url(self.runtime.settings.env)
        letter = templates.preview_template(tx, load(schemas.PreviewQuery(), body), public_url)
        return view(schemas.LetterView(), letter)

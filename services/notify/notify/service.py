"""Every RPC method of notify: validate, call, return."""

from typing import Any

from chassis.mongo import Transaction
from chassis.rpc import AuditTrail, EventFeed, Runtime, command, query
from chassis.schema import load
from notify import doors, officials, schemas, store
from notify.broadcasts import store as broadcasts
from notify.by_hand import waiting
from notify.channels import registry
from notify.doors import Doors
from notify.handlers import incoming, notifications, personal_data, previewing, visiting
from notify.incoming import store as mails
from notify.methods.broadcasts import Broadcasts
from notify.methods.contact_lists import ContactLists
from notify.methods.delivering import Delivering
from notify.methods.entering import Entering
from notify.methods.inbox import Inbox
from notify.methods.templates import Templates
from notify.methods.webhooks import Webhooks
from notify.personal_views import PersonalDataView
from notify.schemas import page, view

Body = dict[str, Any]
NOTIFICATION, MAIL = schemas.NotificationView(), schemas.MailView()


class NotifyService(
    Broadcasts, Inbox, Webhooks, Templates, Delivering, Entering, ContactLists, EventFeed, AuditTrail
):
    name = "notify"
    runtime = Runtime(
        indexes=(*store.INDEXES, *waiting.INDEXES, *mails.INDEXES, *broadcasts.INDEXES, *officials.INDEXES),
        projections=store.PROJECTIONS,
        load=registry.load,
    )

    @property
    def _doors(self) -> Doors:
        return doors.read(self.runtime.settings.env)

    @query
    def list_notifications(self, tx: Transaction, body: Body) -> Body:
        return page(*notifications.list_notifications(tx, load(schemas.NotificationsQuery(), body)))

    @query
    def get_notification(self, tx: Transaction, body: Body) -> Body:
        return view(NOTIFICATION, notifications.get_notification(tx, load(schemas.ById(), body)["id"]))

    @query
    def get_personal_data(self, tx: Transaction, body: Body) -> Body:
        kept = personal_data.of(tx, load(schemas.ById(), body)["id"])
        return dict(PersonalDataView().dump(kept))

    @query
    def count_notifications(self, tx: Transaction, body: Body) -> Body:
        load(schemas.Nothing(), body)
        return notifications.count_notifications(tx)

    @query
    def get_performance(self, tx: Transaction, body: Body) -> Body:
        days = notifications.performance(tx, load(schemas.PerformanceQuery(), body))
        return {"items": schemas.DayView(many=True).dump(days), "next": None}

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
    def list_mails(self, tx: Transaction, body: Body) -> Body:
        items, after = incoming.list_mails(tx, load(schemas.MailsQuery(), body))
        return {"items": MAIL.dump(items, many=True), "next": after}

    @query
    def get_mail(self, tx: Transaction, body: Body) -> Body:
        return view(MAIL, incoming.get_mail(tx, load(schemas.ById(), body)["id"]))

    @command
    def resolve_mail(self, tx: Transaction, body: Body) -> Body:
        return view(MAIL, incoming.resolve_mail(tx, load(schemas.ResolveMail(), body)))

    @query
    def read_link(self, tx: Transaction, body: Body) -> Body:
        visitor = visiting.visitor(tx, load(schemas.LinkQuery(), body), self._doors)
        return view(schemas.VisitorView(), visitor)

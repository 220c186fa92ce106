"""The composition root of the HTTP side: a Flask application over any `RpcCall`."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import Flask

from chassis.keys import PublicKeys
from gateway import access, ask, auth, doorway, feeds, inboxes, operations, problems
from gateway.audit import trail as audit_trail
from gateway.audit.trail import Trail
from gateway.collection import Collection
from gateway.commands import office
from gateway.disclosures import record
from gateway.disclosures.places import places_of
from gateway.disclosures.record import Disclosures
from gateway.gate import keys as api_keys
from gateway.gate.addresses import Hosts, Proxies
from gateway.gate.gate import Gate
from gateway.gate.keys import Keys
from gateway.gate.limits import Limits
from gateway.identity import identity
from gateway.identity.cookies import Cookies
from gateway.identity.identity import Identity
from gateway.inboxes import Inboxes
from gateway.inputs import Counted
from gateway.openapi import SETTINGS, DocumentedApi
from gateway.pages import event_types, following, links, signing_in, views
from gateway.partners import register as partner_register
from gateway.partners.register import Register
from gateway.resource import route_of
from gateway.routes.accounts import accounts
from gateway.routes.actions import actions, notes
from gateway.routes.agenda import agenda
from gateway.routes.arranging import arranging
from gateway.routes.attachments import attachments
from gateway.routes.attendees import attendees
from gateway.routes.audit import audit
from gateway.routes.broadcasts import broadcasts
from gateway.routes.calendars import calendars
from gateway.routes.commands import commands
from gateway.routes.comments import comments
from gateway.routes.committees import committees
from gateway.routes.contact_lists import contact_lists
from gateway.routes.convening import convening
from gateway.routes.data_requests import data_requests, own_requests
from gateway.routes.delivery import delivery, suppressions
from gateway.routes.documents import annual, documents
from gateway.routes.erasures import erasures
from gateway.routes.event_webhook import event_webhook
from gateway.routes.events import events
from gateway.routes.inbox import inbox
from gateway.routes.incoming import incoming
from gateway.routes.keys import keys
from gateway.routes.me import me
from gateway.routes.meetings import meetings
from gateway.routes.members import members
from gateway.routes.minutes import minutes
from gateway.routes.notifications import notifications
from gateway.routes.partners import partners
from gateway.routes.personal_data import own_data, personal_data
from gateway.routes.privacy import privacy
from gateway.routes.proposals import left, proposals
from gateway.routes.referrals import referrals
from gateway.routes.register import register
from gateway.routes.reports import reports
from gateway.routes.reviews import reviews
from gateway.routes.roster import roster
from gateway.routes.scans import scans
from gateway.routes.sessions import sessions, sign_in
from gateway.routes.similar import similar
from gateway.routes.templates import templates
from gateway.routes.trace import trace
from gateway.routes.versions import versions
from gateway.routes.webhook import webhook
from gateway.streams import room
from gateway.streams.room import Room
from gateway.webhooks import orders
from gateway.webhooks.orders import Orders

RESOURCES = (
    members,
    roster,
    scans,
    committees,
    proposals,
    versions,
    reviews,
    similar,
    left,
    register,
    attachments,
    comments,
    meetings,
    convening,
    agenda,
    notes,
    actions,
    referrals,
    trace,
    minutes,
    reports,
    arranging,
    attendees,
    calendars,
    documents,
    annual,
    notifications,
    delivery,
    suppressions,
    broadcasts,
    contact_lists,
    incoming,
    templates,
    erasures,
    personal_data,
    own_data,
    data_requests,
    own_requests,
    privacy,
    events,
    event_webhook,
    audit,
    me,
    sign_in,
    sessions,
    accounts,
    keys,
    partners,
    commands,
    inbox,
    webhook,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpSettings:
    """`token_keys` are what bearer tokens are checked with; `checks` decide readiness, each by its name.
    Without `identity` nobody signs in, and no issuer but ourselves is believed. Addresses that are handed out
    begin with `public_url`, however the request came.
    """

    token_keys: PublicKeys
    checks: Mapping[str, Callable[[], bool]]
    public_url: str = "http://localhost"
    keys: Keys | None = None
    identity: Identity | None = None
    partners: Register | None = None
    commands: Collection | None = None
    webhooks: Orders | None = None
    limits: Limits = field(default_factory=Limits)
    proxies: Proxies = field(default_factory=Proxies)
    hosts: Hosts = field(default_factory=Hosts)
    trail: Trail = field(default_factory=Trail)
    disclosures: Disclosures = field(default_factory=Disclosures)

    def gate(self) -> Gate:
        elsewhere = self.identity.elsewhere if self.identity else auth.of_no_other
        return Gate(
            believe=lambda authorization: auth.believe(authorization, self.token_keys, elsewhere),
            identity=self.identity,
            keys=self.keys,
            limits=self.limits,
            proxies=self.proxies,
            hosts=self.hosts,
        )


def create_app(call: ask.RpcCall, settings: HttpSettings) -> Flask:
    """The application; LookupError when a route has no row in the access table."""
    app = Flask("gateway", static_folder=None)
    app.config.update(SETTINGS, PUBLIC_URL=settings.public_url.rstrip("/"))
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.merge_slashes = False
    app.url_map.converters["int"] = Counted
    app.extensions[ask.EXTENSION] = call
    place = app.extensions[room.EXTENSION] = Room()
    app.extensions[inboxes.EXTENSION] = Inboxes(call, place)
    app.extensions[feeds.EXTENSION] = feeds.feeds(call, place)
    app.extensions[api_keys.EXTENSION] = settings.keys
    app.extensions[partner_register.EXTENSION] = settings.partners
    app.extensions[office.EXTENSION] = settings.commands
    app.extensions[orders.EXTENSION] = settings.webhooks
    problems.register(app)
    audit_trail.register(app, settings.trail)
    app.extensions[identity.EXTENSION] = settings.identity
    doorway.register(app, settings.gate(), settings.identity.cookies if settings.identity else Cookies())
    api = DocumentedApi(app, settings.identity.issuers if settings.identity else ())
    for resource in RESOURCES:
        api.register_blueprint(resource)
    document = api.as_text()
    settings.disclosures.places = places_of(json.loads(document))
    record.register(app, settings.disclosures)
    app.register_blueprint(operations.blueprint(settings.checks, document))
    app.register_blueprint(views.pages)
    app.register_blueprint(event_types.event_types)
    app.register_blueprint(links.links)
    app.register_blueprint(signing_in.signing_in)
    app.register_blueprint(following.following)
    access.check_complete(routes(app))
    return app


def routes(app: Flask) -> list[str]:
    """Every route as the access table names it."""
    return [
        route_of(method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]


def create_documented_app() -> Flask:
    """One that is only there to be described: nobody can sign in, nothing can be called."""

    def away(*_: object, **__: object) -> dict[str, object]:
        raise NotImplementedError

    return create_app(away, HttpSettings(token_keys={}, checks={}))

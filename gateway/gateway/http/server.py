"""eventlet's WSGI server inside a nameko container.

Connections, heads and bodies have limits of their own, so that nobody who sends slowly, or much, or nothing
takes a worker from those who do not.
"""

import socket
from datetime import timedelta
from functools import partial
from typing import Any

import eventlet
import eventlet.wsgi
from marshmallow.validate import Range
from nameko.extensions import DependencyProvider

from chassis import health, log, permanent
from chassis.broker import connected
from chassis.caller import RpcClient
from chassis.config import Settings
from chassis.heads import Heads
from chassis.keys import KeyFile, KeyRing
from chassis.mongo import Store, connect
from gateway import waiting
from gateway.app import HttpSettings, create_app
from gateway.audit.store import Deeds
from gateway.audit.trail import Trail
from gateway.audit.whence import Whence, secret_of
from gateway.commands.desks import Desks
from gateway.commands.office import Office
from gateway.commands.store import COMMANDS
from gateway.disclosures.record import Disclosures
from gateway.disclosures.store import StoredLots
from gateway.feeds import feeds
from gateway.gate.addresses import PUBLIC_URL, Hosts, Proxies
from gateway.gate.keys import Keys
from gateway.gate.limits import Limits
from gateway.gate.store import KEYS, Windows, prepare
from gateway.http.intake import Application, Intake
from gateway.http.places import Places
from gateway.http.protocol import Protocol
from gateway.http.refusals import Told
from gateway.identity import issuers
from gateway.identity.identity import Identity
from gateway.partners.register import PARTNERS, Register
from gateway.rows import Rows
from gateway.streams.room import EXTENSION, Room
from gateway.webhooks.book import Book
from gateway.webhooks.courier import Courier
from gateway.webhooks.couriers import Couriers
from gateway.webhooks.logs import Logs
from gateway.webhooks.orders import Orders
from gateway.webhooks.post import Post
from gateway.webhooks.webhook import WEBHOOKS

CONNECTIONS = 800
WORKERS = 100
WORKER_SECONDS = 2.5
SOCKET_SECONDS = 8
STOP_SECONDS = 5
BACKLOG = 2048
DISCLOSURES_DAYS = 365

logger = log.get(__name__)


class HttpServer(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """Serves the application; RPC goes through the `RpcClient` of the same service class."""

    def setup(self) -> None:
        settings: Settings = self.container.config["settings"]
        env = settings.env
        client = next(one for one in self.container.dependencies if isinstance(one, RpcClient))
        checks = {"broker": lambda: connected(self.container)}
        self.store = Store(connect(settings.mongodb_uri), settings.database, settings.instance)
        proxies = Proxies(env.list("TRUSTED_PROXIES", []))
        secret = KeyFile(env.path("CALL_PRIVATE_KEY_FILE"), secret_of)
        self.trail = Trail(Whence(proxies, secret.current), deeds=Deeds(self.store), heads=Heads(settings))
        days = env.int("DISCLOSURES_DAYS", DISCLOSURES_DAYS, validate=Range(min=1))
        self.disclosures = Disclosures(StoredLots(self.store), timedelta(days=days))
        public_url = env.str("PUBLIC_URL", PUBLIC_URL)
        limits = Limits(Windows(self.store), env.int("LIMITS_TIMES", 1))
        known = issuers.read(env.str("ISSUERS_DIR", ""))
        webhooks = Orders(self._rows(WEBHOOKS), Logs(feeds(client.call, Room())), Post.read(env))
        partners = Register(self._rows(PARTNERS))
        about = HttpSettings(
            identity=Identity.of(self._rows, known, public_url, limits),
            token_keys=KeyRing(env.path("TOKEN_PUBLIC_KEY_FILE")),
            checks=checks,
            public_url=public_url,
            keys=Keys(self._rows(KEYS)),
            partners=partners,
            commands=self._rows(COMMANDS),
            webhooks=webhooks,
            limits=limits,
            proxies=proxies,
            hosts=Hosts.of(public_url),
            trail=self.trail,
            disclosures=self.disclosures,
        )
        with permanent.generation():
            self.application = create_app(client.call, about)
        self.desks = Desks(
            settings.amqp_uri,
            partners,
            Office(self._rows(COMMANDS), client.call),
            self.trail,
            self.container.spawn_managed_thread,
        )
        courier = Courier(Book(webhooks.rows), webhooks.logs, webhooks.post)
        self.couriers = Couriers(partners, courier, eventlet.spawn_n)
        self.listening = listen(env.str("GATEWAY_HOST", "127.0.0.1"), env.int("GATEWAY_PORT", 8000))
        health.serve(settings.health_host, settings.health_port, checks)

    def start(self) -> None:
        self.connections = Places(CONNECTIONS)
        self.container.spawn_managed_thread(lambda: prepare(self.store, eventlet.sleep))
        of_partners = self.desks.chore(), *self.couriers.chores()
        chores = (*self.trail.chores(), *self.disclosures.chores(), *of_partners)
        self.container.spawn_managed_thread(lambda: waiting.run(eventlet.sleep, *chores))
        self.serving = self.container.spawn_managed_thread(self._serve)

    def stop(self) -> None:
        """No new connections; what is being answered may be finished, within a time. Streams end at once.

        The store stays open: what is done beside may ask it until the process ends, a moment later.
        """
        self.serving.kill()
        self.couriers.close()
        self.application.extensions[EXTENSION].close()
        try:
            with eventlet.Timeout(STOP_SECONDS, TimeoutError()):
                self.connections.waitall()
        except TimeoutError:
            logger.warning("answers_cut_off", connections=self.connections.running())
        self.trail.finish()
        self.disclosures.write()

    def get_dependency(self, worker_ctx: Any) -> "HttpServer":
        return self

    def _rows(self, collection: str) -> Rows:
        return Rows(self.store, collection)

    def _serve(self) -> None:
        serve(self.listening, self.application, self.connections, self.trail.turned_away)


def listen(host: str, port: int) -> socket.socket:
    """OSError when the port is taken: no other process may share it unnoticed.

    What is accepted sends at once: else the end of a long answer waits until the client has acknowledged what
    came before, which it puts off for 40 ms.
    """
    listening = socket.create_server((host, port), backlog=BACKLOG, reuse_port=False)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
    return listening


def serve(listening: socket.socket, application: Application, connections: Places, told: Told) -> None:
    """Answers until the green thread is killed; `told` hears of what does not come to the application."""
    eventlet.wsgi.server(
        listening,
        Intake(application, WORKERS, WORKER_SECONDS, told),
        protocol=partial(Protocol, connections, told),
        custom_pool=connections,
        socket_timeout=SOCKET_SECONDS,
        log_output=False,
        debug=False,
    )

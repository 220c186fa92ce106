"""Broadcasts of the secretariat."""

from typing import Any

from chassis.mongo import Transaction
from chassis.rpc import command, query
from chassis.schema import load
from notify.broadcasts import config, schemas
from notify.broadcasts.config import Rules
from notify.handlers import broadcasts
from notify.schemas import ById, Verb, view

Body = dict[str, Any]
VIEW = schemas.BroadcastView()


class Broadcasts:
    runtime: Any

    @property
    def _rules(self) -> Rules:
        return config.read(self.runtime.settings.env)

    @query
    def list_broadcasts(self, tx: Transaction, body: Body) -> Body:
        items, after = broadcasts.page(tx, load(schemas.BroadcastsQuery(), body))
        return {"items": VIEW.dump(items, many=True), "next": after}

    @query
    def get_broadcast(self, tx: Transaction, body: Body) -> Body:
        return view(VIEW, broadcasts.get(tx, load(ById(), body)))

    @query
    def get_broadcast_progress(self, tx: Transaction, body: Body) -> Body:
        return schemas.progress_view(*broadcasts.progress_of(tx, load(ById(), body)))

    @command
    def draft_broadcast(self, tx: Transaction, body: Body) -> Body:
        return view(VIEW, broadcasts.draft(tx, load(schemas.DraftBroadcast(), body)))

    @command
    def revise_broadcast(self, tx: Transaction, body: Body) -> Body:
        return view(VIEW, broadcasts.revise(tx, load(schemas.ReviseBroadcast(), body)))

    @command
    def count_broadcast(self, tx: Transaction, body: Body) -> Body:
        return view(VIEW, broadcasts.ask_for_count(tx, load(Verb(), body)))

    @command
    def test_broadcast(self, tx: Transaction, body: Body) -> Body:
        return view(VIEW, broadcasts.ask_for_test(tx, load(schemas.TryBroadcast(), body), self._rules))

    @command
    def send_broadcast(self, tx: Transaction, body: Body) -> Body:
        return view(VIEW, broadcasts.send(tx, load(schemas.SendBroadcast(), body), self._rules))

    @command
    def recall_broadcast(self, tx: Transaction, body: Body) -> Body:
        return view(VIEW, broadcasts.recall(tx, load(Verb(), body)))

    @command
    def stop_broadcast(self, tx: Transaction, body: Body) -> Body:
        return view(VIEW, broadcasts.stop(tx, load(schemas.StopBroadcast(), body)))

    @command
    def discard_broadcast(self, tx: Transaction, body: Body) -> Body:
        return view(VIEW, broadcasts.discard(tx, load(Verb(), body)))

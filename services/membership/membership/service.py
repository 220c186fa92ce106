"""Every RPC method of membership: validate, call, return."""

from typing import Any

from chassis.mongo import Transaction
from chassis.rpc import EventFeed, Runtime, command, query
from chassis.schema import PageQuery, load
from membership import handlers, schemas, store
from membership.schemas import page, view

Body = dict[str, Any]
COMMITTEE = schemas.CommitteeView()
MEMBER = schemas.MemberView()
REPRESENTATIVE = schemas.RepresentativeView()


class MembershipService(EventFeed):
    name = "membership"
    runtime = Runtime(indexes=store.INDEXES)

    @command
    def apply_member(self, tx: Transaction, body: Body) -> Body:
        return view(MEMBER, handlers.apply_member(tx, load(schemas.Application(), body)))

    @command
    def admit_member(self, tx: Transaction, body: Body) -> Body:
        return view(MEMBER, handlers.admit_member(tx, load(schemas.Verb(), body)))

    @command
    def decline_member(self, tx: Transaction, body: Body) -> Body:
        return view(MEMBER, handlers.decline_member(tx, load(schemas.Reasoned(), body)))

    @command
    def suspend_member(self, tx: Transaction, body: Body) -> Body:
        return view(MEMBER, handlers.suspend_member(tx, load(schemas.Reasoned(), body)))

    @command
    def reinstate_member(self, tx: Transaction, body: Body) -> Body:
        return view(MEMBER, handlers.reinstate_member(tx, load(schemas.Verb(), body)))

    @command
    def withdraw_member(self, tx: Transaction, body: Body) -> Body:
        return view(MEMBER, handlers.withdraw_member(tx, load(schemas.Withdrawal(), body)))

    @query
    def get_member(self, tx: Transaction, body: Body) -> Body:
        return view(MEMBER, handlers.get_member(tx, load(schemas.ById(), body)["id"]))

    @query
    def list_members(self, tx: Transaction, body: Body) -> Body:
        return page(MEMBER, *handlers.list_members(tx, load(schemas.MembersQuery(), body)))

    @command
    def add_representative(self, tx: Transaction, body: Body) -> Body:
        return view(REPRESENTATIVE, handlers.add_representative(tx, load(schemas.Nomination(), body)))

    @command
    def confirm_representative(self, tx: Transaction, body: Body) -> Body:
        return view(REPRESENTATIVE, handlers.confirm_representative(tx, load(schemas.Verb(), body)))

    @command
    def end_representative(self, tx: Transaction, body: Body) -> Body:
        return view(REPRESENTATIVE, handlers.end_representative(tx, load(schemas.Ending(), body)))

    @query
    def list_representatives(self, tx: Transaction, body: Body) -> Body:
        found = handlers.list_representatives(tx, load(schemas.RepresentativesQuery(), body))
        return page(REPRESENTATIVE, *found)

    @query
    def get_committee(self, tx: Transaction, body: Body) -> Body:
        return view(COMMITTEE, handlers.get_committee(tx, load(schemas.MaybeById(), body)["id"]))

    @query
    def list_committees(self, tx: Transaction, body: Body) -> Body:
        return page(COMMITTEE, *handlers.list_committees(tx, load(PageQuery(), body)))

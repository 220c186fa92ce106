"""Accounts of officials, which the gateway itself keeps."""

from uuid import UUID

from flask import g

from gateway.idempotency import command_id
from gateway.identity.identity import here
from gateway.identity.sessions import check_fresh
from gateway.resource import (
    LINKED,
    REFUSED_ACT,
    REFUSED_CREATE,
    REFUSED_LIST,
    Answer,
    Resource,
    View,
    linked,
)
from gateway.schemas.accounts import Account, AccountPage, NewAccount
from gateway.schemas.parts import ListQuery

accounts = Resource("accounts", "gateway", "/v1/accounts", "Officials who sign in")


@accounts.arguments(ListQuery, location="query")
@accounts.response(200, AccountPage, headers=LINKED)
def listing(query: View) -> Answer:
    return linked(here().accounts.page(query.get("after"), query["limit"]))


@accounts.arguments(NewAccount)
@accounts.response(201, Account)
def opening(body: View) -> View:
    check_fresh(g.session)
    opened = here().open_account(body, command_id(g.caller, g.route))
    g.about = opened["id"]
    return opened


@accounts.response(200, Account)
def closing(id: UUID) -> View:
    return here().close_account(str(id))


accounts.publish("GET", "", "list_accounts", listing, "List accounts", REFUSED_LIST)
accounts.publish(
    "POST",
    "",
    "open_account",
    opening,
    "Open an account, and have a link to it sent that signs in once",
    REFUSED_CREATE,
    "IdempotencyKey",
)
accounts.publish(
    "POST",
    "/<uuid:id>/close",
    "close_account",
    closing,
    "Close an account, and end its sessions at once",
    REFUSED_ACT,
    "IdempotencyKey",
)

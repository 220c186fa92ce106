"""`python -m gateway first-link`: the secretariat's first account, and a link that signs in to it once.

The link is printed, and stands in no log; that it was made is on record. With `--again` there is another for
the account that was made.
"""

import getpass
import os
import sys
from collections.abc import Sequence
from urllib.parse import urlencode

from chassis import clock
from chassis.audit import deed
from chassis.call import Caller
from chassis.config import Settings
from chassis.mongo import Store, connect
from gateway.audit.store import Deeds
from gateway.gate.addresses import PUBLIC_URL
from gateway.identity import store as kept
from gateway.identity.accounts import Accounts
from gateway.identity.links import Links
from gateway.rows import Rows

AGAIN = "--again"
DID = "first-link"


def run(settings: Settings, arguments: Sequence[str]) -> None:
    """Nothing is printed where there is such an account, and no other link is asked for."""
    store = Store(connect(settings.mongodb_uri), settings.database, settings.instance)
    try:
        token = _made(store, again=AGAIN in arguments)
    finally:
        store.close()
    if token is None:
        sys.stderr.write(f"gateway: there is an account; `first-link {AGAIN}` prints a link for it\n")
        return
    address = settings.env.str("PUBLIC_URL", PUBLIC_URL).rstrip("/")
    sys.stdout.write(f"{address}/sign-in/link?{urlencode({'token': token})}\n")


def _made(store: Store, *, again: bool) -> str | None:
    """What is not on record opens nothing."""
    for name in kept.COLLECTIONS:
        store.make_collection(name)
    store.make_indexes(kept.INDEXES)
    accounts = Accounts(Rows(store, kept.ACCOUNTS))
    id = accounts.first() or (accounts.secretariat() if again else None)
    if id is None:
        return None
    Deeds(store).append([deed(DID, Caller(id=_who()), clock.now(), {"again": again}, about=id)])
    return Links(Rows(store, kept.LINKS)).for_account(id)


def _who() -> str:
    """By the name that they are known by on this machine, where they have one."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"

"""`python -m gateway first-link`: the secretariat's first account, and a link that signs in to it once.

The link is printed, and stands in no log. With `--again` there is another for the account that was made.
"""

import sys
from collections.abc import Sequence
from urllib.parse import urlencode

from chassis.config import Settings
from chassis.mongo import Store, connect
from gateway.identity import store as rows
from gateway.identity.accounts import Accounts
from gateway.identity.links import Links

AGAIN = "--again"
PUBLIC_URL = "http://localhost"


def run(settings: Settings, arguments: Sequence[str]) -> None:
    """Nothing is printed where there is such an account, and no other link is asked for."""
    store = Store(connect(settings.mongodb_uri), settings.database, settings.instance)
    try:
        for name in rows.COLLECTIONS:
            store.make_collection(name)
        store.make_indexes(rows.INDEXES)
        accounts = Accounts(rows.Rows(store, rows.ACCOUNTS))
        id = accounts.first() or (accounts.secretariat() if AGAIN in arguments else None)
        if id is None:
            sys.stderr.write(f"gateway: there is an account; `first-link {AGAIN}` prints a link for it\n")
            return
        token = Links(rows.Rows(store, rows.LINKS)).for_account(id)
    finally:
        store.close()
    address = settings.env.str("PUBLIC_URL", PUBLIC_URL).rstrip("/")
    sys.stdout.write(f"{address}/sign-in/link?{urlencode({'token': token})}\n")

"""What sign-in keeps in the gateway's own database: accounts, sessions, links, and who is on their way in."""

from chassis.mongo import Index

ACCOUNTS, SESSIONS, LINKS, JOURNEYS = "accounts", "sessions", "sign_in_links", "sign_ins"
COLLECTIONS = (ACCOUNTS, SESSIONS, LINKS, JOURNEYS)
INDEXES = (
    Index("accounts_identity", ACCOUNTS, [("identity", 1)], unique=True),
    Index("sessions_owner", SESSIONS, [("owner", 1), ("_id", 1)]),
    Index("sessions_ends_at", SESSIONS, [("ends_at", 1)]),
    Index("sign_in_links_ends_at", LINKS, [("ends_at", 1)]),
    Index("sign_ins_ends_at", JOURNEYS, [("ends_at", 1)]),
)

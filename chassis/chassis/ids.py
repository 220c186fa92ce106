"""Identifiers: UUID version 7, so that they sort by the time they were made (RFC 9562)."""

import uuid6


def new_id() -> str:
    return str(uuid6.uuid7())

"""Links that sign somebody in, once: those of letters, for who is written to, and those that are printed, for
an account.

What is in a letter is made by notify, of a secret of ours and for one person, under a signature of its own:
who has the one without the other signs nobody in.
"""

from datetime import datetime, timedelta

from chassis import clock
from chassis.errors import Conflict, Denied, Reused
from gateway.collection import Collection, Row
from gateway.identity import secret

LINK_USED, LINK_UNKNOWN = "sign_in_link_used", "sign_in_link_unknown"
CODES = (LINK_USED, LINK_UNKNOWN)
BY_LETTER, BY_PRINT = "letter", "print"
MAILED, PRINTED = timedelta(minutes=10), timedelta(hours=24)


class Links:
    def __init__(self, rows: Collection) -> None:
        self._rows = rows

    def for_letters(self, good_for: timedelta = MAILED) -> tuple[str, datetime]:
        """The secret that the letters to one address are made of, and until when they are good."""
        return self._make(None, good_for)

    def was_sent(self, command_id: str, to: str) -> bool:
        """Reused where the command had one sent elsewhere."""
        row, address = self._rows.get(secret.kept(command_id)), _address(command_id, to)
        if row is not None and row.get("to", address) != address:
            raise Reused()
        return row is not None

    def note_sent(self, command_id: str, to: str) -> None:
        self._keep(command_id, None, clock.now() + MAILED, to=_address(command_id, to))

    def for_account(self, id: str) -> str:
        return self._make(id, PRINTED)[0]

    def account_of(self, text: str) -> str | None:
        """Whose printed link it is; None where it is none."""
        row = self._rows.get(secret.kept(text))
        return row["account"] if row else None

    def use(self, text: str, used_by: str) -> None:
        """Once for each; Denied where it is none of ours, Conflict where it is used, or its time over."""
        id = secret.kept(text)
        if self._rows.mark(id, used_by, clock.now()) is None:
            raise Conflict(LINK_USED) if self._rows.get(id) else Denied(LINK_UNKNOWN)

    def _make(self, account: str | None, good_for: timedelta) -> tuple[str, datetime]:
        text, ends_at = secret.new(), clock.now() + good_for
        self._rows.forget()
        self._keep(text, account, ends_at)
        return text, ends_at

    def _keep(self, text: str, account: str | None, ends_at: datetime, **more: str) -> None:
        row: Row = {"_id": secret.kept(text), "account": account, "ends_at": ends_at, "used_by": []}
        self._rows.add(row | more)


def _address(command_id: str, email: str) -> str:
    """What is kept of it, with a command alone."""
    return secret.kept(f"{command_id}\n{email.casefold()}")

"""What every channel offers a sender, and the three ways in which it can say no.

A channel is one file beside this one: a class like `Channel`, and a `CHANNEL` which says what there is to
know of it (`registry`).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from environs import Env

from chassis.mongo import Document, Store, Transaction
from notify.letters import Letter

if TYPE_CHECKING:
    from notify.config import Post


class Away(Exception):
    """The channel cannot be used now; that is not the fault of any one letter."""


class NotNow(Exception):
    """This letter was not taken, or it is not known whether it was; worth another attempt, not before the
    `wait` that the other side asks for."""

    def __init__(self, reason: str, wait: timedelta = timedelta()) -> None:
        super().__init__(reason)
        self.wait = wait


class TooFast(NotNow):
    """Not taken because the recipient's side wants fewer letters at a time."""


class Refused(Exception):
    """This letter will never be taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A calendar entry: what the recipient's calendar is to do, and the entry itself."""

    method: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A letter on its way, under the same `message_id` each time it is tried.

    `unsubscribe` is where its reader may do without the next of its kind; `reply_to` is where answers to this
    one come in, and reports about it. `link` is the page of what it is about.
    """

    message_id: str
    written_at: datetime
    name: str
    address: str
    letter: Letter
    calendar: Attachment | None = None
    unsubscribe: str | None = None
    reply_to: str | None = None
    id: str = ""
    recipient: str = ""
    template: str = ""
    about: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Which server took a letter over, and what it said; no address in it."""

    server: str
    said: str


class Channel(Protocol):
    def open(self) -> None:
        """Away where it cannot be reached."""

    def send(self, parcel: Parcel) -> Receipt:
        """Returns once the other side has taken it over; NotNow or Refused where it has not."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What there is to know of a channel: `make` makes one, for each of the `lanes` that send side by side.

    Where it has `copies_to`, it carries copies: of the people given that tells the ids of those who get one
    of each letter to them. Else it carries letters themselves.
    """

    name: str
    make: Callable[[Store, Env, "Post"], Channel]
    lanes: int = 2
    copies_to: Callable[[Transaction, Sequence[Document]], Collection[str]] | None = None

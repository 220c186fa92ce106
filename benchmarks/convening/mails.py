"""Invitations as our letters are, with a calendar entry each, for others to send."""

from datetime import UTC, datetime

from chassis.links import Links
from notify import examples
from notify.channels.channel import Parcel
from notify.channels.email import Server, compose
from notify.config import Post
from notify.doors import Doors
from notify.letters import Correspondence
from notify.model import Notification
from notify.outgoing import parcels

Mail = tuple[str, str]
"""To whom, and what, as it goes over the wire."""
SENDER = "office@secretariat.example"
AT = datetime(2018, 1, 10, 2, tzinfo=UTC)


def mails(count: int) -> list[Mail]:
    """Each with an address and a Message-ID of its own."""
    letter = compose(_parcel(), SENDER).as_bytes().decode("ascii")
    return [
        (f"rep1@org{number}.example", letter.replace(examples.NOTIFICATION_ID, f"{number:036}"))
        for number in range(count)
    ]


def _parcel() -> Parcel:
    facts = {"meeting": examples.MEETING_ID, "calendar_sequence": 0}
    notification = Notification(
        id=examples.NOTIFICATION_ID,
        key="one",
        cause=examples.ABOUT,
        template="meeting-invitation",
        channel="email",
        about=examples.ABOUT,
        committee=examples.COMMITTEE_ID,
        member=examples.MEMBER_ID,
        recipient=examples.REPRESENTATIVE_ID,
        language="th",
        facts=facts,
        created_at=AT,
        message_id=f"<{examples.NOTIFICATION_ID}@secretariat.example>",
    )
    correspondence = Correspondence(
        template="meeting-invitation",
        language="th",
        about=examples.ABOUT,
        at=AT,
        facts=facts,
        representative=examples.REPRESENTATIVE,
        member=examples.MEMBER,
        committee=examples.COMMITTEE,
        meeting=examples.MEETING,
    )
    post = Post(
        smtp=Server.read("smtp://127.0.0.1:25", SENDER, 10.0),
        sender=SENDER,
        domain="secretariat.example",
        doors=Doors("https://wara.example", Links(lambda: [b"0" * 32])),
    )
    return parcels.pack(notification, correspondence, post)

"""A notification ready to leave: its letter, its calendar entry, and to whom."""

from notify import letters
from notify.channels import calendar
from notify.channels.channel import Attachment, Parcel
from notify.config import Post
from notify.letters import CALENDAR_METHODS, Correspondence, Letter
from notify.model import Notification
from notify.wording import person


def pack(notification: Notification, correspondence: Correspondence, post: Post) -> Parcel:
    letter = letters.write(correspondence, post.public_url)
    return Parcel(
        message_id=notification.message_id or "",
        written_at=notification.created_at,
        name=person(correspondence.representative["name"], notification.language),
        address=correspondence.representative["email"],
        letter=letter,
        calendar=_entry(correspondence, letter, post),
    )


def _entry(correspondence: Correspondence, letter: Letter, post: Post) -> Attachment | None:
    method = CALENDAR_METHODS.get(correspondence.template)
    if method is None or correspondence.meeting is None:
        return None
    entry = calendar.Entry(
        method=method,
        language=correspondence.language,
        meeting=correspondence.meeting,
        representative=correspondence.representative,
        summary=letter.occasion or letter.subject,
        organizer=post.sender,
        link=f"{post.public_url}/v1/{correspondence.about}",
        stamp=correspondence.at,
    )
    return Attachment(method=method, content=calendar.write(entry))

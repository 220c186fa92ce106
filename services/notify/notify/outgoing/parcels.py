"""A notification ready to leave: its letter, its calendar entry, and to whom."""

from notify import letters
from notify.channels import calendar
from notify.channels.channel import Attachment, Parcel
from notify.config import Post
from notify.letters import CALENDAR_METHODS, Correspondence, Letter, Ways
from notify.model import Notification
from notify.wording import person


def pack(notification: Notification, correspondence: Correspondence, post: Post) -> Parcel:
    ways = post.doors.ways(correspondence)
    letter = letters.write(correspondence, ways)
    return Parcel(
        message_id=notification.message_id or "",
        written_at=notification.created_at,
        name=person(correspondence.representative["name"], notification.language),
        address=correspondence.representative["email"],
        letter=letter,
        calendar=_entry(correspondence, letter, post, ways),
        unsubscribe=ways.unsubscribe,
        reply_to=post.addresses.of_letter(notification.id) if post.addresses else None,
        id=notification.id,
        recipient=notification.recipient,
        template=notification.template,
        about=notification.about,
        link=ways.page,
    )


def _entry(correspondence: Correspondence, letter: Letter, post: Post, ways: Ways) -> Attachment | None:
    method = CALENDAR_METHODS.get(correspondence.template)
    if method is None or correspondence.meeting is None:
        return None
    uid = calendar.uid(correspondence.meeting["_id"], correspondence.representative["_id"], post.domain)
    entry = calendar.Entry(
        method=method,
        language=correspondence.language,
        meeting=correspondence.meeting,
        representative=correspondence.representative,
        summary=letter.occasion or letter.subject,
        uid=uid,
        organizer=post.organizer(uid),
        link=ways.page,
        stamp=correspondence.at,
    )
    return Attachment(method=method, content=calendar.write(entry))

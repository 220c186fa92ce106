"""Notifications and letters to try rules on; every detail that a test does not name is plain."""

from datetime import UTC, datetime, timedelta
from typing import Any

from notify import examples
from notify.letters import Correspondence
from notify.model import Notification

AT = datetime(2018, 1, 10, 2, tzinfo=UTC)
LEASE = timedelta(seconds=60)
MESSAGE_ID = f"<{examples.NOTIFICATION_ID}@secretariat.example>"


def notification(**changes: Any) -> Notification:
    plain = {
        "id": examples.NOTIFICATION_ID,
        "key": f"{examples.ABOUT}|meeting-invitation|{examples.REPRESENTATIVE_ID}",
        "cause": examples.ABOUT,
        "template": "meeting-invitation",
        "channel": "email",
        "about": examples.ABOUT,
        "committee": examples.COMMITTEE_ID,
        "member": examples.MEMBER_ID,
        "recipient": examples.REPRESENTATIVE_ID,
        "language": "th",
        "facts": {"meeting": examples.MEETING_ID, "calendar_sequence": 0},
        "created_at": AT,
    }
    return Notification(**{**plain, **changes})


def queued() -> Notification:
    one = notification()
    one.queue(AT)
    return one


def sending() -> Notification:
    one = queued()
    one.claim(AT, LEASE, MESSAGE_ID)
    return one


def digested() -> Notification:
    one = notification()
    one.tell_in("the digest", AT)
    return one


def correspondence(template: str, **changes: Any) -> Correspondence:
    plain = {
        "template": template,
        "language": "th",
        "about": examples.ABOUT,
        "at": AT,
        "facts": examples.FACTS[template],
        "representative": examples.REPRESENTATIVE,
        "member": examples.MEMBER,
        "committee": examples.COMMITTEE,
        "meeting": examples.MEETING,
    }
    return Correspondence(**{**plain, **changes})

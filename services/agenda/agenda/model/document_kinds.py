"""What a meeting puts on paper, and which edits of the meeting each of them says."""

from enum import StrEnum


class Kind(StrEnum):
    AGENDA = "agenda"
    NEWS_RELEASE = "news-release"
    INVITATION = "invitation"
    ATTENDANCE = "attendance"
    MINUTES = "minutes"


SIGNED_OFF = (Kind.AGENDA, Kind.NEWS_RELEASE, Kind.INVITATION, Kind.MINUTES)
"""What leaves the house. A sheet to sign at the door does not."""
FOR_EVERYBODY = (Kind.AGENDA, Kind.NEWS_RELEASE, Kind.MINUTES)
"""Once it is published; a letter is its addressee's."""
OF_ITEMS = (Kind.AGENDA, Kind.NEWS_RELEASE, Kind.MINUTES)
OF_RECORD = (Kind.NEWS_RELEASE, Kind.MINUTES)
PARTICULARS: dict[Kind, frozenset[str]] = {
    Kind.INVITATION: frozenset({"references", "enclosures", "reply_by", "remarks"}),
    Kind.MINUTES: frozenset({"began", "ended", "recorder"}),
}
"""What is typed into a document beside what the meeting knows."""

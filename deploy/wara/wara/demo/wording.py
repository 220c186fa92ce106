"""Days, meetings and documents in a few words."""

from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser

from wara.api import View

BANGKOK = timezone(timedelta(hours=7))  # Thailand keeps no summer time
BUDDHIST_ERA = 543
ZERO_WIDTH_SPACE = "\u200b"


def day(moment: datetime) -> str:
    return f"{moment:%-d %B} {moment.year + BUDDHIST_ERA} ({moment.year})"


def in_words(meeting: View) -> str:
    """Only what is on record."""
    number = meeting["number"]["display"]["en"] if meeting.get("number") else None
    venue = meeting.get("venue")
    people = meeting.get("participants")
    about = "about " if people and people.get("approximate") else ""
    said = (
        number,
        day(datetime.fromisoformat(meeting["starts_at"]).astimezone(BANGKOK)),
        venue and (venue.get("th") or venue["en"]),
        people and f"{about}{people['count']} people",
    )
    return ", ".join(part for part in said if part)


class Paragraphs(HTMLParser):
    """The headings and paragraphs of a page as lines of plain text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("h1", "p"):
            self._inside = True
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h1", "p"):
            self._inside = False
            self.lines[-1] = " ".join(self.lines[-1].replace(ZERO_WIDTH_SPACE, "").split())

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.lines[-1] += data

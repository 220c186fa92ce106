"""What of our answers is about a person, and about which: by the name of the schema that shows it.

The classes are those that the services give; a test holds the two against each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chassis.personal import Fields, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """`key` is where in it the id stands of whom it is about, one of `people`; where it does not, it is found
    by the thing's own id, among `others`."""

    people: str
    key: str
    fields: Fields
    others: str | None = None

    def subject(self, shown: Mapping[str, Any]) -> str | None:
        """`representatives/<id>`."""
        id: Any = shown
        for name in self.key.split("."):
            id = id.get(name) if isinstance(id, Mapping) else None
        if id:
            return f"{self.people}/{id}"
        return f"{self.others}/{shown['id']}" if self.others and shown.get("id") else None


REPRESENTATIVES, ATTENDEES, MAILS, SCANS = "representatives", "attendees", "incoming-mails", "scans"
PEOPLE = (REPRESENTATIVES, ATTENDEES)
"""Those whose ids stand for one person each."""
SHOWN: Mapping[str, Personal] = {
    "Representative": Personal(
        people=REPRESENTATIVES,
        key="id",
        fields=fields(
            identity="name post",
            contact="email telephone postal_address preferred_channel language channels digest quiet_hours",
        ),
    ),
    "PersonalData": Personal(
        people=REPRESENTATIVES, key="representative.id", fields=fields(identity="told", contact="copy")
    ),
    "DataRequest": Personal(people=REPRESENTATIVES, key="representative", fields=fields(identity="changes")),
    "Attendee": Personal(
        people=ATTENDEES, key="id", fields=fields(identity="name post organisation representative")
    ),
    "Notification": Personal(
        people=REPRESENTATIVES, key="recipient", fields=fields(identity="contact_attempts")
    ),
    "Contact": Personal(
        people=REPRESENTATIVES,
        key="recipient",
        fields=fields(identity="name contact_attempts", contact="address telephone"),
    ),
    "SentLetter": Personal(
        people=REPRESENTATIVES, key="recipient", fields=fields(identity="subject text html")
    ),
    "Mail": Personal(people=REPRESENTATIVES, key="recipient", fields=fields(contact="sender"), others=MAILS),
    "Webhook": Personal(people=REPRESENTATIVES, key="id", fields=fields(contact="url")),
    "Scan": Personal(people=SCANS, key="id", fields=fields(identity="content")),
}
FILES: Mapping[str, str] = {
    "GET /v1/members/{member}/scans/{id}": "Scan",
    "GET /v1/meetings/{id}/documents/{kind}": "Attendee",
}
"""Routes whose files show one of these, or several."""
CLASS_OF = {name: cls for shown in SHOWN.values() for name, cls in shown.fields.items()}

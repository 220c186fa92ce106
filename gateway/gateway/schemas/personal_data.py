"""All that is kept about one person, for that person."""

from typing import Any, ClassVar

from marshmallow import Schema, fields

from gateway.schemas.accounts import Account
from gateway.schemas.attendees import Attendee
from gateway.schemas.comments import Comment
from gateway.schemas.consents import Consent
from gateway.schemas.data_requests import DataRequest
from gateway.schemas.delivery import Suppression
from gateway.schemas.incoming import Mail
from gateway.schemas.members import Change
from gateway.schemas.notifications import Notification
from gateway.schemas.parts import View, chosen, says, spoken
from gateway.schemas.representatives import Representative
from gateway.schemas.reviews import Review
from gateway.schemas.scans import Scan
from gateway.schemas.sessions import Session

FORMATS = ("json", "pdf")
CLASSES = ("identity", "contact", "pseudonym", "office", "content", "organisation", "technical")


class PersonalDataQuery(Schema):
    language = spoken("Of the PDF; by default the better of `Accept-Language`.")
    format = chosen(FORMATS, "For links, which cannot set `Accept`; it wins over it.")


class ToldFact(View):
    type = fields.String(required=True)
    at = fields.String(required=True)
    data = fields.Dict(required=True, metadata=says("As it was then; empty of whom was erased."))


class PersonalData(View):
    """What membership, notify, the agenda and the gateway keep about a person.

    What they wrote, said and signed in by is shown to themselves and the secretariat; to others it is empty.
    """

    representative = fields.Nested(Representative, required=True)
    classes = fields.Dict(
        keys=fields.String(),
        values=chosen(CLASSES),
        metadata=says("Of which class each field of the record is; identity and contact can be erased."),
    )
    history = fields.List(fields.Nested(Change), required=True)
    told = fields.List(
        fields.Nested(ToldFact), required=True, metadata=says("The facts told to wara's own services.")
    )
    requests = fields.List(
        fields.Nested(DataRequest), required=True, metadata=says("What the person asked of these data.")
    )
    consents = fields.List(fields.Nested(Consent), required=True)
    scans = fields.List(
        fields.Nested(Scan),
        required=True,
        metadata=says("Pages of the letter that put them forward; the secretariat has them."),
    )
    copy = fields.Dict(required=True, metadata=says("What notify holds to write to the person."))
    letters = fields.List(fields.Nested(Notification), required=True)
    letters_kept = fields.List(
        fields.UUID(),
        required=True,
        metadata=says("Of these letters the words are kept: `/v1/notifications/{id}/letter`."),
    )
    places = fields.List(
        fields.Nested(Attendee), required=True, metadata=says("Meetings that they were named for.")
    )
    mails = fields.List(fields.Nested(Mail), required=True, metadata=says("What they wrote to us."))
    suppressions = fields.List(
        fields.Nested(Suppression), required=True, metadata=says("Where their address takes no letters.")
    )
    comments = fields.List(fields.Nested(Comment), required=True, metadata=says("What they said."))
    reviews = fields.List(fields.Nested(Review), required=True, metadata=says("What they advised."))
    sessions = fields.List(fields.Nested(Session), required=True, metadata=says("Those that go on."))
    accounts = fields.List(
        fields.Nested(Account), required=True, metadata=says("By which they sign in at a provider.")
    )

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "representative": Representative.EXAMPLE,
        "classes": {"name": "identity", "email": "contact", "role": "technical"},
        "history": [],
        "told": [
            {
                "type": "membership.representative.confirmed.v1",
                "at": "2018-01-15T03:00:00.000Z",
                "data": {"email": "rep1@org1.example"},
            }
        ],
        "requests": [DataRequest.EXAMPLE],
        "consents": [Consent.EXAMPLE],
        "scans": [Scan.EXAMPLE],
        "copy": {"email": "rep1@org1.example", "language": "th"},
        "letters": [Notification.EXAMPLE],
        "letters_kept": [Notification.EXAMPLE["id"]],
        "places": [],
        "mails": [Mail.EXAMPLE],
        "suppressions": [Suppression.EXAMPLE],
        "comments": [Comment.EXAMPLE],
        "reviews": [Review.EXAMPLE],
        "sessions": [],
        "accounts": [],
    }

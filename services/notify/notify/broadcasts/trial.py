"""A broadcast as a made-up representative would get it, for an officer to look at."""

from dataclasses import dataclass
from datetime import datetime

from chassis.mongo import Document, Transaction
from notify import examples, letters, store
from notify.broadcasts.model import Broadcast
from notify.broadcasts.relevance import template_of
from notify.channels.channel import Parcel
from notify.config import Post
from notify.editing import store as templates
from notify.editing.template import EditedTemplate
from notify.letters import Correspondence
from notify.model import LANGUAGES
from notify.store import COMMITTEES


@dataclass(frozen=True, slots=True)
class Around:
    """What its letters are written from beside its own words."""

    committee: Document
    template: EditedTemplate


def around(tx: Transaction, broadcast: Broadcast) -> Around:
    committee = store.known(tx, COMMITTEES, broadcast.committee)
    return Around(committee, templates.load(tx, template_of(broadcast).name))


def parcels(broadcast: Broadcast, of: Around, job: Document, at: datetime, post: Post) -> list[Parcel]:
    """One in each language that the text has, the same each time that the job is tried."""
    made = []
    for language in LANGUAGES:
        if language in broadcast.body:
            about = Correspondence(
                template=template_of(broadcast).name,
                language=language,
                about=f"broadcasts/{broadcast.id}",
                at=at,
                facts={**broadcast.stated_in(language), "test": True},
                representative=examples.REPRESENTATIVE,
                member=examples.MEMBER,
                committee=of.committee,
                words=of.template.words(language),
            )
            letter = letters.write(about, post.doors.ways(about))
            id = f"<test.{job['asked']}.{language}@{post.domain}>"
            made.append(Parcel(message_id=id, written_at=at, name="", address=job["to"], letter=letter))
    return made

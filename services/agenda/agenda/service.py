"""Every RPC method of the agenda; each page of `methods` has those of one part of the work."""

from pathlib import Path

from agenda import store
from agenda.handlers import documents
from agenda.methods.actions import Actions, Notes
from agenda.methods.arranging import Arranging
from agenda.methods.attachments import Attachments
from agenda.methods.calendars import Calendars
from agenda.methods.comments import Comments
from agenda.methods.documents import Documents
from agenda.methods.items import Items
from agenda.methods.judging import Judging
from agenda.methods.meetings import Meetings
from agenda.methods.minutes import MeetingMinutes
from agenda.methods.participation import Participation
from agenda.methods.proposals import Proposals
from agenda.methods.referrals import Referrals
from agenda.methods.reports import Reports
from agenda.methods.reviewing import Reviewing
from agenda.methods.similar import Similar
from agenda.methods.supporting import Supporting
from agenda.methods.trace import Traces
from agenda.methods.versions import Versions
from chassis import scanning, search_words
from chassis.config import Settings
from chassis.rpc import AuditTrail, EventFeed, Runtime


def prepare(settings: Settings) -> None:
    search_words.load()
    scanning.begin(settings.env)
    folder: Path | None = settings.env.path("TEMPLATES_DIR", None)
    if folder:
        documents.take_templates(folder)


class AgendaService(
    Proposals,
    Similar,
    Supporting,
    Versions,
    Judging,
    Reviewing,
    Meetings,
    Items,
    Notes,
    Actions,
    Referrals,
    Traces,
    MeetingMinutes,
    Reports,
    Arranging,
    Calendars,
    Participation,
    Documents,
    Attachments,
    Comments,
    EventFeed,
    AuditTrail,
):
    name = "agenda"
    runtime = Runtime(indexes=store.INDEXES, projections=store.PROJECTIONS, load=prepare)

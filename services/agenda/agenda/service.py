"""Every RPC method of the agenda; each page of `methods` has those of one part of the work."""

from pathlib import Path

from agenda import store
from agenda.handlers import documents
from agenda.methods.documents import Documents
from agenda.methods.items import Items
from agenda.methods.judging import Judging
from agenda.methods.meetings import Meetings
from agenda.methods.participation import Participation
from agenda.methods.proposals import Proposals
from chassis.config import Settings
from chassis.rpc import EventFeed, Runtime


def take_templates(settings: Settings) -> None:
    folder: Path | None = settings.env.path("TEMPLATES_DIR", None)
    if folder:
        documents.take_templates(folder)


class AgendaService(Proposals, Judging, Meetings, Items, Participation, Documents, EventFeed):
    name = "agenda"
    runtime = Runtime(indexes=store.INDEXES, projections=store.PROJECTIONS, load=take_templates)

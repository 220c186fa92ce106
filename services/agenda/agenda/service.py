"""Every RPC method of the agenda; each page of `methods` has those of one part of the work."""

from agenda import store
from agenda.methods.documents import Documents
from agenda.methods.items import Items
from agenda.methods.judging import Judging
from agenda.methods.meetings import Meetings
from agenda.methods.participation import Participation
from agenda.methods.proposals import Proposals
from agenda.methods.supporting import Supporting
from agenda.methods.versions import Versions
from chassis.rpc import EventFeed, Runtime


class AgendaService(
    Proposals, Supporting, Versions, Judging, Meetings, Items, Participation, Documents, EventFeed
):
    name = "agenda"
    runtime = Runtime(indexes=store.INDEXES, projections=store.PROJECTIONS)

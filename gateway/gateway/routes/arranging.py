from gateway.resource import Resource
from gateway.routes.agenda import AGENDA, ITEM
from gateway.schemas.agenda import Agenda
from gateway.schemas.arranging import AgendaVersionInFull, AgendaVersionPage, ItemChanges, Move
from gateway.schemas.parts import ListQuery

VERSIONS = f"{AGENDA}/versions"
arranging = Resource(
    "arranging", "agenda", "/v1/meetings", "ลำดับระเบียบวาระ: the order of an agenda, and how it is published"
)
arranging.acting(
    f"{ITEM}/move",
    "move_item",
    Agenda,
    "Put an item elsewhere on the agenda that was read",
    Move,
    guarded=True,
)
arranging.changing(
    ITEM, "revise_item", ItemChanges, Agenda, "Say how long it takes, who presents it, who hears it"
)
arranging.acting(f"{AGENDA}/publish", "publish_agenda", Agenda, "Publish the agenda as it stands")
arranging.listing(
    VERSIONS, "list_agenda_versions", ListQuery, AgendaVersionPage, "List the versions that were published"
)
arranging.plain(
    f"{VERSIONS}/<int:number>",
    "get_agenda_version",
    AgendaVersionInFull,
    "Read a version as it was published, and what has changed since",
)

from gateway.resource import Resource
from gateway.schemas.agenda import Adjournment, Agenda, Decision, NewItem

AGENDA = "/<uuid:id>/agenda"
ITEM = f"{AGENDA}/<uuid:item>"
agenda = Resource(
    "agenda", "agenda", "/v1/meetings", "ระเบียบวาระการประชุม: the agenda of a meeting, item by item"
)
agenda.reading(AGENDA, "get_agenda", Agenda, "Read a meeting's agenda")
agenda.acting(AGENDA, "add_item", Agenda, "Add an item that comes from no proposal", NewItem)
agenda.acting(f"{ITEM}/discuss", "discuss_item", Agenda, "Mark an item as discussed")
agenda.acting(f"{ITEM}/decide", "decide_item", Agenda, "Record what was resolved on it", Decision)
agenda.acting(f"{ITEM}/adjourn", "adjourn_item", Agenda, "Adjourn it to another meeting", Adjournment)
agenda.acting(f"{ITEM}/remove", "remove_item", Agenda, "Take it off the agenda")

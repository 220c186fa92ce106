"""The feed: what AMQP tells, for those whom it does not reach."""

from gateway import ask
from gateway.resource import LINKED, REFUSED_LIST, Answer, Resource, View, linked
from gateway.schemas.feed import EventPage, EventQuery

events = Resource("events", "", "/v1/events", "Public events, in the order in which each service told them")


@events.arguments(EventQuery, location="query")
@events.response(200, EventPage, headers=LINKED)
def read(query: View) -> Answer:
    wanted = {"after": query["after"], "limit": query["limit"], "types": query.get("type", [])}
    return linked(ask.query(query["source"], "read_events", wanted))


events.publish("GET", "", "read_events", read, "Read a service's public events", REFUSED_LIST)

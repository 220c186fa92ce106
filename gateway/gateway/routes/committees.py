from gateway.resource import Resource
from gateway.schemas.committees import Committee, CommitteePage, CommitteeQuery

committees = Resource(
    "committees", "membership", "/v1/committees", "The groups, and the terms they work under"
)
committees.listing("", "list_committees", CommitteeQuery, CommitteePage, "List committees")
committees.reading("/<uuid:id>", "get_committee", Committee, "Read a committee")

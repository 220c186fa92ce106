"""What the secretariat writes to many, in its own words."""

from gateway.resource import Resource
from gateway.schemas.broadcasts import (
    Broadcast,
    BroadcastChanges,
    BroadcastPage,
    BroadcastQuery,
    NewBroadcast,
    Progress,
    Sending,
    Stopping,
    Trying,
)

ONE = "/<uuid:id>"
broadcasts = Resource("broadcasts", "notify", "/v1/broadcasts", "Letters of the secretariat to many")
broadcasts.listing("", "list_broadcasts", BroadcastQuery, BroadcastPage, "List broadcasts, the newest first")
broadcasts.creating("", "draft_broadcast", NewBroadcast, Broadcast, "Draft a broadcast")
broadcasts.reading(ONE, "get_broadcast", Broadcast, "Read a broadcast")
broadcasts.changing(ONE, "revise_broadcast", BroadcastChanges, Broadcast, "Change its draft")
broadcasts.acting(f"{ONE}/dry-run", "count_broadcast", Broadcast, "Count whom it would reach, and whom not")
broadcasts.acting(f"{ONE}/test", "test_broadcast", Broadcast, "Have it sent to yourself", Trying)
broadcasts.acting(f"{ONE}/send", "send_broadcast", Broadcast, "Send it, after a hold", Sending)
broadcasts.acting(f"{ONE}/recall", "recall_broadcast", Broadcast, "Take it back while it is held")
broadcasts.acting(f"{ONE}/stop", "stop_broadcast", Broadcast, "Let no more of it leave", Stopping)
broadcasts.acting(f"{ONE}/discard", "discard_broadcast", Broadcast, "Give its draft up")
broadcasts.plain(f"{ONE}/progress", "get_broadcast_progress", Progress, "See how far it has come")

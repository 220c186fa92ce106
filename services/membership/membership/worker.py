"""What membership does beside answering: tells its events, founds the committee, sees to what is due."""

from chassis.worker import Background, Worker
from membership import due, founding, roster_pages, store

SUBSCRIPTIONS = ()
WORKER = Worker(
    service="membership",
    subscriptions=SUBSCRIPTIONS,
    indexes=store.INDEXES,
    background=(
        Background("founding", founding.found),
        Background("due", due.watch),
        Background("milestones", roster_pages.watch),
    ),
)

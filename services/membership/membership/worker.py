"""What membership does beside answering: hears nobody, tells its events, founds the committee, ends terms."""

from chassis.worker import Background, Worker
from membership import founding, roster_pages, store, terms_of_office

SUBSCRIPTIONS = ()
WORKER = Worker(
    service="membership",
    subscriptions=SUBSCRIPTIONS,
    indexes=store.INDEXES,
    background=(
        Background("founding", founding.found),
        Background("terms", terms_of_office.watch),
        Background("milestones", roster_pages.watch),
    ),
)

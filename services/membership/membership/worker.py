"""What membership does beside answering: it hears nobody, tells its events, and founds the committee."""

from chassis.worker import Background, Worker
from membership import founding, store

SUBSCRIPTIONS = ()
WORKER = Worker(
    service="membership",
    subscriptions=SUBSCRIPTIONS,
    indexes=store.INDEXES,
    background=(Background("founding", founding.found),),
)

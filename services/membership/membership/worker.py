"""What membership does beside answering: tells its events, founds the committee, sees to what is due."""

from chassis.subscription import Subscription
from chassis.worker import Background, Worker
from membership import due, founding, readers, retention, roster_survey, store
from membership.handlers import forgetting

ERASED, COMPLETED = readers.ErasedRead(), readers.CompletedRead()

SUBSCRIPTIONS = (
    Subscription("membership.representative.erased.v1", ERASED, forgetting.erased, "restricted"),
    Subscription("membership.erasure.completed.v1", COMPLETED, forgetting.completed, "restricted"),
    Subscription("agenda.erasure.completed.v1", COMPLETED, forgetting.completed, "restricted"),
    Subscription("notify.erasure.completed.v1", COMPLETED, forgetting.completed, "restricted"),
)
WORKER = Worker(
    service="membership",
    subscriptions=SUBSCRIPTIONS,
    indexes=store.INDEXES,
    background=(
        Background("founding", founding.found),
        Background("due", due.watch),
        Background("roster_survey", roster_survey.watch),
        Background("retention", retention.watch),
    ),
)

"""What this service refuses, by code; the texts are the gateway's."""

from chassis.errors import TRANSITION_FORBIDDEN as TRANSITION_FORBIDDEN
from chassis.errors import Conflict as Conflict
from chassis.errors import Denied as Denied
from chassis.errors import Invalid as Invalid
from chassis.errors import NotFound as NotFound
from chassis.errors import NotYetKnown as NotYetKnown

NOTIFICATION_NOT_FOUND = "notify.notification_not_found"
TEMPLATE_NOT_FOUND = "notify.template_not_found"
TEMPLATE_DOES_NOT_FIT = "notify.template_does_not_fit"
TEMPLATE_BROKEN = "notify.template_broken"
TEMPLATE_LAST_LANGUAGE = "notify.template_last_language"
LETTER_NOT_SENT = "notify.letter_not_sent"
LETTER_NOT_KEPT = "notify.letter_not_kept"
SUPPRESSION_NOT_FOUND = "notify.suppression_not_found"
MAIL_NOT_FOUND = "notify.mail_not_found"
WEBHOOK_NOT_FOUND = "notify.webhook_not_found"
NOTHING_TO_POST = "notify.nothing_to_post"
LINK_INVALID = "notify.link_invalid"
LINK_EXPIRED = "notify.link_expired"
BROADCAST_NOT_FOUND = "notify.broadcast_not_found"
BROADCAST_OTHER_COMMITTEE = "notify.broadcast_other_committee"
BROADCAST_NOT_COUNTED = "notify.broadcast_not_counted"
BROADCAST_NOT_TESTED = "notify.broadcast_not_tested"
BROADCAST_FOR_NOBODY = "notify.broadcast_for_nobody"
BROADCAST_TEST_ELSEWHERE = "notify.broadcast_test_elsewhere"
CODES = (
    NOTIFICATION_NOT_FOUND,
    TEMPLATE_NOT_FOUND,
    TEMPLATE_DOES_NOT_FIT,
    TEMPLATE_BROKEN,
    TEMPLATE_LAST_LANGUAGE,
    LETTER_NOT_SENT,
    LETTER_NOT_KEPT,
    SUPPRESSION_NOT_FOUND,
    MAIL_NOT_FOUND,
    WEBHOOK_NOT_FOUND,
    NOTHING_TO_POST,
    LINK_INVALID,
    LINK_EXPIRED,
    BROADCAST_NOT_FOUND,
    BROADCAST_OTHER_COMMITTEE,
    BROADCAST_NOT_COUNTED,
    BROADCAST_NOT_TESTED,
    BROADCAST_FOR_NOBODY,
    BROADCAST_TEST_ELSEWHERE,
)

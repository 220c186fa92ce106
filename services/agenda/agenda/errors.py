"""This service's error codes; the texts are the gateway's."""

from chassis.errors import (
    TRANSITION_FORBIDDEN,
    Conflict,
    Denied,
    Invalid,
    NotFound,
    NotYetKnown,
    Reused,
    Stale,
    TooLarge,
    WaraError,
)

__all__ = [
    "TRANSITION_FORBIDDEN",
    "Conflict",
    "Denied",
    "Invalid",
    "NotFound",
    "NotYetKnown",
    "Reused",
    "Stale",
    "TooLarge",
    "WaraError",
]

PROPOSAL_NOT_FOUND = "agenda.proposal_not_found"
MEETING_NOT_FOUND = "agenda.meeting_not_found"
ITEM_NOT_FOUND = "agenda.item_not_found"
VERSION_NOT_FOUND = "agenda.version_not_found"
MEMBER_NOT_ACTIVE = "agenda.member_not_active"
KIND_MAY_NOT = "agenda.kind_may_not"
OWN_PROPOSAL = "agenda.own_proposal"
ALREADY_SUPPORTING = "agenda.already_supporting"
NOT_SUPPORTING = "agenda.not_supporting"
NOT_INVITED = "agenda.not_invited"
SUPPORT_MISSING = "agenda.support_missing"
TEXT_SUPPORTED = "agenda.text_supported"
WINDOW_CLOSED = "agenda.window_closed"
MEETING_FULL = "agenda.meeting_full"
ALREADY_RECONSIDERED = "agenda.already_reconsidered"
TOO_LATE_TO_ASK = "agenda.too_late_to_ask"
NOT_ASKED_FOR = "agenda.not_asked_for"
SAME_JUDGE = "agenda.same_judge"
NOT_DECIDED = "agenda.not_decided"
DECIDED_ON_ANOTHER_TEXT = "agenda.decided_on_another_text"
NOT_EXPERTS = "agenda.not_experts"
ALREADY_REVIEWING = "agenda.already_reviewing"
NOT_A_REVIEWER = "agenda.not_a_reviewer"
RECUSED = "agenda.recused"
NOT_OFFERED = "agenda.not_offered"
NOT_WITH_THE_SECRETARIAT = "agenda.not_with_the_secretariat"
TARGET_IS_ITSELF = "agenda.target_is_itself"
TARGET_NOT_OPEN = "agenda.target_not_open"
OTHER_COMMITTEE = "agenda.other_committee"
NUMBER_TAKEN = "agenda.number_taken"
OTHER_YEAR = "agenda.other_year"
ALREADY_ON_AGENDA = "agenda.already_on_agenda"
NO_SUCH_SECTION = "agenda.no_such_section"
NOT_A_LATER_MEETING = "agenda.not_a_later_meeting"
DOCUMENT_NOT_PUBLISHED = "agenda.document_not_published"
COMMITTEE_DISSOLVED = "agenda.committee_dissolved"
ATTACHMENT_NOT_FOUND = "agenda.attachment_not_found"
ATTACHMENT_NAME_UNSAFE = "agenda.attachment_name_unsafe"
ATTACHMENT_TOO_LARGE = "agenda.attachment_too_large"
ATTACHMENT_INCOMPLETE = "agenda.attachment_incomplete"
ATTACHMENT_OF_NO_KIND = "agenda.attachment_of_no_kind"
ATTACHMENT_EXECUTABLE = "agenda.attachment_executable"
ATTACHMENT_MARKUP = "agenda.attachment_markup"
ATTACHMENT_ENCRYPTED = "agenda.attachment_encrypted"
ATTACHMENT_MACROS = "agenda.attachment_macros"
ATTACHMENT_UNPACKS_TOO_FAR = "agenda.attachment_unpacks_too_far"
ATTACHMENTS_ENOUGH = "agenda.attachments_enough"
COMMENT_NOT_FOUND = "agenda.comment_not_found"
COMMENT_ANSWERED = "agenda.comment_answered"
REPLY_WIDER_THAN_ANSWERED = "agenda.reply_wider_than_answered"
OTHER_PROPOSAL = "agenda.other_proposal"
ENTERED_BY_THE_SECRETARIAT = "agenda.entered_by_the_secretariat"
NOT_ENTERED = "agenda.not_entered"
NOT_SUBMITTED = "agenda.not_submitted"
ACTION_NOT_FOUND = "agenda.action_not_found"
RESOLVED_OTHERWISE = "agenda.resolved_otherwise"
REFERRAL_NOT_FOUND = "agenda.referral_not_found"
NOT_REFERRED = "agenda.not_referred"
MINUTES_NOT_FOUND = "agenda.minutes_not_found"
CORRECTION_NOT_FOUND = "agenda.correction_not_found"
NOT_ATTENDED = "agenda.not_attended"
CORRECTIONS_UNANSWERED = "agenda.corrections_unanswered"
NOT_THE_NEXT_MEETING = "agenda.not_the_next_meeting"
NOT_IN_THE_SECTION = "agenda.not_in_the_section"
AGENDA_NOT_REVISED = "agenda.agenda_not_revised"
AGENDA_VERSION_NOT_FOUND = "agenda.agenda_version_not_found"
CODE_WRONG = "agenda.check_in_code_wrong"
NO_CODES = "agenda.no_check_in_codes"
CHECK_IN_NOT_OPEN = "agenda.check_in_not_open"
ATTENDEE_NOT_FOUND = "agenda.attendee_not_found"
ATTENDEE_ERASED = "agenda.attendee_erased"
NOBODY_DELEGATED = "agenda.nobody_delegated"
CALENDAR_NOT_FOUND = "agenda.calendar_not_found"

CODES = (
    PROPOSAL_NOT_FOUND,
    MEETING_NOT_FOUND,
    ITEM_NOT_FOUND,
    VERSION_NOT_FOUND,
    MEMBER_NOT_ACTIVE,
    KIND_MAY_NOT,
    OWN_PROPOSAL,
    ALREADY_SUPPORTING,
    NOT_SUPPORTING,
    NOT_INVITED,
    SUPPORT_MISSING,
    TEXT_SUPPORTED,
    WINDOW_CLOSED,
    MEETING_FULL,
    ALREADY_RECONSIDERED,
    TOO_LATE_TO_ASK,
    NOT_ASKED_FOR,
    SAME_JUDGE,
    NOT_DECIDED,
    DECIDED_ON_ANOTHER_TEXT,
    NOT_EXPERTS,
    ALREADY_REVIEWING,
    NOT_A_REVIEWER,
    RECUSED,
    NOT_OFFERED,
    NOT_WITH_THE_SECRETARIAT,
    TARGET_IS_ITSELF,
    TARGET_NOT_OPEN,
    OTHER_COMMITTEE,
    NUMBER_TAKEN,
    OTHER_YEAR,
    ALREADY_ON_AGENDA,
    NO_SUCH_SECTION,
    NOT_A_LATER_MEETING,
    DOCUMENT_NOT_PUBLISHED,
    COMMITTEE_DISSOLVED,
    ATTACHMENT_NOT_FOUND,
    ATTACHMENT_NAME_UNSAFE,
    ATTACHMENT_TOO_LARGE,
    ATTACHMENT_INCOMPLETE,
    ATTACHMENT_OF_NO_KIND,
    ATTACHMENT_EXECUTABLE,
    ATTACHMENT_MARKUP,
    ATTACHMENT_ENCRYPTED,
    ATTACHMENT_MACROS,
    ATTACHMENT_UNPACKS_TOO_FAR,
    ATTACHMENTS_ENOUGH,
    COMMENT_NOT_FOUND,
    COMMENT_ANSWERED,
    REPLY_WIDER_THAN_ANSWERED,
    OTHER_PROPOSAL,
    ENTERED_BY_THE_SECRETARIAT,
    NOT_ENTERED,
    NOT_SUBMITTED,
    ACTION_NOT_FOUND,
    RESOLVED_OTHERWISE,
    REFERRAL_NOT_FOUND,
    NOT_REFERRED,
    MINUTES_NOT_FOUND,
    CORRECTION_NOT_FOUND,
    NOT_ATTENDED,
    CORRECTIONS_UNANSWERED,
    NOT_THE_NEXT_MEETING,
    NOT_IN_THE_SECTION,
    AGENDA_NOT_REVISED,
    AGENDA_VERSION_NOT_FOUND,
    CODE_WRONG,
    NO_CODES,
    CHECK_IN_NOT_OPEN,
    ATTENDEE_NOT_FOUND,
    ATTENDEE_ERASED,
    NOBODY_DELEGATED,
    CALENDAR_NOT_FOUND,
)

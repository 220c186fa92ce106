"""This service's error codes; the texts are the gateway's."""

from chassis.errors import (
    TRANSITION_FORBIDDEN,
    Conflict,
    Denied,
    Invalid,
    NotFound,
    NotYetKnown,
    Stale,
)

__all__ = [
    "TRANSITION_FORBIDDEN",
    "Conflict",
    "Denied",
    "Invalid",
    "NotFound",
    "NotYetKnown",
    "Stale",
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

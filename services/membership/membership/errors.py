"""What this service refuses, by code; the texts are the gateway's."""

from chassis.errors import TRANSITION_FORBIDDEN as TRANSITION_FORBIDDEN
from chassis.errors import Conflict as Conflict
from chassis.errors import Denied as Denied
from chassis.errors import Invalid as Invalid
from chassis.errors import NotFound as NotFound
from chassis.errors import NotYetKnown as NotYetKnown

AGENCY_NOT_A_MEMBER = "membership.agency_not_a_member"
ALREADY_A_MEMBER = "membership.already_a_member"
APPLICATION_PENDING = "membership.application_pending"
ENTERED_BY_THE_SECRETARIAT = "membership.entered_by_the_secretariat"
NOT_RECEIVED = "membership.not_received"
SCAN_OF_NO_KIND = "membership.scan_of_no_kind"
SCANS_ENOUGH = "membership.scans_enough"
BY_INVITATION = "membership.by_invitation"
LINK_INVALID = "membership.link_invalid"
LINK_EXPIRED = "membership.link_expired"
CONFIRMED_ALREADY = "membership.confirmed_already"
ASKED_LATELY = "membership.asked_lately"
ASKED_OFTEN = "membership.asked_often"
MEMBER_ENDED = "membership.member_ended"
REPRESENTATIVE_ENDED = "membership.representative_ended"
REPRESENTATIVE_ERASED = "membership.representative_erased"
REPRESENTATIVE_IN_OFFICE = "membership.representative_in_office"
EXPERTS_OF_A_COMMISSION = "membership.experts_of_a_commission"
PRINCIPAL_ALREADY = "membership.principal_already"
ROW_REPEATED = "membership.row_repeated"
NOT_OF_THIS_MEMBER = "membership.not_of_this_member"
NO_COMMITTEE = "membership.no_committee"
NOTHING_NAMED = "membership.nothing_named"
MERGE_INTO_ITSELF = "membership.merge_into_itself"
MERGE_TARGET_NOT_ACTIVE = "membership.merge_target_not_active"
OTHER_COMMITTEE = "membership.other_committee"
NOT_THE_ALTERNATES = "membership.not_the_alternates"
COMMITTEE_DISSOLVED = "membership.committee_dissolved"
SUB_COMMITTEES_LEFT = "membership.sub_committees_left"
NO_PERSON = "membership.no_person"
DATA_REQUEST_OPEN = "membership.data_request_open"
CODES = (
    AGENCY_NOT_A_MEMBER,
    ALREADY_A_MEMBER,
    APPLICATION_PENDING,
    ENTERED_BY_THE_SECRETARIAT,
    NOT_RECEIVED,
    SCAN_OF_NO_KIND,
    SCANS_ENOUGH,
    BY_INVITATION,
    LINK_INVALID,
    LINK_EXPIRED,
    CONFIRMED_ALREADY,
    ASKED_LATELY,
    ASKED_OFTEN,
    MEMBER_ENDED,
    REPRESENTATIVE_ENDED,
    REPRESENTATIVE_ERASED,
    REPRESENTATIVE_IN_OFFICE,
    EXPERTS_OF_A_COMMISSION,
    PRINCIPAL_ALREADY,
    ROW_REPEATED,
    NOT_OF_THIS_MEMBER,
    NO_COMMITTEE,
    NOTHING_NAMED,
    MERGE_INTO_ITSELF,
    MERGE_TARGET_NOT_ACTIVE,
    OTHER_COMMITTEE,
    NOT_THE_ALTERNATES,
    COMMITTEE_DISSOLVED,
    SUB_COMMITTEES_LEFT,
    NO_PERSON,
    DATA_REQUEST_OPEN,
)

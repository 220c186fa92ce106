"""Of which class each field is that membership keeps, shows or tells."""

from collections.abc import Mapping

from chassis.personal import Fields, fields

FIELDS: Mapping[str, Fields] = {
    "committee": fields(
        organisation="name short_name abbreviation theme convener founding membership purposes benefits"
        " right_to_propose convening agenda_template quorum terms_of_reference sources terms secretariat",
        content="reason",
        technical="id version status join_policy rights handover_days support_needed minutes_days parent"
        " first",
    ),
    "committeechange": fields(
        pseudonym="by",
        content="reason",
        technical="id version committee at_version at roles what changed",
    ),
    "termsofreference": fields(
        organisation="text resolution",
        technical="id version committee number adopted_on effective_from created_at meeting",
    ),
    "member": fields(
        organisation="kind name abbreviation sdgs registry_number website addressee received shown"
        " also_known_as",
        content="reason",
        technical="id version status committee from_list rejoins split_from confirm_by until"
        " merged_into created_at updated_at",
    ),
    "representative": fields(
        identity="name post",
        contact="email telephone postal_address preferred_channel language channels digest quiet_hours token",
        pseudonym="id doubles",
        technical="version status member committee role confirmed_at term_ends reminded_of asked asked_at"
        " confirm_by reason erasure shown rank served_for"
        " ended_at forgotten"
        " created_at updated_at",
    ),
    "change": fields(
        pseudonym="about by",
        content="reason",
        technical="id version member at_version at roles what changed until ended_because",
    ),
    "erasure": fields(
        pseudonym="representative by",
        technical="id version status member ground classes asked_at roles awaited confirmations"
        " completed_at blanked",
    ),
    "consent": fields(
        pseudonym="about by",
        content="how words",
        technical="id version member to given wording at roles",
    ),
    "datarequest": fields(
        identity="changes",
        pseudonym="representative by closed_by",
        content="received reason",
        technical="id version kind status committee member received_at due_at roles reminded_at closed_at"
        " ground erasure",
    ),
    "scan": fields(
        identity="content",
        pseudonym="by",
        technical="id version member content_type size sha256 at",
    ),
    "confirmation": fields(technical="service at blanked"),
    "publicperson": fields(identity="name post", technical="role"),
    "personaldata": fields(technical="representative classes history told requests consents scans"),
    "told": fields(identity="data", technical="type at"),
    "verdict": fields(technical="row verdict id error"),
}

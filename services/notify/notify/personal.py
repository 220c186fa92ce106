"""Of which class each field is that notify keeps, shows or tells.

Of the facts of others it keeps what its readers name, of the class that they have there.
"""

from collections.abc import Mapping

from chassis.personal import Fields, fields

FIELDS: Mapping[str, Fields] = {
    "notification": fields(
        organisation="member",
        pseudonym="recipient",
        content="facts",
        technical="id version status key cause template channel about committee language attempts reason"
        " resends instead message_id created_at sent_at history due_at held_until digest correlation_id"
        " reply replied_at replied_entry edition server server_said bundle contact_attempts",
    ),
    "contactattempt": fields(pseudonym="by", identity="note", technical="at how reached"),
    "contact": fields(
        organisation="member organisation office",
        pseudonym="recipient",
        identity="name",
        contact="address telephone",
        content="subject text",
        technical="id version channel template about committee language created_at contact_attempts",
    ),
    "contactverdict": fields(technical="id verdict error"),
    "recipient": fields(organisation="member", pseudonym="representative", technical="language channel why"),
    "invitation": fields(
        organisation="member", technical="id meeting committee answer calendar_sequence answered_at"
    ),
    "mail": fields(
        organisation="member",
        pseudonym="recipient",
        contact="sender",
        content="subject text note",
        technical="id version state received_at automatic answers committee resolved_at",
    ),
    "visitor": fields(organisation="member", pseudonym="account representative", technical="about"),
    "found": fields(organisation="member", pseudonym="representative"),
    "entry": fields(
        content="subject text html",
        technical="id template about committee language at read_at withdrawn reason",
    ),
    "webhook": fields(
        pseudonym="id",
        contact="url",
        technical="version status secret both_until created_at updated_at posted",
    ),
    "posted": fields(technical="id template status attempts reason said created_at sent_at"),
    "day": fields(technical="day channel sent soon share"),
    "personaldata": fields(contact="copy", technical="letters letters_kept mails suppressions"),
    "step": fields(technical="status at"),
    "letter": fields(content="subject text html", technical="language edition"),
    "template": fields(technical="name version category kind channels languages events edited"),
    "templatesource": fields(
        technical="name version category kind channels languages events edited variables", content="wordings"
    ),
    "wording": fields(
        content="source",
        technical="state shipped number edition changed_at shipped_changed behind",
    ),
    "variable": fields(technical="name kind meaning optional choices use"),
    "templateversion": fields(pseudonym="by", content="note source", technical="number language step at"),
    "sentletter": fields(
        identity="subject text html", pseudonym="recipient", technical="id sent_at language"
    ),
    "suppression": fields(
        organisation="member",
        pseudonym="representative",
        content="note",
        technical="version state reason since address_changed lifted_at",
    ),
    "broadcast": fields(
        pseudonym="by",
        content="subject body because reason",
        technical="id version status committee audience category edition wanting dry_run test release_at"
        " started_at ended_at created_at languages people letters sent failed suppressed cancelled",
    ),
    "dryrun": fields(
        technical="edition state asked_at done_at people languages channels in_another_language left_out"
    ),
    "trial": fields(technical="edition state asked_at done_at reason"),
    "progress": fields(technical="status people told letters queued sent failed suppressed cancelled"),
    "erasure": fields(technical="id blanked"),
}

"""Of which class each field is that the agenda keeps, shows or tells."""

from collections.abc import Mapping

from chassis.personal import Fields, fields

_OF_ALL = "id version status"

FIELDS: Mapping[str, Fields] = {
    "proposal": fields(
        organisation="proposed_by supporters cosponsors invited to handover handovers handed_over_from",
        pseudonym="judged_by",
        content="title rationale comments reason resolution amendment waiver words reconsideration decided"
        " received",
        technical=f"{_OF_ALL} committee reference sdgs targets purpose for_meeting judged_at meeting"
        " item into of continues referrals created_at submitted_at keeper edition judgement_told_at",
    ),
    "review": fields(
        organisation="member to",
        pseudonym="reviewer assigned_by",
        content="reasons recused_for",
        technical=f"{_OF_ALL} committee proposal assigned_at recommendation into given_at recusal",
    ),
    "version": fields(
        organisation="by",
        content="title rationale note",
        technical="id version proposal number sdgs targets purpose at told",
    ),
    "listedversion": fields(
        organisation="by", content="title note", technical="proposal number sdgs targets purpose at"
    ),
    "left": fields(organisation="proposed_by", content="title", technical="proposal status reference keeper"),
    "alike": fields(organisation="proposed_by", content="title", technical="id status reference"),
    "meeting": fields(
        organisation="members",
        office="chair chair_post",
        content="venue purpose online_url participants attended_by discussion outcomes source reason agenda",
        technical=f"{_OF_ALL} committee number starts_at ends_at calendar_sequence held editions created_at"
        " agenda_version capacity moved_from check_in_key minutes"
        " ask_again_at reminded_to quorum proposals_until reminded minutes_days minutes_due_at",
    ),
    "movedfrom": fields(
        content="venue reason", technical="starts_at ends_at calendar_sequence announced moved_at"
    ),
    "invitee": fields(organisation="member name", technical="kind why"),
    "item": fields(
        organisation="proposed_by",
        office="presenters",
        content="title resolution",
        technical="id committee meeting section ordinal number purpose proposal continues status"
        " adjourned_to continued_from continued_by of_meeting follows minutes closed actions referrals",
    ),
    "agendaversion": fields(content="lines", technical="id version meeting committee number published_at"),
    "agendaline": fields(office="presenters", content="title", technical="item ordinal closed minutes"),
    "agendachange": fields(content="title", technical="item change number was"),
    "published": fields(technical="number at"),
    "section": fields(content="title if_empty", technical="ordinal purpose"),
    "note": fields(content="text", technical="id version meeting committee written_at"),
    "action": fields(
        organisation="owner handed_over_from",
        content="title reason",
        technical=f"{_OF_ALL} committee meeting item proposal sdgs closed keeper due_on overdue"
        " reports reported_on latest remind_at created_at started_at ended_at",
    ),
    "referral": fields(
        organisation="to",
        content="answers answer",
        technical=f"{_OF_ALL} committee proposal meeting item sdgs closed letter_number sent_on created_at",
    ),
    "minutes": fields(
        content="content",
        technical="version meeting status edition circulated_at adopted_at adopted_by",
    ),
    "minutestext": fields(
        content="content", technical="id version meeting committee edition fixed_at correction"
    ),
    "edition": fields(content="content", technical="edition meeting fixed_at correction"),
    "correction": fields(
        organisation="member",
        content="text reason",
        technical=f"{_OF_ALL} committee meeting item edition proposed_at answered_at",
    ),
    "outcome": fields(technical="state since", content="words"),
    "trace": fields(
        organisation="members",
        technical="about outcome proposal goes_on_in came_here judgements items referrals actions steps more",
    ),
    "tracedproposal": fields(
        organisation="proposed_by", content="title", technical="id status reference sdgs submitted_at"
    ),
    "tracedmeeting": fields(technical="id status number starts_at"),
    "judgement": fields(
        organisation="to",
        pseudonym="by",
        content="comments reason",
        technical="verdict at into of meeting item",
    ),
    "reply": fields(content="text", technical="kind on recorded_at"),
    "report": fields(
        organisation="reported_by", content="text", technical="id version action committee on reported_at"
    ),
    "step": fields(pseudonym="by", content="said", technical="id version of about at_version what at"),
    "response": fields(
        organisation="member",
        content="note",
        technical=f"{_OF_ALL} committee meeting answer delegates answered_at attendance persons substitute"
        " checked_in_at",
    ),
    "attendee": fields(
        identity="name post organisation representative",
        organisation="member",
        technical=f"{_OF_ALL} meeting committee part created_at checked_in_at erased_at",
    ),
    "checkedin": fields(
        organisation="member name",
        technical="id version status meeting attendee persons checked_in_at",
    ),
    "quorum": fields(technical="id version committee meeting needed present reached"),
    "calendar": fields(organisation="member", technical="id version digest made_at"),
    "document": fields(
        office="signature signatory signatory_post acting_for recorder",
        pseudonym="checked_by cleared_by",
        content="content particulars references enclosures remarks",
        technical=f"{_OF_ALL} committee meeting kind edition revision letter_number letter_date signed_at"
        " published_at published_edition published_revision languages reply_by began ended",
    ),
    "attachment": fields(
        pseudonym="by",
        content="name",
        technical=f"{_OF_ALL} committee about content_type size sha256 upload at arriving_since private",
    ),
    "register": fields(
        organisation="proposed_by to",
        content="title reason resolution",
        technical="id status committee reference sdgs purpose submitted_at meeting into of",
    ),
    "receipt": fields(
        organisation="office",
        content="name title received",
        technical="proposal reference received_at next_meeting",
    ),
    "comment": fields(
        organisation="member",
        office="post",
        pseudonym="by",
        content="text reason",
        technical=f"{_OF_ALL} committee proposal thread reply_to visibility replies at edited_at",
    ),
    "number": fields(technical="id version year_be last free"),
    "erasure": fields(technical="id blanked"),
}

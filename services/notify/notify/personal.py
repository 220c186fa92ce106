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
        " resends message_id created_at sent_at history due_at correlation_id",
    ),
    "recipient": fields(organisation="member", pseudonym="representative", technical="language why"),
    "personaldata": fields(contact="copy", technical="letters"),
    "step": fields(technical="status at"),
    "letter": fields(content="subject text html", technical="language"),
    "template": fields(technical="name channels languages events"),
    "erasure": fields(technical="id blanked"),
}

"""What is written to us by mail, for the secretariat to deal with."""

from gateway.resource import Resource
from gateway.schemas.incoming import Mail, MailPage, MailQuery, Resolving

ONE = "/<uuid:id>"
incoming = Resource(
    "incoming-mails", "notify", "/v1/incoming-mails", "What is written to us in answer to our letters"
)
incoming.listing("", "list_mails", MailQuery, MailPage, "List mails that came in, the newest first")
incoming.reading(ONE, "get_mail", Mail, "Read a mail that came in")
incoming.acting(f"{ONE}/resolve", "resolve_mail", Mail, "It is dealt with", Resolving)

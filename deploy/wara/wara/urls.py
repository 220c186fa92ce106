"""The addresses of a stack."""

from collections.abc import Container
from dataclasses import dataclass

from wara.ports import LOOPBACK
from wara.programs import Plan


@dataclass(frozen=True)
class Urls:
    """None where the server is not ours and nothing says its address."""

    gateway: str
    amqp: str
    management: str | None
    mongodb: str
    smtp: str
    mail_in: str
    mail: str | None


def urls_of(plan: Plan, own: Container[str]) -> Urls:
    """`own` are the names of the programs that the stack runs itself."""
    return Urls(
        gateway=plan.gateway_url,
        amqp=plan.amqp_uri,
        management=plan.management_uri,
        mongodb=plan.mongodb_uri,
        smtp=plan.smtp_uri,
        mail_in=f"smtp://{LOOPBACK}:{plan.ports.mail_in}",
        mail=f"http://{LOOPBACK}:{plan.ports.mail}" if "mail" in own else None,
    )

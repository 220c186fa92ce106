"""The SMTP side: takes every mail for anybody."""

import asyncio

from aiosmtpd.smtp import SMTP, Envelope, Session

from wara.mail.box import Box

LARGEST = 32 * 1024 * 1024


class Sink:
    """aiosmtpd's handler; the names of its methods are aiosmtpd's."""

    def __init__(self, box: Box) -> None:
        self._box = box

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        entry = await asyncio.to_thread(self._box.add, envelope.mail_from or "", envelope.rcpt_tos, content)
        return f"250 kept as {entry.n}"

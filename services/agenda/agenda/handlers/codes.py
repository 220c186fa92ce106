"""Short codes to check in with: signed by the meeting's key, so that nobody keeps them or makes them up."""

import hmac
import secrets
from base64 import b32encode

from agenda.errors import CODE_WRONG, NO_CODES, Conflict, Denied
from agenda.model.meeting import Meeting
from chassis.thai import western_digits

BYTES = 5


def new_key() -> str:
    return secrets.token_hex(32)


def code(meeting: Meeting, who: str) -> str:
    """`ABCD-2345`, of a member or a person that is named; who has it comes for them."""
    meeting.allow("check_in")
    if meeting.check_in_key is None:
        raise Conflict(NO_CODES)
    digest = hmac.digest(bytes.fromhex(meeting.check_in_key), who.encode(), "sha256")
    text = b32encode(digest[:BYTES]).decode()
    return f"{text[:4]}-{text[4:]}"


def check(meeting: Meeting, who: str, given: str) -> None:
    """However it is typed: in small letters, in Thai digits, with or without the hyphen."""
    typed = western_digits(given).upper().replace("-", "").replace(" ", "")
    right = code(meeting, who).replace("-", "")
    if not hmac.compare_digest(right.encode(), typed.encode()):
        raise Denied(CODE_WRONG)

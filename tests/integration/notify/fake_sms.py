"""A channel of an installation's own, in one file: short messages through a gateway that takes JSON.

What a telephone shows at once is 70 characters of Thai: so much a message, the link in one of its own.
"""

import json
from collections.abc import Sequence

from environs import Env

from chassis import posting
from chassis.mongo import Document, Store, Transaction
from chassis.posting import Unreachable
from notify.channels.channel import Kind, NotNow, Parcel, Receipt, Refused

PART = 70
NUMBERS = {"rep1@org1.example": "+66000000001"}
"""What such an installation would have from a list of its own."""


class Sms:
    def __init__(self, gateway: str) -> None:
        self._gateway = gateway

    def open(self) -> None:
        pass

    def send(self, parcel: Parcel) -> Receipt:
        message = {"to": NUMBERS[parcel.address], "id": parcel.id, "parts": parts(parcel)}
        try:
            status = posting.post(self._gateway, json.dumps(message).encode(), {}, anywhere=True).status
        except Unreachable as error:
            raise NotNow(str(error)) from error
        if status >= 500:
            raise NotNow(str(status))
        if status >= 400:
            raise Refused(str(status))
        return Receipt(server="sms", said=str(status))

    def close(self) -> None:
        pass


def parts(parcel: Parcel) -> list[str]:
    subject = parcel.letter.subject
    return [*(subject[n : n + PART] for n in range(0, len(subject), PART)), parcel.link]


def with_a_number(_: Transaction, representatives: Sequence[Document]) -> set[str]:
    return {one["_id"] for one in representatives if one.get("email") in NUMBERS}


def make(_store: Store, env: Env, _post: object) -> Sms:
    return Sms(env.str("SMS_GATEWAY"))


CHANNEL = Kind(name="sms", make=make, lanes=1, copies_to=with_a_number)

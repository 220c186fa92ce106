"""What the secretariat says of a member's standing."""

from typing import ClassVar

from chassis.schema import Id
from gateway.schemas.parts import Day, Reasoned, says


class Suspension(Reasoned):
    until = Day(
        metadata=says("Its last day; on the next the member is back by itself. None: until it is said.")
    )

    EXAMPLE: ClassVar = {"reason": {"th": "หน่วยงานขอพักการเข้าร่วมชั่วคราว"}, "until": "2018-12-31"}


class Merging(Reasoned):
    into = Id(required=True, metadata=says("The record that stays: an active member of the same committee."))

    EXAMPLE: ClassVar = {
        "into": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b04",
        "reason": {"th": "หน่วยงานเดียวกันสมัครไว้สองครั้ง", "en": "The agency had applied twice"},
    }

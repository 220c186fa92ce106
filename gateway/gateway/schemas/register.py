from typing import ClassVar

from chassis.schema import Id
from gateway.schemas.parts import ListQuery, chosen, says
from gateway.schemas.proposals import STATUSES


class RegisterQuery(ListQuery):
    class Meta:
        exclude = ("limit",)

    status = chosen(STATUSES)
    proposed_by = Id(metadata=says("The member that proposed."))
    committee = Id(metadata=says("By default the installation's first."))
    format = chosen(("csv", "xlsx"), "By default the one that `Accept` prefers, else CSV.")

    EXAMPLE: ClassVar = {"status": "selected", "format": "csv"}

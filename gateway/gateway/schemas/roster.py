from typing import ClassVar

from gateway.schemas.members import MemberQuery
from gateway.schemas.parts import chosen


class ExportQuery(MemberQuery):
    class Meta:
        exclude = ("limit",)

    format = chosen(("csv", "xlsx"), "By default the one that `Accept` prefers, else CSV.")

    EXAMPLE: ClassVar = {"status": "active", "format": "xlsx"}

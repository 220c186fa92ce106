from typing import ClassVar

from marshmallow import fields

from gateway.roles import ROLES
from gateway.schemas.members import Member
from gateway.schemas.parts import View, chosen, says


class Me(View):
    id = fields.String(required=True)
    roles = fields.List(chosen(ROLES), required=True)
    member = fields.Nested(Member, allow_none=True, metadata=says("The member spoken for, if any."))
    csrf = fields.String(
        metadata=says("Of who is signed in by a cookie: to be sent as `X-CSRF-Token` with every change.")
    )

    EXAMPLE: ClassVar = {"id": "representative-1", "roles": ["representative"], "member": Member.EXAMPLE}

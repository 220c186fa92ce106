"""Members and representatives to try rules on; every detail that a test does not name is plain."""

from datetime import UTC, datetime
from typing import Any

from membership.model.committee import Committee
from membership.model.member import Member
from membership.model.representative import Representative

AT = datetime(2017, 10, 9, 2, tzinfo=UTC)
LATER = datetime(2017, 10, 10, 2, tzinfo=UTC)
COMMITTEE, MEMBER, PERSON = (f"0198a6c0-5d00-7c3e-8f11-00000000000{n}" for n in (1, 2, 3))
OTHER_MEMBER, OTHER_PERSON = (f"0198a6c0-5d00-7c3e-8f11-00000000000{n}" for n in (4, 5))
REASON = {"th": "ตามหนังสือของหน่วยงาน"}


def committee(policy: str = "open") -> Committee:
    terms = {"name": {"th": "คณะทำงานร่วมฯ"}, "join_policy": policy, "agenda_template": []}
    return Committee(id=COMMITTEE, terms=terms, version=1)


def application(**changes: Any) -> dict[str, Any]:
    plain = {"id": MEMBER, "kind": "civil_society", "name": {"th": "องค์กรภาคประชาสังคม ๑"}, "sdgs": [17]}
    return {**plain, **changes}


def member(policy: str = "open", **changes: Any) -> Member:
    return Member.apply(committee(policy), at=AT, known=True, **application(**changes))[0]


def person(**changes: Any) -> dict[str, Any]:
    plain = {
        "id": PERSON,
        "role": "principal",
        "name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}},
        "email": "rep1@org1.example",
        "language": "th",
    }
    return {**plain, **changes}


def representative(of: Member | None = None, **changes: Any) -> Representative:
    return Representative.nominate(of or member(), at=AT, **person(**changes))[0]

"""Who sees what of a member: the secretariat and the member itself all of it, everybody else what is public.

Name, kind, goals and status of a member of an open group are public, and so is why and until when; website,
registry number and who speaks for it are, once the member has said so.
"""

from collections.abc import Iterable
from typing import Any

from chassis.call import Caller
from membership import views
from membership.model.member import BY_CONSENT, Member

View = dict[str, Any]
MEMBER, FOR_THE_OFFICE = views.MemberView(), views.MemberOfficeView()


def member(caller: Caller, one: Member) -> View:
    if caller.has("secretariat"):
        return dict(FOR_THE_OFFICE.dump(one))
    view = dict(MEMBER.dump(one))
    if caller.represents(one.id):
        return view
    hidden = {"shown", *(name for name in BY_CONSENT if not one.shows(name))}
    return {name: value for name, value in view.items() if name not in hidden}


def members(caller: Caller, found: Iterable[Member], after: str | None) -> View:
    return {"items": [member(caller, one) for one in found], "next": after}

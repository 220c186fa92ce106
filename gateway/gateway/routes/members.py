from uuid import UUID

from flask import g

from gateway import ask
from gateway.etags import if_match
from gateway.identity.identity import here
from gateway.identity.links import BY_LETTER
from gateway.resource import REFUSED_CHANGE, VERSIONED, Answer, Resource, View, versioned
from gateway.roles import REPRESENTATIVE
from gateway.schemas.consents import ConsentPage
from gateway.schemas.importing import Import, Verdicts
from gateway.schemas.members import (
    ChangePage,
    Confirmation,
    Invitation,
    Member,
    MemberChanges,
    MemberPage,
    MemberQuery,
    NewMember,
    Withdrawal,
)
from gateway.schemas.parts import ListQuery, Reasoned
from gateway.schemas.representatives import (
    Ending,
    NewAlternate,
    Order,
    People,
    Representative,
    RepresentativeChanges,
    RepresentativePage,
    TakeOver,
)
from gateway.schemas.standing import Merging, Suspension

members = Resource(
    "members", "membership", "/v1/members", "Organisations that take part, and who speaks for them"
)
members.listing("", "list_members", MemberQuery, MemberPage, "List members and applicants")
members.creating("", "apply_member", NewMember, Member, "Apply to take part")
members.creating("/invite", "invite_member", Invitation, Member, "Invite an organisation to take part")
members.noting(
    "/confirm",
    "confirm_member",
    Confirmation,
    Member,
    "Confirm an application, or accept an invitation, by the link that was sent",
)
members.batch(
    "/import", "import_members", Import, Verdicts, "Enter many members, or see what would become of each"
)
members.reading("/<uuid:id>", "get_member", Member, "Read a member")
members.changing("/<uuid:id>", "revise_member", MemberChanges, Member, "Put right what is known of a member")
members.acting("/<uuid:id>/ask-again", "ask_member_again", Member, "Have the link to confirm sent once more")
members.acting("/<uuid:id>/admit", "admit_member", Member, "Admit an applicant")
members.acting("/<uuid:id>/decline", "decline_member", Member, "Decline an applicant", Reasoned)
members.acting("/<uuid:id>/suspend", "suspend_member", Member, "Suspend a member", Suspension)
members.acting("/<uuid:id>/reinstate", "reinstate_member", Member, "Reinstate a suspended member")
members.acting(
    "/<uuid:id>/merge",
    "merge_member",
    Member,
    "Merge a second record of an organisation into another",
    Merging,
)
members.acting("/<uuid:id>/withdraw", "withdraw_member", Member, "Leave the group", Withdrawal)

members.listing(
    "/<uuid:member>/history", "list_changes", ListQuery, ChangePage, "What was done about a member, and why"
)

members.listing(
    "/<uuid:member>/consents",
    "list_consents",
    ListQuery,
    ConsentPage,
    "What a member and its people agreed to have shown, and took back",
)

members.plain(
    "/<uuid:member>/people", "list_people", People, "Who speaks for a member, as far as all may know"
)

PEOPLE = "/<uuid:member>/representatives"
members.listing(PEOPLE, "list_representatives", ListQuery, RepresentativePage, "List who speaks for a member")
members.creating(PEOPLE, "add_representative", NewAlternate, Representative, "Nominate a representative")
members.batch(
    f"{PEOPLE}/order", "order_representatives", Order, RepresentativePage, "Put the alternates in order"
)
members.reading(
    f"{PEOPLE}/<uuid:id>", "get_representative", Representative, "Read a representative", leave_out="member"
)


@members.arguments(RepresentativeChanges)
@members.response(200, Representative, headers=VERSIONED)
def revising(body: View, member: UUID, id: UUID) -> Answer:
    """Where links to sign in go, a representative changes who has come by one just now; whoever else is
    signed in as them has to come again."""
    guard, moves = if_match(required=True), "email" in body
    if moves and g.session and REPRESENTATIVE in g.caller.roles:
        g.session.check_fresh(BY_LETTER)
    changed = ask.command("membership", "revise_representative", {**body, **guard, "id": str(id)})
    if moves:
        here().sessions.end_all(str(id), but=g.session and g.session.id)
    return versioned(changed)


members.publish(
    "PATCH",
    f"{PEOPLE}/<uuid:id>",
    "revise_representative",
    revising,
    "Put right a representative's name, post, address, language or channels",
    REFUSED_CHANGE,
    "IfMatchRequired",
    "IdempotencyKey",
)
members.acting(
    f"{PEOPLE}/<uuid:id>/confirm",
    "confirm_representative",
    Representative,
    "Confirm a representative",
    leave_out="member",
)
members.acting(
    f"{PEOPLE}/<uuid:id>/take-over",
    "take_over_representative",
    Representative,
    "Hand the principal's seat over to a representative",
    TakeOver,
    leave_out="member",
)
members.acting(
    f"{PEOPLE}/<uuid:id>/end",
    "end_representative",
    Representative,
    "End a representative's office",
    Ending,
    leave_out="member",
)
members.acting(
    f"{PEOPLE}/<uuid:id>/erase",
    "erase_representative",
    Representative,
    "Forget who it was that held an office, everywhere",
    leave_out="member",
    then=lambda erased: here().forget(erased["id"]),
)

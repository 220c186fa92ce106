"""What may be asked of members: load, call the model, keep, tell. Each runs inside one transaction."""

from typing import Any

from chassis.mongo import Transaction
from membership import roster_pages, store
from membership.errors import ENTERED_BY_THE_SECRETARIAT, Denied
from membership.handlers import committees, confirmation, consenting, keeping, merging
from membership.links import Links
from membership.model.change import Change
from membership.model.consent import agreed
from membership.model.member import Member
from membership.states import MemberFact

Body = dict[str, Any]


def apply(tx: Transaction, body: Body, links: Links) -> Member:
    """Who the secretariat enters is known to it; anybody else is asked whether the address is theirs."""
    known = tx.caller.has("secretariat")
    if body["received"] is not None and not known:
        raise Denied(ENTERED_BY_THE_SECRETARIAT)
    committee = committees.get(tx, body["committee"])
    application = {name: body[name] for name in body if name not in ("committee", "representative")}
    return _begin(
        tx, Member.apply(committee, id=tx.new_id(), at=tx.now, known=known, **application), body, links
    )


def invite(tx: Transaction, body: Body, links: Links) -> Member:
    """An organisation is asked to take part; by the link that it is sent it does."""
    committee = committees.get(tx, body["committee"])
    organisation = {name: body[name] for name in body if name not in ("committee", "representative")}
    return _begin(tx, Member.invite(committee, id=tx.new_id(), at=tx.now, **organisation), body, links)


def _begin(tx: Transaction, new: tuple[Member, tuple[MemberFact, ...]], body: Body, links: Links) -> Member:
    member, facts = new
    member.rejoins = keeping.take_marks(tx, member, member.marks)
    store.members.add(tx, member)
    keeping.tell(tx, member, facts)
    consenting.note(tx, member, member.received)
    person = keeping.nominate(
        tx, member, confirmed=member.status == "active", role="principal", **body["representative"]
    )
    if member.lapses_at is not None:
        confirmation.ask(tx, member, person, links)
    return member


def revise(tx: Transaction, body: Body) -> Member:
    member = store.members.get(tx, body.pop("id"), body.pop("if_match"))
    keeping.must_speak_for(tx.caller, member.id)
    received, consented = body.pop("consent", None), agreed(member)
    before, changes = set(member.marks), keeping.differing(member, body)
    facts = member.revise(tx.now, changes)
    if not facts:
        return member
    keeping.change_marks(tx, member, before)
    consenting.note(tx, member, received, consented)
    return keeping.keep(tx, member, facts, changed=changes)


def admit(tx: Transaction, body: Body) -> Member:
    member = store.members.get(tx, body["id"], body["if_match"])
    committees.get(tx, member.committee).must_be_active()
    return keeping.keep_decided(tx, member, member.admit(tx.now))


def decline(tx: Transaction, body: Body) -> Member:
    member = store.members.get(tx, body["id"], body["if_match"])
    return keeping.keep(tx, member, member.decline(tx.now, body["reason"]))


def withdraw(tx: Transaction, body: Body) -> Member:
    member = store.members.get(tx, body["id"], body["if_match"])
    keeping.must_speak_for(tx.caller, member.id)
    return keeping.keep(tx, member, member.withdraw(tx.now, body["reason"]))


def get(tx: Transaction, id: str) -> Member:
    return store.members.get(tx, id)


def page(tx: Transaction, query: Body) -> tuple[list[Member], str | None]:
    committee = query["committee"] or committees.get(tx, None).id
    return roster_pages.page(tx, committee, query)


def history(tx: Transaction, query: Body) -> tuple[list[Change], str | None]:
    """With that of the records that became a part of it."""
    member = store.members.get(tx, query["member"])
    merging.must_speak_for(tx, member)
    return store.changes.page(tx, {"member": {"$in": member.records}}, query["after"], query["limit"])

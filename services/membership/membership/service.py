"""Every RPC method of membership: validate, call, return; those about what is kept of people, and those that
other systems call about agencies, are pages of `methods`."""

from typing import Any

from chassis import scanning
from chassis.config import Settings
from chassis.mongo import Transaction
from chassis.rpc import AuditTrail, EventFeed, Runtime, command, command_after, query
from chassis.schema import load
from membership import committee_schemas, links, roster, schemas, showing, store, views
from membership.committee_schemas import (
    COMMITTEE,
    COMMITTEE_CHANGE,
    TERMS_OF_REFERENCE,
    TERMS_OF_REFERENCE_LINE,
)
from membership.handlers import (
    committees,
    confirmation,
    importing,
    members,
    merging,
    ranking,
    representatives,
    scans,
    suspending,
)
from membership.methods.agencies import Agencies
from membership.methods.privacy import Privacy
from membership.schemas import page, view

Body = dict[str, Any]
VERDICT = views.VerdictView()
CHANGE = views.ChangeView()
SCAN, SCAN_HEAD = schemas.ScanView(), schemas.ScanView(exclude=("content",))
REPRESENTATIVE = schemas.RepresentativeView()
PERSON = views.PublicPersonView()


def prepare(settings: Settings) -> None:
    """Reads what the first calls would else wait for, or fail at."""
    links.read(settings.env)
    roster.load()
    scanning.begin(settings.env)


def inspect_scan(service: Any, tx: Transaction, body: Body) -> None:
    scans.inspect(load(schemas.NewScan(), body), scanning.read(service.runtime.settings.env))


class MembershipService(Agencies, Privacy, EventFeed, AuditTrail):
    name = "membership"
    runtime = Runtime(indexes=store.INDEXES, load=prepare)

    @command
    def apply_member(self, tx: Transaction, body: Body) -> Body:
        applied = members.apply(tx, load(schemas.Application(), body), self._links())
        return showing.member(tx.caller, applied)

    @command
    def invite_member(self, tx: Transaction, body: Body) -> Body:
        invited = members.invite(tx, load(schemas.Invitation(), body), self._links())
        return showing.member(tx.caller, invited)

    @command
    def confirm_member(self, tx: Transaction, body: Body) -> Body:
        confirmed = confirmation.confirm(tx, load(schemas.Confirmation(), body), self._links())
        return showing.member(tx.caller, confirmed)

    @command
    def ask_member_again(self, tx: Transaction, body: Body) -> Body:
        asked = confirmation.ask_again(tx, load(schemas.Verb(), body), self._links())
        return showing.member(tx.caller, asked)

    @command
    def import_members(self, tx: Transaction, body: Body) -> Body:
        return page(VERDICT, importing.import_members(tx, load(schemas.Import(), body)), None)

    @command
    def revise_member(self, tx: Transaction, body: Body) -> Body:
        revised = members.revise(tx, load(schemas.MemberRevision(), body))
        return showing.member(tx.caller, revised)

    @command
    def admit_member(self, tx: Transaction, body: Body) -> Body:
        return showing.member(tx.caller, members.admit(tx, load(schemas.Verb(), body)))

    @command
    def decline_member(self, tx: Transaction, body: Body) -> Body:
        return showing.member(tx.caller, members.decline(tx, load(schemas.Reasoned(), body)))

    @command
    def suspend_member(self, tx: Transaction, body: Body) -> Body:
        return showing.member(tx.caller, suspending.suspend(tx, load(schemas.Suspension(), body)))

    @command
    def reinstate_member(self, tx: Transaction, body: Body) -> Body:
        return showing.member(tx.caller, suspending.reinstate(tx, load(schemas.Verb(), body)))

    @command
    def withdraw_member(self, tx: Transaction, body: Body) -> Body:
        return showing.member(tx.caller, members.withdraw(tx, load(schemas.Withdrawal(), body)))

    @command
    def merge_member(self, tx: Transaction, body: Body) -> Body:
        return showing.member(tx.caller, merging.merge(tx, load(schemas.Merging(), body)))

    @query
    def get_member(self, tx: Transaction, body: Body) -> Body:
        return showing.member(tx.caller, members.get(tx, load(schemas.ById(), body)["id"]))

    @query
    def list_members(self, tx: Transaction, body: Body) -> Body:
        return showing.members(tx.caller, *members.page(tx, load(schemas.MembersQuery(), body)))

    @query
    def list_changes(self, tx: Transaction, body: Body) -> Body:
        return page(CHANGE, *members.history(tx, load(schemas.OfMemberQuery(), body)))

    @command_after(inspect_scan)
    def add_scan(self, tx: Transaction, body: Body, _: None) -> Body:
        added = scans.add(tx, load(schemas.NewScan(), body))
        return view(SCAN_HEAD, added)

    @query
    def get_scan(self, tx: Transaction, body: Body) -> Body:
        return view(SCAN, scans.get(tx, load(schemas.ById(), body)))

    @query
    def list_scans(self, tx: Transaction, body: Body) -> Body:
        return page(SCAN_HEAD, scans.page(tx, load(schemas.OfMemberQuery(), body)), None)

    @command
    def add_representative(self, tx: Transaction, body: Body) -> Body:
        return view(REPRESENTATIVE, representatives.add(tx, load(schemas.Nomination(), body)))

    @command
    def revise_representative(self, tx: Transaction, body: Body) -> Body:
        revised = representatives.revise(tx, load(schemas.RepresentativeRevision(), body))
        return view(REPRESENTATIVE, revised)

    @command
    def confirm_representative(self, tx: Transaction, body: Body) -> Body:
        return view(REPRESENTATIVE, representatives.confirm(tx, load(schemas.Verb(), body)))

    @command
    def take_over_representative(self, tx: Transaction, body: Body) -> Body:
        return view(REPRESENTATIVE, representatives.take_over(tx, load(schemas.TakeOver(), body)))

    @command
    def end_representative(self, tx: Transaction, body: Body) -> Body:
        return view(REPRESENTATIVE, representatives.end(tx, load(schemas.Ending(), body)))

    @command
    def order_representatives(self, tx: Transaction, body: Body) -> Body:
        return page(REPRESENTATIVE, *ranking.order(tx, load(schemas.Order(), body)))

    @query
    def get_representative(self, tx: Transaction, body: Body) -> Body:
        return view(REPRESENTATIVE, representatives.get(tx, load(schemas.ById(), body)["id"]))

    @query
    def list_representatives(self, tx: Transaction, body: Body) -> Body:
        found = ranking.page(tx, load(schemas.OfMemberQuery(), body))
        return page(REPRESENTATIVE, *found)

    @command
    def establish_committee(self, tx: Transaction, body: Body) -> Body:
        return view(COMMITTEE, committees.establish_another(tx, load(committee_schemas.Establishing(), body)))

    @command
    def revise_committee(self, tx: Transaction, body: Body) -> Body:
        return view(COMMITTEE, committees.revise(tx, load(committee_schemas.CommitteeRevision(), body)))

    @command
    def dissolve_committee(self, tx: Transaction, body: Body) -> Body:
        return view(COMMITTEE, committees.dissolve(tx, load(schemas.Reasoned(), body)))

    @query
    def list_people(self, tx: Transaction, body: Body) -> Body:
        return page(PERSON, representatives.named(tx, load(schemas.OfMember(), body)["member"]), None)

    @query
    def get_committee(self, tx: Transaction, body: Body) -> Body:
        return view(COMMITTEE, committees.get(tx, load(committee_schemas.MaybeById(), body)["id"]))

    @query
    def list_committees(self, tx: Transaction, body: Body) -> Body:
        return page(COMMITTEE, *committees.page(tx, load(committee_schemas.CommitteesQuery(), body)))

    @query
    def list_committee_changes(self, tx: Transaction, body: Body) -> Body:
        found = committees.history(tx, load(committee_schemas.OfCommitteeQuery(), body))
        return page(COMMITTEE_CHANGE, *found)

    @command
    def adopt_terms_of_reference(self, tx: Transaction, body: Body) -> Body:
        return view(TERMS_OF_REFERENCE, committees.adopt(tx, load(committee_schemas.Adopting(), body)))

    @query
    def get_terms_of_reference(self, tx: Transaction, body: Body) -> Body:
        found = committees.terms_of_reference(tx, **load(committee_schemas.ByNumber(), body))
        return view(TERMS_OF_REFERENCE, found)

    @query
    def list_terms_of_reference(self, tx: Transaction, body: Body) -> Body:
        query = load(committee_schemas.TermsOfReferenceQuery(), body)
        return page(TERMS_OF_REFERENCE_LINE, *committees.terms_of_reference_page(tx, query))

    def _links(self) -> links.Links:
        return links.read(self.runtime.settings.env)

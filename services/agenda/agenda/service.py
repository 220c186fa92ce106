"""Every RPC method of the agenda: validate, call, show."""

from typing import Any

from agenda import schemas, store
from agenda.handlers import (
    documents,
    handing_over,
    items,
    judging,
    meetings,
    proposals,
    responses,
    showing,
)
from chassis.mongo import Transaction
from chassis.rpc import EventFeed, Runtime, command, query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


class AgendaService(EventFeed):
    name = "agenda"
    runtime = Runtime(indexes=store.INDEXES, projections=store.PROJECTIONS)

    @command
    def create_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, proposals.create(tx, load(schemas.CreateProposal(), body)))

    @command
    def revise_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, proposals.revise(tx, load(schemas.ReviseProposal(), body)))

    @command
    def submit_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, proposals.submit(tx, load(schemas.Verb(), body)))

    @command
    def support_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, proposals.support(tx, load(schemas.SupportProposal(), body)))

    @command
    def unsupport_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, proposals.unsupport(tx, load(schemas.SupportProposal(), body)))

    @command
    def withdraw_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, proposals.withdraw(tx, load(schemas.Verb(), body)))

    @command
    def take_over_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, handing_over.take_over(tx, load(schemas.SupportProposal(), body)))

    @command
    def hand_over_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, handing_over.hand_over(tx, load(schemas.HandOverProposal(), body)))

    @query
    def list_left_proposals(self, tx: Transaction, body: Body) -> View:
        return showing.page(tx, showing.left, handing_over.page(tx, load(schemas.ListLeft(), body)))

    @command
    def return_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.send_back(tx, load(schemas.ReturnProposal(), body)))

    @command
    def admit_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.admit(tx, load(schemas.Verb(), body)))

    @command
    def refuse_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.refuse(tx, load(schemas.Reasoned(), body)))

    @command
    def defer_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.defer(tx, load(schemas.Reasoned(), body)))

    @command
    def merge_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.merge(tx, load(schemas.MergeProposal(), body)))

    @command
    def duplicate_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.duplicate(tx, load(schemas.DuplicateProposal(), body)))

    @command
    def refer_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.refer(tx, load(schemas.ReferProposal(), body)))

    @command
    def reject_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.reject(tx, load(schemas.Reasoned(), body)))

    @command
    def select_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, items.select(tx, load(schemas.SelectProposal(), body)))

    @query
    def get_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, proposals.get(tx, load(schemas.ById(), body)))

    @query
    def list_proposals(self, tx: Transaction, body: Body) -> View:
        return showing.page(tx, showing.proposal, proposals.page(tx, load(schemas.ListProposals(), body)))

    @command
    def plan_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, meetings.plan(tx, load(schemas.PlanMeeting(), body)))

    @command
    def revise_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, meetings.revise(tx, load(schemas.ReviseMeeting(), body)))

    @command
    def convene_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, meetings.convene(tx, load(schemas.Verb(), body)))

    @command
    def reschedule_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, meetings.reschedule(tx, load(schemas.RescheduleMeeting(), body)))

    @command
    def open_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, meetings.call_to_order(tx, load(schemas.Verb(), body)))

    @command
    def close_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, meetings.close(tx, load(schemas.CloseMeeting(), body)))

    @command
    def cancel_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, meetings.cancel(tx, load(schemas.Reasoned(), body)))

    @query
    def get_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, meetings.get(tx, load(schemas.ById(), body)))

    @query
    def list_meetings(self, tx: Transaction, body: Body) -> View:
        return showing.meetings(tx, meetings.page(tx, load(schemas.ListMeetings(), body)))

    @query
    def get_agenda(self, tx: Transaction, body: Body) -> View:
        return showing.agenda(tx, meetings.get(tx, load(schemas.ById(), body)))

    @command
    def add_item(self, tx: Transaction, body: Body) -> View:
        return showing.agenda(tx, items.add(tx, load(schemas.AddItem(), body)))

    @command
    def discuss_item(self, tx: Transaction, body: Body) -> View:
        return showing.agenda(tx, items.discuss(tx, load(schemas.ItemVerb(), body)))

    @command
    def decide_item(self, tx: Transaction, body: Body) -> View:
        return showing.agenda(tx, items.decide(tx, load(schemas.DecideItem(), body)))

    @command
    def adjourn_item(self, tx: Transaction, body: Body) -> View:
        return showing.agenda(tx, items.adjourn(tx, load(schemas.AdjournItem(), body)))

    @command
    def remove_item(self, tx: Transaction, body: Body) -> View:
        return showing.agenda(tx, items.remove(tx, load(schemas.ItemVerb(), body)))

    @command
    def respond_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.response(tx, responses.respond(tx, load(schemas.RespondMeeting(), body)))

    @query
    def list_responses(self, tx: Transaction, body: Body) -> View:
        return showing.page(tx, showing.response, responses.page(tx, load(schemas.ListOfMeeting(), body)))

    @command
    def record_attendance(self, tx: Transaction, body: Body) -> View:
        return showing.attendance(tx, responses.record_attendance(tx, load(schemas.RecordAttendance(), body)))

    @query
    def list_attendance(self, tx: Transaction, body: Body) -> View:
        return showing.page(
            tx, showing.attendance, responses.attendance(tx, load(schemas.ListOfMeeting(), body))
        )

    @query
    def get_document(self, tx: Transaction, body: Body) -> View:
        return showing.document(tx, documents.get(tx, load(schemas.OfKind(), body)))

    @command
    def check_document(self, tx: Transaction, body: Body) -> View:
        return showing.document(tx, documents.check(tx, load(schemas.OfKind(), body)))

    @command
    def clear_document(self, tx: Transaction, body: Body) -> View:
        return showing.document(tx, documents.clear(tx, load(schemas.OfKind(), body)))

    @command
    def sign_document(self, tx: Transaction, body: Body) -> View:
        return showing.document(tx, documents.sign(tx, load(schemas.SignDocument(), body)))

    @command
    def publish_document(self, tx: Transaction, body: Body) -> View:
        return showing.document(tx, documents.publish(tx, load(schemas.OfKind(), body)))

    @query
    def render_document(self, tx: Transaction, body: Body) -> View:
        return documents.rendered(tx, load(schemas.RenderDocument(), body))

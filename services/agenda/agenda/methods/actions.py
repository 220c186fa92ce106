"""What a meeting charged somebody with, and what was said on its items."""

from typing import Any

from agenda.following.views import ActionView, NoteView, ReportView, StepView
from agenda.handlers import actions, notes, steps
from agenda.schemas.actions import AssignAction, ListActions, ReportAction, ReviseAction
from agenda.schemas.notes import OfItem, WriteNote
from agenda.schemas.parts import ById, ListOfMeeting, Reasoned, Verb
from chassis.mongo import Transaction
from chassis.rpc import command, query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]
ACTION, ACTIONS, REPORT, NOTE = ActionView(), ActionView(many=True), ReportView(), NoteView()


class Actions:
    @command
    def assign_action(self, tx: Transaction, body: Body) -> View:
        return dict(ACTION.dump(actions.assign(tx, load(AssignAction(), body))))

    @command
    def revise_action(self, tx: Transaction, body: Body) -> View:
        return dict(ACTION.dump(actions.revise(tx, load(ReviseAction(), body))))

    @command
    def start_action(self, tx: Transaction, body: Body) -> View:
        return dict(ACTION.dump(actions.start(tx, load(Verb(), body))))

    @command
    def complete_action(self, tx: Transaction, body: Body) -> View:
        return dict(ACTION.dump(actions.complete(tx, load(Verb(), body))))

    @command
    def drop_action(self, tx: Transaction, body: Body) -> View:
        return dict(ACTION.dump(actions.drop(tx, load(Reasoned(), body))))

    @command
    def report_action(self, tx: Transaction, body: Body) -> View:
        return dict(REPORT.dump(actions.report(tx, load(ReportAction(), body))))

    @query
    def get_action(self, tx: Transaction, body: Body) -> View:
        return dict(ACTION.dump(actions.get(tx, load(ById(), body))))

    @query
    def list_actions(self, tx: Transaction, body: Body) -> View:
        found, after = actions.page(tx, load(ListActions(), body))
        return {"items": ACTIONS.dump(found), "next": after}

    @query
    def list_reports(self, tx: Transaction, body: Body) -> View:
        found, after = actions.reports(tx, load(ListOfMeeting(), body))
        return {"items": ReportView(many=True).dump(found), "next": after}

    @query
    def list_action_steps(self, tx: Transaction, body: Body) -> View:
        found, after = steps.of_action(tx, load(ListOfMeeting(), body))
        return {"items": StepView(many=True).dump(found), "next": after}


class Notes:
    @query
    def get_note(self, tx: Transaction, body: Body) -> View:
        return dict(NOTE.dump(notes.get(tx, load(OfItem(), body))))

    @command
    def write_note(self, tx: Transaction, body: Body) -> View:
        return dict(NOTE.dump(notes.write(tx, load(WriteNote(), body))))

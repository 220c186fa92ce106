"""The minutes of a meeting, and what is found wrong in them."""

from typing import Any

from agenda.handlers import corrections, minutes, showing
from agenda.minutes_views import CorrectionView, EditionView, MinutesView
from agenda.schemas.minutes import (
    AcceptCorrection,
    AdoptMinutes,
    DeclineCorrection,
    OfCorrection,
    OfEdition,
    ProposeCorrection,
)
from agenda.schemas.parts import ById, ListOfMeeting, Verb
from chassis.mongo import Transaction
from chassis.rpc import command, query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]
CORRECTION = CorrectionView()


class MeetingMinutes:
    @command
    def draft_minutes(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, minutes.draft(tx, load(Verb(), body)))

    @command
    def circulate_minutes(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, minutes.circulate(tx, load(Verb(), body)))

    @command
    def adopt_minutes(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, minutes.adopt(tx, load(AdoptMinutes(), body)))

    @query
    def get_minutes(self, tx: Transaction, body: Body) -> View:
        return dict(MinutesView().dump(minutes.read(tx, load(ById(), body))))

    @query
    def list_editions(self, tx: Transaction, body: Body) -> View:
        found, after = minutes.editions(tx, load(ListOfMeeting(), body))
        return {"items": EditionView(many=True, exclude=("content",)).dump(found), "next": after}

    @query
    def get_edition(self, tx: Transaction, body: Body) -> View:
        return dict(EditionView().dump(minutes.edition(tx, load(OfEdition(), body))))

    @command
    def propose_correction(self, tx: Transaction, body: Body) -> View:
        return dict(CORRECTION.dump(corrections.propose(tx, load(ProposeCorrection(), body))))

    @command
    def accept_correction(self, tx: Transaction, body: Body) -> View:
        return dict(CORRECTION.dump(corrections.accept(tx, load(AcceptCorrection(), body))))

    @command
    def decline_correction(self, tx: Transaction, body: Body) -> View:
        return dict(CORRECTION.dump(corrections.decline(tx, load(DeclineCorrection(), body))))

    @query
    def get_correction(self, tx: Transaction, body: Body) -> View:
        return dict(CORRECTION.dump(corrections.get(tx, load(OfCorrection(), body))))

    @query
    def list_corrections(self, tx: Transaction, body: Body) -> View:
        found, after = corrections.page(tx, load(ListOfMeeting(), body))
        return {"items": CorrectionView(many=True).dump(found), "next": after}

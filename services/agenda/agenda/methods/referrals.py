"""What goes to another body, and comes back."""

from typing import Any

from agenda.following.views import ReferralView
from agenda.handlers import referrals, showing
from agenda.schemas.parts import ById
from agenda.schemas.referrals import (
    AnswerReferral,
    ListReferrals,
    PrepareReferral,
    SendReferral,
    TakeReferralAnswer,
)
from chassis.mongo import Transaction
from chassis.rpc import command, query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]
REFERRAL = ReferralView()


class Referrals:
    @command
    def prepare_referral(self, tx: Transaction, body: Body) -> View:
        return dict(REFERRAL.dump(referrals.prepare(tx, load(PrepareReferral(), body))))

    @command
    def send_referral(self, tx: Transaction, body: Body) -> View:
        return dict(REFERRAL.dump(referrals.send(tx, load(SendReferral(), body))))

    @command
    def answer_referral(self, tx: Transaction, body: Body) -> View:
        return dict(REFERRAL.dump(referrals.answer(tx, load(AnswerReferral(), body))))

    @command
    def take_referral_answer(self, tx: Transaction, body: Body) -> View:
        return showing.changed(referrals.take_answer(tx, load(TakeReferralAnswer(), body)))

    @query
    def get_referral(self, tx: Transaction, body: Body) -> View:
        return dict(REFERRAL.dump(referrals.get(tx, load(ById(), body))))

    @query
    def list_referrals(self, tx: Transaction, body: Body) -> View:
        found, after = referrals.page(tx, load(ListReferrals(), body))
        return {"items": ReferralView(many=True).dump(found), "next": after}

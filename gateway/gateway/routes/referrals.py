from gateway.resource import Resource
from gateway.schemas.referrals import (
    Letter,
    NewReferral,
    NewReply,
    ReferralPage,
    ReferralQuery,
    ReferralRecord,
)

ONE = "/<uuid:id>"
referrals = Resource("referrals", "agenda", "/v1/referrals", "What went to another body, and came back")
referrals.listing("", "list_referrals", ReferralQuery, ReferralPage, "List referrals")
referrals.creating("", "prepare_referral", NewReferral, ReferralRecord, "Refer it to another body")
referrals.reading(ONE, "get_referral", ReferralRecord, "Read a referral")
referrals.acting(f"{ONE}/send", "send_referral", ReferralRecord, "Note the letter by which it went", Letter)
referrals.acting(
    f"{ONE}/answer", "answer_referral", ReferralRecord, "Note what the other body answered", NewReply
)

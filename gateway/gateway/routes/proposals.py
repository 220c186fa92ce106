from gateway.resource import Resource
from gateway.schemas.judging import (
    Admission,
    Duplication,
    Merger,
    NewDecision,
    Publication,
    Published,
    Reasons,
    Referral,
    Return,
    Selection,
)
from gateway.schemas.parts import ListQuery, Reasoned
from gateway.schemas.proposals import (
    NewAmendment,
    NewProposal,
    Proposal,
    ProposalChanges,
    ProposalPage,
    ProposalQuery,
)
from gateway.schemas.supporting import Asking, LeftProposalPage, Passing, Support

ONE = "/<uuid:id>"
proposals = Resource("proposals", "agenda", "/v1/proposals", "What members want the group to talk about")
proposals.listing("", "list_proposals", ProposalQuery, ProposalPage, "List proposals")
proposals.creating("", "create_proposal", NewProposal, Proposal, "Draft a proposal")
proposals.reading(ONE, "get_proposal", Proposal, "Read a proposal")
proposals.changing(ONE, "revise_proposal", ProposalChanges, Proposal, "Change a draft or returned proposal")
proposals.acting(f"{ONE}/submit", "submit_proposal", Proposal, "Submit a proposal")
proposals.acting(f"{ONE}/withdraw", "withdraw_proposal", Proposal, "Withdraw a proposal")
proposals.acting(f"{ONE}/support", "support_proposal", Proposal, "Support another's proposal", Support)
proposals.acting(f"{ONE}/unsupport", "unsupport_proposal", Proposal, "Take one's support back", Support)
proposals.acting(f"{ONE}/invite", "invite_cosponsor", Proposal, "Ask a member to propose it too", Asking)
proposals.acting(f"{ONE}/co-sponsor", "cosponsor_proposal", Proposal, "Propose another's too", Support)
proposals.acting(
    f"{ONE}/leave", "leave_proposal", Proposal, "Do not propose it, or no longer, with others", Support
)
proposals.acting(
    f"{ONE}/amendments", "amend_proposal", Proposal, "Change the text that others support", NewAmendment
)
proposals.acting(
    f"{ONE}/take-over", "take_over_proposal", Proposal, "Take over what its proposer left behind", Support
)
proposals.acting(
    f"{ONE}/hand-over", "hand_over_proposal", Proposal, "Hand it to a member that goes on with it", Passing
)
proposals.acting(f"{ONE}/return", "return_proposal", Proposal, "Return it to be mended", Return)
proposals.acting(f"{ONE}/admit", "admit_proposal", Proposal, "Find it admissible", Admission)
proposals.acting(f"{ONE}/refuse", "refuse_proposal", Proposal, "Find it not admissible", Reasoned)
proposals.acting(f"{ONE}/select", "select_proposal", Proposal, "Put it on a meeting's agenda", Selection)
proposals.acting(f"{ONE}/defer", "defer_proposal", Proposal, "Keep it for later", Reasoned)
proposals.acting(f"{ONE}/merge", "merge_proposal", Proposal, "Merge it into another", Merger)
proposals.acting(
    f"{ONE}/duplicate", "duplicate_proposal", Proposal, "Mark it as saying what another says", Duplication
)
proposals.acting(f"{ONE}/refer", "refer_proposal", Proposal, "Refer it to whom it concerns", Referral)
proposals.acting(f"{ONE}/reject", "reject_proposal", Proposal, "Reject it, with the reason", Reasoned)

proposals.acting(f"{ONE}/decide", "decide_proposal", Proposal, "Judge it, and tell it later", NewDecision)
proposals.acting(f"{ONE}/publish", "publish_proposal", Proposal, "Tell what was decided")
proposals.batch("/publish", "publish_proposals", Publication, Published, "Tell what was decided on several")
proposals.acting(
    f"{ONE}/reconsideration", "reconsider_proposal", Proposal, "Ask to look at a refusal again", Reasons
)
proposals.acting(f"{ONE}/uphold", "uphold_proposal", Proposal, "Stand by the refusal", Reasoned)
proposals.acting(f"{ONE}/reopen", "reopen_proposal", Proposal, "Take it up again", Reasoned)

left = Resource("left", "agenda", "/v1/members", "What a member that left had proposed, and where it went")
left.listing(
    "/<uuid:member>/handover",
    "list_left_proposals",
    ListQuery,
    LeftProposalPage,
    "What a member left behind, and where it went",
)

from gateway.resource import Resource
from gateway.schemas.parts import ListQuery, Reasoned
from gateway.schemas.proposals import (
    Duplication,
    LeftProposalPage,
    Merger,
    NewProposal,
    Passing,
    Proposal,
    ProposalChanges,
    ProposalPage,
    ProposalQuery,
    Referral,
    Return,
    Selection,
    Support,
)
from gateway.schemas.receipts import Receipt, SubmittedProposal
from gateway.schemas.received import EntryChanges

ONE = "/<uuid:id>"
proposals = Resource("proposals", "agenda", "/v1/proposals", "What members want the group to talk about")
proposals.listing("", "list_proposals", ProposalQuery, ProposalPage, "List proposals")
proposals.creating("", "create_proposal", NewProposal, Proposal, "Draft a proposal")
proposals.reading(ONE, "get_proposal", Proposal, "Read a proposal")
proposals.changing(ONE, "revise_proposal", ProposalChanges, Proposal, "Change a draft or returned proposal")
proposals.acting(f"{ONE}/submit", "submit_proposal", SubmittedProposal, "Submit a proposal")
proposals.plain(f"{ONE}/receipt", "get_receipt", Receipt, "Have the receipt for a proposal")
proposals.acting(
    f"{ONE}/received",
    "enter_proposal",
    Proposal,
    "Put right how what was entered came, with its scan",
    EntryChanges,
)
proposals.acting(f"{ONE}/withdraw", "withdraw_proposal", Proposal, "Withdraw a proposal")
proposals.acting(f"{ONE}/support", "support_proposal", Proposal, "Support another's proposal", Support)
proposals.acting(f"{ONE}/unsupport", "unsupport_proposal", Proposal, "Take one's support back", Support)
proposals.acting(
    f"{ONE}/take-over", "take_over_proposal", Proposal, "Take over what its proposer left behind", Support
)
proposals.acting(
    f"{ONE}/hand-over", "hand_over_proposal", Proposal, "Hand it to a member that goes on with it", Passing
)
proposals.acting(f"{ONE}/return", "return_proposal", Proposal, "Return it to be mended", Return)
proposals.acting(f"{ONE}/admit", "admit_proposal", Proposal, "Find it admissible")
proposals.acting(f"{ONE}/refuse", "refuse_proposal", Proposal, "Find it not admissible", Reasoned)
proposals.acting(f"{ONE}/select", "select_proposal", Proposal, "Put it on a meeting's agenda", Selection)
proposals.acting(f"{ONE}/defer", "defer_proposal", Proposal, "Keep it for later", Reasoned)
proposals.acting(f"{ONE}/merge", "merge_proposal", Proposal, "Merge it into another", Merger)
proposals.acting(
    f"{ONE}/duplicate", "duplicate_proposal", Proposal, "Mark it as saying what another says", Duplication
)
proposals.acting(f"{ONE}/refer", "refer_proposal", Proposal, "Refer it to whom it concerns", Referral)
proposals.acting(f"{ONE}/reject", "reject_proposal", Proposal, "Reject it, with the reason", Reasoned)

left = Resource("left", "agenda", "/v1/members", "What a member that left had proposed, and where it went")
left.listing(
    "/<uuid:member>/handover",
    "list_left_proposals",
    ListQuery,
    LeftProposalPage,
    "What a member left behind, and where it went",
)

from gateway.resource import Resource
from gateway.schemas.committee_terms import NewTermsOfReference
from gateway.schemas.committees import (
    Committee,
    CommitteeChangePage,
    CommitteeChanges,
    CommitteePage,
    CommitteeQuery,
    NewCommittee,
    TermsOfReference,
    TermsOfReferencePage,
    TermsOfReferenceQuery,
)
from gateway.schemas.parts import ListQuery, Reasoned

ONE = "/<uuid:id>"
committees = Resource(
    "committees", "membership", "/v1/committees", "The groups, and the terms they work under"
)
committees.listing("", "list_committees", CommitteeQuery, CommitteePage, "List committees")
committees.creating("", "establish_committee", NewCommittee, Committee, "Establish a committee")
committees.reading(ONE, "get_committee", Committee, "Read a committee")
committees.changing(ONE, "revise_committee", CommitteeChanges, Committee, "Change a committee's terms")
committees.acting(f"{ONE}/dissolve", "dissolve_committee", Committee, "Dissolve a committee", Reasoned)
committees.listing(
    "/<uuid:committee>/history",
    "list_committee_changes",
    ListQuery,
    CommitteeChangePage,
    "What was done about a committee, and why",
)

TERMS = "/<uuid:committee>/terms-of-reference"
committees.listing(
    TERMS,
    "list_terms_of_reference",
    TermsOfReferenceQuery,
    TermsOfReferencePage,
    "List the versions of the terms of reference, the newest first, or the one in force on a day",
)
committees.creating(
    TERMS,
    "adopt_terms_of_reference",
    NewTermsOfReference,
    TermsOfReference,
    "Record another version of the terms of reference, as adopted",
    named_by="number",
)
committees.reading(
    f"{TERMS}/<int:number>", "get_terms_of_reference", TermsOfReference, "Read a version of them"
)

from gateway.resource import Resource
from gateway.schemas.meetings import Meeting
from gateway.schemas.minutes import (
    Acceptance,
    Adoption,
    Correction,
    CorrectionPage,
    Edition,
    EditionPage,
    Minutes,
    NewCorrection,
)
from gateway.schemas.parts import ListQuery, Reasoned

OF = "/<uuid:id>/minutes"
CORRECTIONS = f"{OF}/corrections"
ONE = f"{CORRECTIONS}/<uuid:correction>"
minutes = Resource(
    "minutes", "agenda", "/v1/meetings", "รายงานการประชุม: drafted, circulated, corrected, adopted"
)
minutes.plain(OF, "get_minutes", Minutes, "Read the minutes of a meeting")
minutes.acting(f"{OF}/draft", "draft_minutes", Meeting, "Begin the minutes: what was recorded is drafted")
minutes.acting(f"{OF}/circulate", "circulate_minutes", Meeting, "Fix them and put them before the members")
minutes.acting(f"{OF}/adopt", "adopt_minutes", Meeting, "A later meeting has adopted them", Adoption)
minutes.listing(f"{OF}/editions", "list_editions", ListQuery, EditionPage, "List the editions of the minutes")
minutes.plain(f"{OF}/editions/<int:number>", "get_edition", Edition, "Read an edition as it was fixed")
minutes.listing(
    CORRECTIONS, "list_corrections", ListQuery, CorrectionPage, "List what was found wrong in them"
)
minutes.creating(CORRECTIONS, "propose_correction", NewCorrection, Correction, "Ask for a correction")
minutes.reading(ONE, "get_correction", Correction, "Read a correction and its answer")
minutes.acting(f"{ONE}/accept", "accept_correction", Correction, "Make it: another edition", Acceptance)
minutes.acting(f"{ONE}/decline", "decline_correction", Correction, "Leave the minutes as they are", Reasoned)

from gateway.resource import Resource
from gateway.schemas.actions import (
    Action,
    ActionChanges,
    ActionPage,
    ActionQuery,
    NewAction,
    NewNote,
    NewReport,
    Note,
    Report,
    ReportPage,
    TraceStepPage,
)
from gateway.schemas.parts import ListQuery, Reasoned

ONE = "/<uuid:id>"
actions = Resource("actions", "agenda", "/v1/actions", "What was resolved, as somebody's task")
actions.listing("", "list_actions", ActionQuery, ActionPage, "List actions")
actions.creating("", "assign_action", NewAction, Action, "Charge somebody with what was resolved")
actions.reading(ONE, "get_action", Action, "Read an action")
actions.changing(ONE, "revise_action", ActionChanges, Action, "Change its title, its day or its owner")
actions.acting(f"{ONE}/start", "start_action", Action, "Begin with it")
actions.acting(f"{ONE}/complete", "complete_action", Action, "It is done")
actions.acting(f"{ONE}/drop", "drop_action", Action, "It will not be done, and why", Reasoned)
actions.listing(f"{ONE}/reports", "list_reports", ListQuery, ReportPage, "List what its owner reported")
actions.noting(f"{ONE}/reports", "report_action", NewReport, Report, "Report how far it has come")
actions.listing(f"{ONE}/history", "list_action_steps", ListQuery, TraceStepPage, "What was done about it")

NOTES = f"{ONE}/agenda/<uuid:item>/notes"
notes = Resource("notes", "agenda", "/v1/meetings", "What was said on an item, until the minutes show it")
notes.reading(NOTES, "get_note", Note, "Read the notes on an item")
notes.changing(NOTES, "write_note", NewNote, Note, "Write the notes on an item")

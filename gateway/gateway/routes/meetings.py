from gateway.resource import Resource
from gateway.schemas.meetings import (
    Closing,
    Meeting,
    MeetingChanges,
    MeetingPage,
    MeetingQuery,
    NewMeeting,
    Rescheduling,
)
from gateway.schemas.participation import (
    Attendance,
    AttendancePage,
    AttendanceQuery,
    NewAttendance,
    NewResponse,
    Response,
    ResponsePage,
)
from gateway.schemas.parts import ListQuery, Reasoned

ONE = "/<uuid:id>"
meetings = Resource("meetings", "agenda", "/v1/meetings", "Numbered meetings, who answers and who comes")
meetings.listing("", "list_meetings", MeetingQuery, MeetingPage, "List meetings")
meetings.creating("", "plan_meeting", NewMeeting, Meeting, "Plan a meeting, or record a past one")
meetings.reading(ONE, "get_meeting", Meeting, "Read a meeting")
meetings.changing(ONE, "revise_meeting", MeetingChanges, Meeting, "Change a meeting's particulars")
meetings.acting(f"{ONE}/convene", "convene_meeting", Meeting, "Convene it: everybody is invited")
meetings.acting(f"{ONE}/reschedule", "reschedule_meeting", Meeting, "Move it to another time", Rescheduling)
meetings.acting(f"{ONE}/open", "open_meeting", Meeting, "Open the sitting")
meetings.acting(f"{ONE}/close", "close_meeting", Meeting, "Close the sitting", Closing)
meetings.acting(
    f"{ONE}/cancel", "cancel_meeting", Meeting, "Cancel it; its number is not used again", Reasoned
)

meetings.listing(
    f"{ONE}/responses", "list_responses", ListQuery, ResponsePage, "List the answers to a meeting"
)
meetings.noting(f"{ONE}/responses", "respond_meeting", NewResponse, Response, "Answer an invitation")
meetings.listing(f"{ONE}/attendance", "list_attendance", AttendanceQuery, AttendancePage, "List who came")
meetings.noting(
    f"{ONE}/attendance", "record_attendance", NewAttendance, Attendance, "Record whether a member came"
)

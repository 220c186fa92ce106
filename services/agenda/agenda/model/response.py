"""One member's part in one meeting: what it answered, and whether it came."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agenda.model.fact import Fact, Facts, happened
from agenda.model.text import Text


class Answer(StrEnum):
    NO_REPLY = "no_reply"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    DELEGATED = "delegated"
    WITHDRAWN = "withdrawn"


ANSWERS = (Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED, Answer.DELEGATED)
"""What a member may answer; `withdrawn` is the answer of one that has left the group."""


class Attendance(StrEnum):
    ATTENDED = "attended"
    ABSENT = "absent"
    EXCUSED = "excused"


@dataclass(slots=True, kw_only=True)
class Response:
    """Who never answered may still attend; an answer may be changed until the meeting opens."""

    id: str
    meeting: str
    member: str
    committee: str | None = None
    answer: Answer = Answer.NO_REPLY
    delegates: int = 0
    note: Text | None = None
    answered_at: datetime | None = None
    attendance: Attendance | None = None
    persons: int = 0
    substitute: str | None = None
    checked_in_at: datetime | None = None
    version: int = 0

    @property
    def status(self) -> str:
        return str(self.attendance or self.answer)

    @property
    def comes(self) -> bool:
        return self.answer in (Answer.ACCEPTED, Answer.DELEGATED)

    @property
    def expected(self) -> bool:
        """Also who is not sure yet."""
        return self.comes or self.answer is Answer.TENTATIVE

    @property
    def present(self) -> bool:
        return self.attendance is Attendance.ATTENDED

    def give(
        self,
        answer: Answer,
        delegates: int | None,
        note: Text | None,
        at: datetime,
        substitute: str | None = None,
    ) -> Facts:
        """`delegates` is how many will come: one unless said, none when declined."""
        self.answer, self.note, self.answered_at, self.substitute = answer, note, at, substitute
        self.delegates = 0 if answer is Answer.DECLINED else 1 if delegates is None else delegates
        return happened(Fact.RESPONSE_GIVEN)

    def answer_as(self, other: "Response") -> Facts:
        """As that one did, unless this has an answer of its own."""
        if self.answer is not Answer.NO_REPLY:
            return ()
        self.answer, self.delegates = other.answer, other.delegates
        self.note, self.answered_at, self.substitute = other.note, other.answered_at, other.substitute
        return happened(Fact.RESPONSE_GIVEN)

    def lapse(self) -> Facts:
        """As if it had never been given."""
        self.answer, self.delegates, self.note, self.answered_at = Answer.NO_REPLY, 0, None, None
        self.substitute = None
        return happened(Fact.RESPONSE_GIVEN)

    def withdraw(self, at: datetime) -> Facts:
        """The member has left: nobody comes for it, whatever it had answered."""
        if self.attendance is not None or self.answer is Answer.WITHDRAWN:
            return ()
        self.answer, self.delegates, self.note, self.answered_at = Answer.WITHDRAWN, 0, None, at
        self.substitute = None
        return happened(Fact.RESPONSE_WITHDRAWN)

    def await_answer(self) -> Facts:
        return happened(Fact.RESPONSE_AWAITED)

    def remind(self) -> Facts:
        return happened(Fact.RESPONSE_NEAR)

    def check_in(self, persons: int | None, at: datetime) -> Facts:
        """As often as its people come in; how many they are is what was said last."""
        came = persons if persons is not None else self.persons or 1
        self.checked_in_at = self.checked_in_at or at
        return self.record(Attendance.ATTENDED, came)

    def record(self, attendance: Attendance, persons: int | None) -> Facts:
        """`persons` is how many came: one unless said, none but of who attended."""
        self.attendance, self.persons = attendance, _came(attendance, persons)
        return happened(Fact.ATTENDANCE_RECORDED)

    def is_recorded(self, attendance: Attendance, persons: int | None) -> bool:
        """Just so."""
        return (self.attendance, self.persons) == (attendance, _came(attendance, persons))


def _came(attendance: Attendance, persons: int | None) -> int:
    if attendance is not Attendance.ATTENDED:
        return 0
    return 1 if persons is None else persons

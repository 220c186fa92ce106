"""What the facts behind each letter state: of the events that the table of audiences names for it, what their
readers take and the reactions pass on. A test holds it against both."""

from collections.abc import Mapping

from notify.editing.entries import (
    Entries,
    Entry,
    choice,
    count,
    day,
    flag,
    group,
    ids,
    maybe,
    moment,
    number,
    one_id,
    text,
    words,
)

MEETING_ID = one_id("รหัสของการประชุม", "The meeting's id")
ENTRY = count("ลำดับการแก้ไขนัดหมายในปฏิทิน", "How often the calendar entry has changed")
REASON = maybe(words("เหตุผลที่แจ้ง", "The reason that was given"))
OF_MEETING = {"meeting": MEETING_ID, "calendar_sequence": ENTRY}

MEETING: dict[str, Entry] = {
    "number": maybe(number("ครั้งที่ของการประชุม", "The meeting's number")),
    "starts_at": moment("วันและเวลาเริ่มประชุม", "When it begins"),
    "ends_at": maybe(moment("วันและเวลาเลิกประชุม", "When it ends")),
    "venue": maybe(words("สถานที่", "Where it is held")),
    "chair_post": maybe(words("ตำแหน่งของประธาน", "The chair's post")),
    "purpose": maybe(words("วัตถุประสงค์ของการประชุม", "What it is held for")),
    "reason": maybe(words("เหตุผลที่เลื่อนหรืองดประชุม", "Why it was moved or called off")),
}

_RESOLUTION = group(
    "มติที่ประชุม",
    "What the meeting resolved",
    kind=choice("ประเภทของมติ", "Of which kind", "noted", "agreed", "referred_up", "action"),
    text=words("ข้อความของมติ", "What it says"),
    to=maybe(words("ผู้รับเรื่องต่อ", "To whom it is referred")),
)
_HANDOVER = group(
    "การรับช่วงข้อเสนอ",
    "That it may be, or was, taken over",
    outcome=choice("ผลการรับช่วง", "How it stands", "offered", "entrusted", "taken_over", "withdrawn"),
    until=maybe(moment("รับช่วงได้ภายใน", "Until when it may be taken over")),
)
_AMENDMENT = group(
    "การแก้ไขเพิ่มเติมครั้งล่าสุด",
    "Its last amendment",
    edition=count("ฉบับที่", "Of which version of the text"),
    note=words("สิ่งที่แก้ไข", "What was changed"),
)
_RECONSIDERATION = group(
    "ผลการทบทวน",
    "That the judgement was looked at again",
    answer=choice("คงเดิมหรือรับพิจารณาใหม่", "The answer", "upheld", "reopened"),
    reason=maybe(words("เหตุผลของผลการทบทวน", "The reason for it")),
)
_RECEIVED = group(
    "ช่องทางที่ได้รับ กรณีบันทึกแทน",
    "How it came, where it was entered for the member",
    by=choice("ช่องทาง", "By which way", "letter", "mail", "telephone", "in_person"),
    on=day("วันที่ได้รับ", "On which day"),
)
_REFERENCE = number("เลขที่ข้อเสนอ", "The proposal's reference")
_TITLE = words("ชื่อเรื่องของข้อเสนอ", "What the proposal is called")
_PROPOSED_BY = one_id("รหัสของสมาชิกผู้เสนอ", "The id of the member that proposes it")

PROPOSAL: dict[str, Entry] = {
    "reference": _REFERENCE,
    "title": _TITLE,
    "purpose": choice("ความประสงค์", "What it is put before the meeting for", "information", "consideration"),
    "status": choice("สถานะของข้อเสนอ", "Its state", "submitted"),
    "proposed_by": _PROPOSED_BY,
    "keeper": choice("ผู้ดำเนินการต่อ", "Who goes on with it", "member", "secretariat"),
    "supporters": ids("รหัสของผู้สนับสนุน", "The ids of its supporters"),
    "cosponsors": ids("รหัสของผู้ร่วมเสนอ", "The ids of its co-sponsors"),
    "comments": maybe(words("ความเห็นของฝ่ายเลขานุการ", "The secretariat's comments")),
    "reason": REASON,
    "to": maybe(words("หน่วยงานที่ส่งต่อถึง", "To whom it is referred")),
    "meeting": maybe(MEETING_ID),
    "into": maybe(one_id("รหัสของข้อเสนอที่รวมเข้าด้วย", "The id of the proposal that it is merged into")),
    "of": maybe(one_id("รหัสของข้อเสนอที่ซ้ำ", "The id of the proposal that it repeats")),
    "resolution": maybe(_RESOLUTION),
    "handover": maybe(_HANDOVER),
    "amendment": maybe(_AMENDMENT),
    "reconsideration": maybe(_RECONSIDERATION),
    "received": maybe(_RECEIVED),
}
_JUDGED = (
    "returned",
    "admissible",
    "not_admitted",
    "deferred",
    "merged",
    "duplicate",
    "referred",
    "rejected",
)
_OPEN = ("submitted", "returned", "admissible", "deferred", "selected")

_SENT_ON: dict[str, Entry] = {
    "reference": _REFERENCE,
    "title": _TITLE,
    "proposed_by": _PROPOSED_BY,
    "to": words("หน่วยงานที่ส่งเรื่องถึง", "To whom it was sent"),
    "letter_number": maybe(text("เลขที่หนังสือ", "The letter's number")),
    "sent_on": day("วันที่ของหนังสือ", "The letter's date"),
}
_NAMED: dict[str, Entry] = {
    "reference": _REFERENCE,
    "title": _TITLE,
    "proposed_by": _PROPOSED_BY,
    "cosponsors": PROPOSAL["cosponsors"],
}
_COMMENT = _NAMED | {
    "comment": one_id("รหัสของความเห็น", "The comment's id"),
    "said_by": maybe(
        words("ผู้แสดงความเห็น (ไม่มีเมื่อเป็นฝ่ายเลขานุการ)", "Whose it is; none where the secretariat's")
    ),
}
_REVIEW = _NAMED | {"review": one_id("รหัสของการให้ความเห็น", "The review's id")}
_ANSWER = group(
    "คำตอบของหน่วยงาน",
    "What was answered",
    kind=choice("ประเภทของคำตอบ", "Of which kind", "accepted", "declined", "noted", "returned"),
    text=words("ข้อความของคำตอบ", "In its words"),
    on=day("วันที่ของคำตอบ", "Dated"),
)
_ACTION: Entries = {
    "title": words("งานที่มอบหมาย", "What is to be done"),
    "due_on": day("กำหนดแล้วเสร็จ", "By which day"),
}
_ASKED: Entries = {
    "confirm_by": moment("ยืนยันได้ภายใน", "Until when it may be confirmed"),
}
_GROUNDS = (
    *("freedom_of_expression", "archives", "public_task", "legal_claims", "legal_obligation"),
    *("accurate", "not_identified", "erased"),
)
_ENTERING: Entries = {"until": moment("ลิงก์ใช้ได้ถึง", "Until when the link is good")}

_BROADCAST: dict[str, Entry] = {
    "subject": words("เรื่องที่ฝ่ายเลขานุการเขียน", "Its subject, in the secretariat's words"),
    "lines": ids(
        "ข้อความทีละบรรทัด ในภาษาของผู้รับหากมี",
        "Its text line by line, in the recipient's language if there is one",
    ),
    "in_another_language": flag("ข้อความเป็นอีกภาษาหนึ่งหรือไม่", "Whether the text is in the other language"),
    "test": flag("เป็นฉบับทดสอบหรือไม่", "Whether it is a test"),
}

FACTS: Mapping[str, Entries] = {
    "confirm-address": _ASKED,
    "invitation-to-join": _ASKED,
    "sign-in": _ENTERING,
    "account-link": _ENTERING,
    "data-request-answered": {
        "kind": choice("เรื่องที่ขอ", "What was asked", "correction", "erasure"),
        "status": choice("ผลการดำเนินการ", "The answer", "carried_out", "refused"),
        "ground": maybe(choice("เหตุตามกฎหมายที่ปฏิเสธ", "On which ground it was refused", *_GROUNDS)),
        "received_at": moment("วันที่ได้รับคำขอ", "When it was received"),
    },
    "welcome": {},
    "member-suspended": {
        "reason": REASON,
        "until": maybe(day("วันสุดท้ายของการระงับ", "The last day of the suspension")),
    },
    "term-ending": {"term_ends": day("วันสิ้นสุดวาระ", "When the term ends")},
    "proposal-receipt": PROPOSAL,
    "proposal-judged": PROPOSAL | {"status": choice("ผลการพิจารณา", "The judgement", *_JUDGED)},
    "proposal-selected": PROPOSAL
    | {"status": choice("สถานะ", "Its state", "selected"), "meeting": MEETING_ID},
    "proposal-decided": PROPOSAL
    | {
        "status": choice("สถานะ", "Its state", "selected"),
        "meeting": MEETING_ID,
        "resolution": _RESOLUTION,
    },
    "proposal-offered": PROPOSAL
    | {
        "status": choice("สถานะ", "Its state", *_OPEN),
        "handover": group(
            "การรับช่วงข้อเสนอ",
            "That it may be taken over",
            **{**_HANDOVER.inner, "until": moment("รับช่วงได้ภายใน", "Until when it may be taken over")},
        ),
    },
    "proposal-handed-over": PROPOSAL | {"status": choice("สถานะ", "Its state", *_OPEN)},
    "proposal-reconsidered": PROPOSAL
    | {
        "status": choice("สถานะ", "Its state", "submitted", "not_admitted", "rejected"),
        "reconsideration": _RECONSIDERATION,
    },
    "proposal-amended": PROPOSAL | {"status": choice("สถานะ", "Its state", *_OPEN), "amendment": _AMENDMENT},
    "proposal-cosponsor": {
        "title": _TITLE,
        "proposed_by": _PROPOSED_BY,
        "invited": ids("รหัสของสมาชิกที่ได้รับเชิญ", "The ids of those who are asked"),
    },
    "proposal-sent-on": _SENT_ON | {"answer": maybe(_ANSWER)},
    "proposal-answered": _SENT_ON | {"answer": _ANSWER},
    "proposals-due": {
        "meeting": MEETING_ID,
        "proposals_until": moment("วันสุดท้ายที่รับข้อเสนอ", "Until when proposals are taken"),
    },
    "action-assigned": _ACTION,
    "action-overdue": _ACTION,
    "action-due": _ACTION,
    "minutes-overdue": {"meeting": MEETING_ID},
    "proposal-commented": _COMMENT,
    "comment-answered": _COMMENT,
    "review-asked": _REVIEW | {"review_status": choice("สถานะ", "Its state", "assigned")},
    "review-came-in": _REVIEW | {"review_status": choice("สถานะ", "Its state", "recommended", "recused")},
    "meeting-invitation": OF_MEETING,
    "meeting-rescheduled": OF_MEETING,
    "meeting-reminder": OF_MEETING,
    "meeting-near": OF_MEETING,
    "meeting-cancelled": OF_MEETING,
    "minutes-circulated": OF_MEETING,
    "correction-answered": {
        "meeting": MEETING_ID,
        "answer": choice("แก้ไขตามที่เสนอหรือคงไว้", "The answer", "accepted", "declined"),
    },
    "release-published": {"meeting": MEETING_ID},
    "document-published": {
        "meeting": MEETING_ID,
        "document": choice("เอกสารที่เผยแพร่", "What was published", "agenda", "minutes"),
        "published_at": moment("วันที่เผยแพร่", "When it was published"),
        "languages": maybe(ids("ภาษาของเอกสาร", "The languages that it is there in")),
    },
    "committee-dissolved": {"reason": REASON},
    "proposal-of-others": PROPOSAL | {"status": choice("สถานะ", "Its state", "admissible", "selected")},
    "broadcast": _BROADCAST,
    "broadcast-essential": _BROADCAST | {"because": maybe(words("เหตุผลที่เป็นเรื่องสำคัญ", "Why it is essential"))},
    "digest": {
        "items": ids(
            "เรื่องที่แจ้ง แต่ละเรื่องมี subject และ link", "What there is to tell, each with its subject and link"
        )
    },
}
"""By template."""

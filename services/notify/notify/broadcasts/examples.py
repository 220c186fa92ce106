"""What the letter of a broadcast, and what is told of one, are shown with."""

from typing import Any

BROADCAST_ID = "0198a6ca-3b20-7c41-9d05-2e7f1a6c8b40"
SUBJECT = {"th": "การเปลี่ยนสถานที่ติดต่อ", "en": "The secretariat has moved"}
BODY = {
    "th": "ฝ่ายเลขานุการย้ายสถานที่ติดต่อแล้ว\n\nโปรดส่งหนังสือถึงกรมองค์การระหว่างประเทศ",
    "en": "The secretariat has moved.\n\nPlease write to the Department of International Organizations.",
}
BECAUSE = {"th": "หนังสือที่ส่งไปที่เดิมจะไม่ถึง", "en": "Letters sent to where it was do not arrive"}
LETTER: dict[str, Any] = {
    "broadcast": BROADCAST_ID,
    "subject": SUBJECT,
    "lines": [line for line in BODY["th"].splitlines() if line],
    "in_another_language": False,
    "because": None,
    "test": False,
}
TOLD: dict[str, Any] = {
    "id": BROADCAST_ID,
    "status": "sending",
    "category": "normal",
    "languages": ["th", "en"],
    "people": 812,
    "letters": 0,
    "sent": 0,
    "failed": 0,
    "suppressed": 0,
    "cancelled": 0,
}

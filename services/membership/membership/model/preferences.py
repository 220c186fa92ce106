"""What a person may choose about the letters that are not essential; who says nothing gets each by itself."""

from typing import Literal

LetterKind = Literal["releases", "supported", "comments", "news", "circulars"]
"""News releases, news of the proposals that the member supports, comments on its own, news of those of
others, and what the secretariat writes to many: nobody needs these letters."""
Digest = Literal["none", "daily", "weekly"]
QuietHours = dict[Literal["from", "until"], str]
"""Of Bangkok, as `22:00`; they may pass midnight."""

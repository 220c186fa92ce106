"""What was heard of others' things, each looked up once for all the letters that a sender takes together."""

from collections import defaultdict
from collections.abc import Iterable

from chassis.mongo import Document, Transaction
from notify import store
from notify.broadcasts.model import Broadcast
from notify.broadcasts.store import broadcasts
from notify.editing.template import EditedTemplate, Words
from notify.errors import NotYetKnown
from notify.model import Language


class Known:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._found: defaultdict[str, dict[str, Document | None]] = defaultdict(dict)
        self._next_meetings: dict[str, Document | None] = {}
        self._broadcasts: dict[str, Broadcast] = {}
        self.unreachable: set[str] = set()
        self.templates: dict[str, EditedTemplate] = {}

    def look_up(self, collection: str, ids: Iterable[str | None]) -> None:
        """Those of them that are not here yet, together."""
        found = self._found[collection]
        missing = {id for id in ids if id is not None and id not in found}
        found |= dict.fromkeys(missing) | store.known_by_id(self._tx, collection, missing)

    def all(self, collection: str) -> list[Document]:
        """That were looked up and are known."""
        return [one for one in self._found[collection].values() if one is not None]

    def get(self, collection: str, id: str) -> Document:
        """NotYetKnown when nothing was heard of it."""
        self.look_up(collection, [id])
        document = self._found[collection][id]
        if document is None:
            raise NotYetKnown(id=id)
        return document

    def next_meeting(self, committee: str) -> Document | None:
        if committee not in self._next_meetings:
            self._next_meetings[committee] = store.next_meeting(self._tx, committee)
        return self._next_meetings[committee]

    def broadcast(self, id: str) -> Broadcast:
        if id not in self._broadcasts:
            self._broadcasts[id] = broadcasts.get(self._tx, id)
        return self._broadcasts[id]

    def words(self, template: str, language: Language) -> Words:
        """That a letter for somebody of this language is written in now."""
        edited = self.templates.get(template)
        return edited.words(language) if edited else Words(language)

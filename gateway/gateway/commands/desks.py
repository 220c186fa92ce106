"""A desk for each partner that may come, as the operator provisions, suspends and removes them."""

from collections.abc import Callable

from chassis import log
from chassis.call import Caller
from chassis.errors import Unavailable, WaraError
from gateway.audit.records import Seen
from gateway.audit.trail import Trail
from gateway.commands.desk import Desk
from gateway.commands.office import Office
from gateway.partners.register import ACTIVE, Register, status_of
from gateway.problems import STATUS_BY_KIND
from gateway.roles import PARTNER
from gateway.waiting import Every

LOOK_SECONDS = 5.0
ROUTE = "partner.command"

logger = log.get(__name__)


class Desks:
    def __init__(
        self,
        amqp_uri: str,
        register: Register,
        office: Office,
        trail: Trail,
        spawn: Callable[[Callable[[], None]], object],
    ) -> None:
        self._uri = amqp_uri
        self._register = register
        self._office = office
        self._trail = trail
        self._spawn = spawn
        self._desks: dict[str, Desk] = {}

    def chore(self) -> Every:
        return Every(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Who came, went, or is granted something else since."""
        try:
            rows = {row["_id"]: row for row in self._register.rows() if status_of(row) == ACTIVE}
        except Unavailable as error:
            logger.warning("partners_not_read", reason=type(error.__cause__ or error).__name__)
            return
        for id in self._desks.keys() - rows.keys():
            self._desks.pop(id).close()
        for id, row in rows.items():
            if id not in self._desks:
                self._desks[id] = Desk(id, self._uri, self._office, self._note)
                self._spawn(self._desks[id].run)
            self._desks[id].granted = row["commands"]

    def _note(self, partner: str, error: WaraError, about: str) -> None:
        by = Caller(id=partner, roles=frozenset({PARTNER}))
        status = STATUS_BY_KIND[error.kind]
        self._trail.records.note(Seen(route=ROUTE, by=by, status=status, outcome=error.code, about=about))

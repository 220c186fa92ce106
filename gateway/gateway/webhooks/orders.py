"""What a partner has done with its own webhook. Each takes the row a version further, so that who is posting
meanwhile saves nothing over it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chassis import clock, posting, signing
from chassis.call import body_hash
from chassis.errors import Invalid, NotFound, Reused
from chassis.ids import new_id
from gateway.collection import Collection, Row
from gateway.partners.tested import event_for
from gateway.webhooks import webhook
from gateway.webhooks.logs import Logs
from gateway.webhooks.post import Post

EXTENSION = "wara.webhooks"
UNKNOWN = "partner_webhook_not_found"
CODES = (UNKNOWN,)
NOT_AN_ADDRESS, OUT_OF_RANGE = "not_a_public_address", "out_of_range"
NOW, BEGINNING = "now", "beginning"
SHOWN = ("url", "status", "reason", "cursors", "tries")
TIMES = ("failing_since", "due", "made_at", "changed_at")


@dataclass(frozen=True, slots=True)
class Orders:
    """Unavailable while the store, or a service whose log is asked for its end, is away."""

    rows: Collection
    logs: Logs
    post: Post

    def get(self, partner: str) -> Row:
        return shown(self._row(partner))

    def register(self, partner: str, url: str, after: str | None, command: str) -> tuple[Row, bool]:
        """The view, with the secret where it is new or the same command comes again, which is Reused where it
        was for something else; and whether it is new.
        One that is led elsewhere goes on where it was, unless it is said `after` what."""
        try:
            posting.read(url, self.post.anywhere)
        except ValueError as error:
            raise Invalid(fields={"url": [NOT_AN_ADDRESS]}) from error
        row, wish = self.rows.get(partner), body_hash({"url": url, "after": after})
        if row is not None and row["command"] == command:
            if row.get("wish", wish) != wish:
                raise Reused()
            return self._with_secret(row), True
        if row is None:
            cursors = self._cursors(after or NOW)
            row = webhook.made(partner, url, new_id(), cursors, command, clock.now()) | {"wish": wish}
            if self.rows.add(row):
                return self._with_secret(row), True
        moved = {"cursors": self._cursors(after)} if after else {}
        return shown(self._change(partner, lambda _: {"url": url, **moved, **webhook.active()})), False

    def rotate(self, partner: str, command: str) -> Row:
        row = self._row(partner)
        if row["command"] != command:
            row = self._change(partner, lambda row: webhook.rotated(row, command, clock.now()))
        return self._with_secret(row)

    def pause(self, partner: str) -> Row:
        return shown(self._change(partner, lambda _: webhook.disabled(webhook.BY_PARTNER)))

    def resume(self, partner: str) -> Row:
        return shown(self._change(partner, lambda _: webhook.active()))

    def resend(self, partner: str, source: str, after: int) -> Row:
        """Invalid where that is ahead of where it stands."""

        def back(row: Row) -> Row:
            if after > row["cursors"][source]:
                raise Invalid(fields={"after": [OUT_OF_RANGE]})
            return webhook.moved(row, source, after)

        return shown(self._change(partner, back))

    def test(self, partner: str) -> dict[str, Any]:
        """What is answered to an event that says nothing has happened."""
        status, said, _ = self.post(self._row(partner), event_for(partner).to_dict(), clock.now())
        return {"status": status, "said": said}

    def remove(self, partner: str) -> None:
        if not self.rows.remove(_id=partner):
            raise NotFound(UNKNOWN)

    def _cursors(self, after: str) -> dict[str, int]:
        ends = self.logs.ends()
        return ends if after == NOW else dict.fromkeys(ends, 0)

    def _row(self, partner: str) -> Row:
        found = self.rows.get(partner)
        if found is None:
            raise NotFound(UNKNOWN)
        return found

    def _change(self, partner: str, change: Callable[[Row], Row]) -> Row:
        while True:
            row = self._row(partner)
            changes = {**change(row), "version": row["version"] + 1, "changed_at": clock.now()}
            if self.rows.swap(partner, {"seed": row["seed"], "version": row["version"]}, **changes):
                return row | changes

    def _with_secret(self, row: Row) -> Row:
        secret = webhook.secrets(row, self.post.roots(), clock.now())[0]
        return shown(row) | {"secret": signing.in_text(secret)}


def shown(row: Row) -> Row:
    last, both_until = row["last"], row["both_until"]
    return {
        **{name: row[name] for name in SHOWN},
        **{name: row[name] and clock.to_wire(row[name]) for name in TIMES},
        "both_until": clock.to_wire(both_until) if both_until and both_until > clock.now() else None,
        "last": last and {**last, "at": clock.to_wire(last["at"])},
    }

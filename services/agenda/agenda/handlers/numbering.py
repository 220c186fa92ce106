"""The series that numbers come from: read early, kept last, where all who want one in a year meet."""

from agenda.model.number import Series
from agenda.store import NUMBERS
from chassis.mongo import Transaction


def series(tx: Transaction, kind: str, committee: str, year_be: int) -> Series:
    """Of one kind of thing in one committee and year; begun by whoever asks first."""
    id = f"{kind}/{committee}/{year_be}"
    found = NUMBERS.find(tx, {"_id": id})
    return found[0] if found else Series(id=id, year_be=year_be)


def keep(tx: Transaction, numbers: Series) -> None:
    write = NUMBERS.save if numbers.version else NUMBERS.add
    write(tx, numbers)

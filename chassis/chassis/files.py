"""Files in the store, as GridFS lays them out: what is large comes, lies and goes in parts.

The driver's own GridFS refuses to write within a transaction, so parts are written here; whatever reads
GridFS reads them. A part is put again as often as its sender repeats it.
"""

import io
from typing import Any

from pymongo.database import Database

from chassis.mongo import Document, Index, Transaction

FILES, PARTS = "files.files", "files.chunks"
PART = 512 * 1024
"""Bytes in a part: in base64, with what stands around it, it fits into a call."""
INDEXES = (Index("files_parts", PARTS, [("files_id", 1), ("n", 1)], unique=True),)


def parts_of(size: int) -> int:
    return -(-size // PART)


def length_of(n: int, size: int) -> int:
    """How long this part of a file of `size` is; 0 or less where it has no such part."""
    return min(PART, size - n * PART)


def put(tx: Transaction, file: str, n: int, data: bytes) -> None:
    row = {"_id": f"{file}/{n}", "files_id": file, "n": n, "data": data}
    tx.db[PARTS].replace_one({"_id": row["_id"]}, row, upsert=True, session=tx.session)


def complete(tx: Transaction, file: str, size: int, content_type: str) -> None:
    """All parts are there: from now on it is a file."""
    row = {"_id": file, "length": size, "chunkSize": PART, "uploadDate": tx.now}
    tx.db[FILES].insert_one({**row, "metadata": {"contentType": content_type}}, session=tx.session)


def part(tx: Transaction, file: str, n: int) -> bytes:
    """Empty where there is none."""
    return _part(tx.db, file, n, tx.session)


def remove(tx: Transaction, file: str, size: int) -> None:
    """With the parts that came of it, each by its id: other files' are not looked at."""
    ids = [f"{file}/{n}" for n in range(parts_of(size))]
    tx.db[FILES].delete_one({"_id": file}, session=tx.session)
    tx.db[PARTS].delete_many({"_id": {"$in": ids}}, session=tx.session)


class Stored(io.RawIOBase):
    """One to be read here and there, a part at a time in memory; what has not come reads as the end."""

    def __init__(self, db: Database[Document], file: str, size: int) -> None:
        self._db, self._file, self._size = db, file, size
        self._place, self._n, self._part = 0, -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(begin + offset, 0)
        return self._place

    def readinto(self, buffer: Any) -> int:
        n, begin = divmod(self._place, PART)
        if n != self._n:
            self._n, self._part = n, _part(self._db, self._file, n, None)
        data = self._part[begin : begin + len(buffer)]
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)


def _part(db: Database[Document], file: str, n: int, session: Any) -> bytes:
    found = db[PARTS].find_one({"files_id": file, "n": n}, {"data": 1}, session=session)
    return bytes(found["data"]) if found else b""

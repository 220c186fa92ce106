"""`python -m benchmarks.convening.sink PORT FILE`: a mail server that takes everything.

Of each mail it writes a line: when it was taken (`time.monotonic()`) and its Message-ID.
"""

import asyncio
import contextlib
import re
import sys
from functools import partial
from typing import TextIO

END, LARGEST = b"\r\n.\r\n", 2**26
MESSAGE_ID = re.compile(rb"^message-id:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
ANSWERS = {b"EHLO": b"250-sink\r\n250 8BITMIME\r\n", b"QUIT": b"221 bye\r\n", b"DATA": b"354 go on\r\n"}
OK = b"250 ok\r\n"


async def serve(taken: TextIO, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    loop = asyncio.get_running_loop()
    with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError), contextlib.closing(writer):
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            writer.write(ANSWERS.get(verb, OK))
            await writer.drain()
            if verb == b"QUIT":
                break
            if verb == b"DATA":
                mail = await reader.readuntil(END)
                named = MESSAGE_ID.search(mail)
                taken.write(f"{loop.time()} {named[1].decode() if named else '-'}\n")
                writer.write(OK)
                await writer.drain()


async def main(port: int, file: str) -> None:
    with open(file, "a", encoding="utf-8", buffering=1) as taken:
        server = await asyncio.start_server(partial(serve, taken), "127.0.0.1", port, limit=LARGEST)
        async with server:
            await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))

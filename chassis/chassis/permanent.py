"""What a process has to its end: imported code, dictionaries, tables."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def generation() -> Iterator[None]:
    """Python looks for no garbage in what is there at the end of the block, nor meanwhile.

    A dictionary is hundreds of thousands of objects; to look through them holds up all that is asked of a
    process for a quarter of a second, again and again.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()

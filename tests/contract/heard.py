"""The last step of `make test`: each type that is promised was heard on a broker while all tests ran."""

import sys
from collections.abc import Iterator, Set
from pathlib import Path

from tests.support.promised import EVENTS


def differences(promised: Set[str], heard: Set[str]) -> Iterator[str]:
    yield from (f"{type}: promised, and told by nobody in the whole run" for type in sorted(promised - heard))
    yield from (f"{type}: told, and promised nowhere" for type in sorted(heard - promised))


def noted(folder: Path) -> set[str]:
    """Each process of the run has written a file."""
    return {type for file in folder.iterdir() for type in file.read_text(encoding="utf-8").splitlines()}


def main() -> int:
    promised, heard = {path.stem for path in EVENTS.iterdir()}, noted(Path(sys.argv[1]))
    found = list(differences(promised, heard))
    print(*found, f"{len(heard & promised)} of {len(promised)} types of event were heard", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

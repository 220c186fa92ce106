"""PDFs, made in a process of their own."""

from pathlib import Path

from chassis import child


def print_pdf(html: str, terms: Path | None = None, *, deadline: float = child.DEADLINE) -> bytes:
    """The page as a PDF. Raises Unavailable when it is not ready within `deadline` seconds.

    `terms` is a file of words that no dictionary has and no line is to break. Who prints has weasyprint and
    pythainlp among its own dependencies.
    """
    return child.run("chassis.typeset:made", html, *([str(terms)] if terms else []), deadline=deadline)

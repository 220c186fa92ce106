"""Whether a source can be used for a letter: what is wrong with it is said at once, line by line."""

import time
from collections.abc import Iterator
from difflib import get_close_matches

from jinja2 import UndefinedError, nodes

from notify import letters
from notify.editing import grammar, sandbox, trials, vocabulary
from notify.editing.grammar import Fault, Faulty
from notify.editing.template import Words
from notify.editing.trials import Trial
from notify.errors import TEMPLATE_BROKEN, Invalid
from notify.letters import Ways
from notify.model import Language
from notify.rendering import KIT

LONGEST_SUBJECT, MOST_FAULTS = 250, 20
SECONDS, SECONDS_EACH = 0.5, 0.02
"""What trying may take of a processor: the sender would need as long for each letter."""
WAYS = Ways(
    page="https://wara.example/v1/page",
    confirm="https://wara.example/confirm",
    answer="https://wara.example/answer",
    unsubscribe="https://wara.example/unsubscribe",
    sign_in="https://wara.example/sign-in/link",
)


def check(template: str, language: Language, source: str) -> None:
    """Invalid where the letter could not be written in these words, of whatever happens."""
    found = faults(template, language, source)[:MOST_FAULTS]
    if not found:
        return
    first, listed = found[0], [one._asdict() for one in found]
    raise Invalid(
        TEMPLATE_BROKEN,
        **{**first._asdict(), "language": language, "faults": listed},
    )


def faults(template: str, language: Language, source: str) -> list[Fault]:
    """The first line's first. It is tried only once it is well made and names nothing that there is not."""
    try:
        tree = grammar.read(source, language)
    except Faulty as error:
        return error.faults
    named = sorted(set(_unknown(template, tree)))
    return named or _tried(template, language, source)


def _unknown(template: str, tree: nodes.Template) -> Iterator[Fault]:
    given = grammar.given_names(tree)
    known = vocabulary.of(template)
    yield from (Fault(line, "name_taken", name) for name, line in given.items() if name in known)
    own = {*given, *KIT, *grammar.BUILT_IN}
    paths = {name for name, _ in vocabulary.listed(template)}
    for line, path in _chains(tree):
        if path[0] not in own and not vocabulary.find(template, path):
            name = ".".join(path)
            close = get_close_matches(name, paths, n=1, cutoff=0.8)
            yield Fault(line, "no_such_variable", f"{name} ({close[0]}?)" if close else name)


def _chains(node: nodes.Node) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every `a.b.c` as far as it can be followed, the longest of those that begin alike."""
    for child in node.iter_child_nodes():
        chain = _chain(child)
        if chain:
            yield child.lineno, chain
        elif not isinstance(child, nodes.Name):
            yield from _chains(child)
            continue
        yield from _beside(child)


def _beside(node: nodes.Node) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What is asked within a chain: `a[b.c]`."""
    for child in node.iter_child_nodes():
        if _chain(child):
            yield from _beside(child)
        else:
            yield from _chains(child)


def _chain(node: nodes.Node) -> tuple[str, ...]:
    match node:
        case nodes.Name(ctx="load"):
            return (node.name,)
        case nodes.Getattr():
            return _longer(node.node, node.attr)
        case nodes.Getitem(arg=nodes.Const(value=str() as name)):
            return _longer(node.node, name)
        case nodes.Getitem():
            return _chain(node.node)
        case nodes.Call(
            node=nodes.Getattr(attr="get") as called, args=[nodes.Const(value=str() as name), *_]
        ):
            return _longer(called.node, name)
        case nodes.Call(node=nodes.Getattr(attr="startswith") as called):
            return _chain(called.node)
        case _:
            return ()


def _longer(node: nodes.Node, name: str) -> tuple[str, ...]:
    chain = _chain(node)
    return (*chain, name) if chain else ()


def _tried(template: str, language: Language, source: str) -> list[Fault]:
    """Of what is wrong in a line for one reason the first case is told."""
    found: dict[tuple[int, str], Fault] = {}
    words, tried = Words(language, source), list(trials.of(template, language))
    left = SECONDS + len(tried) * SECONDS_EACH
    for trial in tried:
        fault, seconds = _timed(trial, words)
        if seconds > SECONDS_EACH:  # it may have had to load something, or to wait until memory was tidied up
            seconds = min(seconds, _timed(trial, words)[1])
        if fault:
            found.setdefault(fault[:2], fault)
        left -= seconds
        if left < 0:
            return [Fault(1, "too_slow")]
    return sorted(found.values())


def _timed(trial: Trial, words: Words) -> tuple[Fault | None, float]:
    """And how many seconds of a processor it took."""
    began = time.thread_time()
    return _fault(trial, words), time.thread_time() - began


def _fault(trial: Trial, words: Words) -> Fault | None:
    try:
        wrong = _wrong_with(letters.subject_as_written(trial.correspondence, WAYS, words))
        if wrong:
            return Fault(_subject_line(words), wrong, trial.case)
        letters.compose(trial.correspondence, WAYS, words)
    except sandbox.NotSaid as error:
        return Fault(_line(error), error.fault, trial.case)
    except UndefinedError as error:
        return Fault(_line(error), "may_be_missing", trial.case or error.message or "")
    except Exception as error:  # noqa: BLE001 - whatever it is, an officer is told where
        return Fault(_line(error), "does_not_fit", trial.case or type(error).__name__)
    return None


def _wrong_with(subject: str) -> str | None:
    if not subject:
        return "subject_empty"
    if len(subject.splitlines()) > 1:
        return "subject_of_lines"
    return "too_long" if len(subject) > LONGEST_SUBJECT else None


def _line(error: BaseException) -> int:
    """The last of the source that was at work."""
    line, step = 1, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == sandbox.NAME:
            line = step.tb_lineno
        step = step.tb_next
    return line


def _subject_line(words: Words) -> int:
    tree = grammar.read(words.source or "", words.language)
    return next(one.lineno for one in tree.find_all(nodes.Block) if one.name == grammar.SUBJECT)

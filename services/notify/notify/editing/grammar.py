"""Of the template language the part that an edited letter may use: enough to say things and to leave things
out, and nothing that could run on, grow without bound, or reach what a letter is not written from."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from jinja2 import Environment, TemplateSyntaxError, nodes

from notify import rendering
from notify.audiences import TEMPLATES
from notify.model import Language

DEEPEST = 40
SUBJECT, BODY, WHOLE, LETTER = "subject", "body", "letter", "letter"
ALLOWED = (
    nodes.Output | nodes.TemplateData | nodes.Block | nodes.If | nodes.CondExpr | nodes.For | nodes.Assign
    | nodes.Extends | nodes.Import | nodes.FromImport | nodes.CallBlock | nodes.Call | nodes.Filter
    | nodes.Test | nodes.Name | nodes.Const | nodes.Dict | nodes.Pair | nodes.List | nodes.Tuple
    | nodes.Getattr | nodes.Getitem | nodes.Slice | nodes.And | nodes.Or | nodes.Not | nodes.Compare
    | nodes.Operand | nodes.Concat
)  # fmt: skip
OUTSIDE = nodes.Extends | nodes.Import | nodes.FromImport | nodes.Assign | nodes.Block
FILTERS = frozenset({*rendering.filters("th", "txt"), "trim", "upper", "lower", "first", "last", "length"})
TESTS = frozenset({"defined", "undefined", "none"})
METHODS = frozenset({"get", "startswith"})
BUILT_IN = frozenset({"loop", "super", "language"})
NOT_FOR_LETTERS = frozenset({"self", "caller", "varargs", "kwargs", "layout", "unsubscribe"})


class Fault(NamedTuple):
    """What is wrong in which line; `name` is what it is about, or in which case it shows."""

    line: int
    fault: str
    name: str = ""


class Faulty(Exception):
    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Within:
    """Where a node stands."""

    depth: int = 0
    loop: bool = False


def read(source: str, language: Language) -> nodes.Template:
    """The parsed source; Faulty where it is none, or uses what an edited letter may not."""
    environment = Environment(trim_blocks=True, lstrip_blocks=True)
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        raise Faulty([Fault(error.lineno, "not_understood", error.message or "")]) from error
    except (RecursionError, MemoryError, ValueError) as error:
        raise Faulty([Fault(1, "too_deep")]) from error
    if faults := [*_outline(tree, language), *_parts(tree, Within(), language)]:
        raise Faulty(sorted(set(faults)))
    return tree


def given_names(tree: nodes.Template) -> dict[str, int]:
    """What the source itself gives a name to, and in which line."""
    given = {one.name: one.lineno for one in tree.find_all(nodes.Name) if one.ctx == "store"}
    given |= {one.target: one.lineno for one in tree.find_all(nodes.Import)}
    for found in tree.find_all(nodes.FromImport):
        names = [one if isinstance(one, str) else one[1] for one in found.names]
        given |= dict.fromkeys(names, found.lineno)
    return given


@cache
def blocks(language: Language) -> frozenset[str]:
    """What a letter may fill in."""
    frame = Environment().parse(rendering.path_of(LETTER, language).read_text(encoding="utf-8"))
    return frozenset({SUBJECT, *(one.name for one in frame.find_all(nodes.Block))}) - {WHOLE}


@cache
def _frames(language: Language) -> frozenset[str]:
    """What a letter may extend: the files it shares that do so themselves."""
    return frozenset(name for name, tree in _shared(language) if tree.find(nodes.Extends))


@cache
def _to_import(language: Language) -> frozenset[str]:
    return frozenset(name for name, _ in _shared(language)) - _frames(language)


def _shared(language: Language) -> Iterator[tuple[str, nodes.Template]]:
    for path in (rendering.FOLDER / language).glob("*.jinja"):
        if path.stem not in TEMPLATES:
            yield f"{language}/{path.name}", Environment().parse(path.read_text(encoding="utf-8"))


def _outline(tree: nodes.Template, language: Language) -> Iterator[Fault]:
    """It fills in the parts of a letter, and says nothing outside of them."""
    extended = [_constant(one.template) for one in tree.body if isinstance(one, nodes.Extends)]
    if len(extended) != 1 or extended[0] not in _frames(language):
        yield Fault(1, "extends_missing", f'{{% extends "{language}/{LETTER}.jinja" %}}')
    for one in tree.body:
        if not (_is_blank(one) if isinstance(one, nodes.Output) else isinstance(one, OUTSIDE)):
            yield Fault(one.lineno, "outside_of_blocks")
    filled = {one.name for one in tree.body if isinstance(one, nodes.Block)}
    for name in sorted({SUBJECT, BODY} - filled):
        yield Fault(1, "block_missing", name)


def _parts(node: nodes.Node, within: Within, language: Language) -> Iterator[Fault]:
    if within.depth > DEEPEST:
        yield Fault(node.lineno, "too_deep")
        return
    for child in node.iter_child_nodes():
        if isinstance(child, ALLOWED):
            yield from _part(child, node, within, language)
        else:
            yield Fault(child.lineno or node.lineno or 1, "not_allowed", type(child).__name__.lower())
        inside = Within(within.depth + 1, within.loop or isinstance(child, nodes.For))
        yield from _parts(child, inside, language)


def _part(node: nodes.Node, parent: nodes.Node, within: Within, language: Language) -> Iterator[Fault]:
    line = node.lineno
    match node:
        case nodes.For() if within.loop or node.recursive:
            yield Fault(line, "loop_in_a_loop")
        case nodes.Block() if node.name not in blocks(language) or not isinstance(parent, nodes.Template):
            yield Fault(line, "no_such_block", node.name)
        case nodes.Extends() if not isinstance(parent, nodes.Template):
            yield Fault(line, "not_allowed", "extends")
        case nodes.Import() | nodes.FromImport() if _constant(node.template) not in _to_import(language):
            yield Fault(line, "not_allowed", f"import {_constant(node.template)}")
        case nodes.Filter() if node.name not in FILTERS or node.node is None or node.args or node.kwargs:
            yield Fault(line, "no_such_filter", node.name)
        case nodes.Test() if node.name not in TESTS or node.args or node.kwargs:
            yield Fault(line, "no_such_test", node.name)
        case nodes.CallBlock() if node.args or node.defaults or not _is_name(node.call.node, {"p"}):
            yield Fault(line, "not_allowed", "call")
        case nodes.Call() if not _may_be_called(node):
            yield Fault(line, "not_allowed", "( )")
        case nodes.Name() if node.name.startswith("_") or node.name in NOT_FOR_LETTERS:
            yield Fault(line, "not_allowed", node.name)
        case nodes.Name() if node.ctx == "store" and node.name in {*rendering.KIT, *BUILT_IN}:
            yield Fault(line, "name_taken", node.name)
        case nodes.Name() if node.ctx not in ("load", "store"):
            yield Fault(line, "not_allowed", node.name)
        case nodes.Getattr() if node.attr.startswith("_"):
            yield Fault(line, "not_allowed", node.attr)
        case nodes.Getitem() if str(_constant(node.arg)).startswith("_"):
            yield Fault(line, "not_allowed", str(_constant(node.arg)))
        case _:
            pass


def _may_be_called(node: nodes.Call) -> bool:
    """Macros of ours, by their name or through what was imported, and two harmless methods."""
    if node.kwargs or node.dyn_args is not None or node.dyn_kwargs is not None:
        return False
    called = node.node
    if isinstance(called, nodes.Getattr):
        return called.attr in METHODS or isinstance(called.node, nodes.Name)
    return isinstance(called, nodes.Name)


def _is_name(node: nodes.Node, names: set[str]) -> bool:
    return isinstance(node, nodes.Name) and node.name in names


def _is_blank(output: nodes.Output) -> bool:
    return all(isinstance(one, nodes.TemplateData) and not one.data.strip() for one in output.nodes)


def _constant(node: nodes.Node) -> object:
    return node.value if isinstance(node, nodes.Const) else None

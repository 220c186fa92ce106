"""Where edited letters are written: they reach the words and facts of a letter, and nothing else.

`grammar` has let pass only what ends soon; here texts and lists are bounded while they grow.
"""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from datetime import datetime
from functools import lru_cache
from typing import Any

from jinja2 import Template, TemplateRuntimeError, Undefined, nodes, pass_eval_context
from jinja2.environment import TemplateModule
from jinja2.nodes import EvalContext
from jinja2.runtime import BlockReference, LoopContext, Macro, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import escape

from notify import rendering
from notify.editing import grammar
from notify.model import Language
from notify.rendering import Form

NAME = "<edited letter>"
LONGEST, LONGEST_PART, LONGEST_LIST = 200_000, 20_000, 200
IN_A_LOOP = frozenset({"first", "last", "index"})

_written: ContextVar[int] = ContextVar("written", default=0)


class NotSaid(TemplateRuntimeError):
    """A value that is no text; `fault` says what it wants."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


class Sandbox(ImmutableSandboxedEnvironment):
    def __init__(self, **options: Any) -> None:
        super().__init__(finalize=_said, **options)
        self.globals.clear()
        self.filters.update(joined=_joined, each=_each)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, TemplateModule):
            return isinstance(value, Macro)
        if isinstance(obj, LoopContext):
            return attr in IN_A_LOOP
        return (attr == "get" and isinstance(obj, Mapping)) or (attr == "startswith" and isinstance(obj, str))

    def is_safe_callable(self, obj: Any) -> bool:
        """What is no method was looked at when it was got."""
        return isinstance(obj, Macro | BlockReference) or getattr(obj, "__name__", "") in grammar.METHODS


def render(source: str, language: Language, form: Form, values: Mapping[str, Any]) -> str:
    """Faulty or jinja2.TemplateError, or whatever a filter raises, where it cannot be."""
    _written.set(0)
    text = compiled(source, language, form).render(values)
    if len(text) > LONGEST:
        raise NotSaid("too_long")
    return text


@lru_cache(maxsize=300)
def compiled(source: str, language: Language, form: Form) -> Template:
    environment = rendering.environment(language, form, Sandbox)
    tree = _Bounds(escaping=form == "html").visit(grammar.read(source, language))
    code = environment.compile(tree, NAME, NAME)
    return Template.from_code(environment, code, environment.make_globals(None))


class _Bounds(NodeTransformer):
    """What is written in the source is text, never markup; what joins or repeats is bounded."""

    def __init__(self, *, escaping: bool) -> None:
        self._escaping = escaping

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.Node:
        text = str(escape(node.data)) if self._escaping else node.data
        return nodes.TemplateData(text, lineno=node.lineno)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        return _through("joined", nodes.List(node.nodes, lineno=node.lineno))

    def visit_For(self, node: nodes.For) -> nodes.Node:
        self.generic_visit(node)
        node.iter = _through("each", node.iter)
        return node


def _through(name: str, node: nodes.Node) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


@pass_eval_context
def _joined(context: EvalContext, parts: Sequence[Any]) -> str:
    text = (markup_join if context.autoescape else str_join)(_said(one) for one in parts)
    if len(text) > LONGEST_PART:
        raise NotSaid("too_long")
    return text


def _each(values: Any) -> Sequence[Any]:
    if not isinstance(values, list | tuple) or len(values) > LONGEST_LIST:
        raise NotSaid("no_list")
    return values


def _said(value: Any) -> Any:
    """As it stands in the letter, where it is a text or a number."""
    if value is None:
        raise NotSaid("may_be_missing")
    if isinstance(value, bool | Mapping | Sequence | datetime) and not isinstance(value, str):
        raise NotSaid("needs_a_filter")
    if not isinstance(value, str | int | Undefined):
        raise NotSaid("needs_a_filter")
    _written.set(_written.get() + len(str(value)) if not isinstance(value, Undefined) else _written.get())
    if _written.get() > LONGEST:
        raise NotSaid("too_long")
    return value

"""What prompts may use of Jinja2: the one check in front of whoever reads or fills them in. Pure.

A clinic words its own prompts, and a template is a small program: without these rules one sentence could keep the
whole product busy, or fill its memory. Prompts have variables, `if`, `for` over the visits, and `patient.form`.
"""

from collections.abc import Sequence

from jinja2 import Environment, TemplateSyntaxError, nodes

LONGEST_TEXT = 2_000
"""Signs of one template; nobody listens to so many."""
DEEPEST = 12
"""Conditions and brackets within each other; the shipped prompts need four."""
LOOP = "loop"
_OF_A_LOOP = frozenset({"first", "last"})
_FORMS = 3
_HELP = "a prompt may use variables, if, and, or, not, ==, !=, ~, patient.form() and 'for one in visits'"


class RefusedTemplateError(TemplateSyntaxError):
    """A template that Jinja2 could read, and a prompt may not use."""

    def __init__(self, message: str) -> None:
        super().__init__(message, 1)


def parsed(source: str, environment: Environment) -> nodes.Template:
    """The tree of a prompt. Raises RefusedTemplateError, and TemplateSyntaxError for what cannot be read at all."""
    if len(source) > LONGEST_TEXT:
        raise RefusedTemplateError(f"a text has {LONGEST_TEXT:,} signs at most, not {len(source):,}; shorten it")
    try:
        tree = environment.parse(source)
    except (RecursionError, MemoryError, OverflowError) as error:
        raise _too_deep() from error
    _check_body(tree.body, 0, ())
    return tree


def _check_body(body: Sequence[nodes.Node], depth: int, loops: tuple[str, ...]) -> None:
    for node in body:
        _check_depth(depth)
        match node:
            case nodes.Output(nodes=pieces):
                for piece in pieces:
                    if not isinstance(piece, nodes.TemplateData):
                        _check_value(piece, depth + 1, loops)
            case nodes.If(elif_=others, else_=otherwise):
                for one in (node, *others):  # `elif`s stand beside each other, and have none of their own
                    _check_value(one.test, depth + 1, loops)
                    _check_body(one.body, depth + 1, loops)
                _check_body(otherwise, depth + 1, loops)
            case nodes.For(target=nodes.Name(name=name), iter=nodes.Name(name="visits"), body=each) if _is_plain(
                node, loops
            ):
                _check_body(each, depth + 1, (name,))
            case _:
                raise _refused(node)


def _is_plain(loop: nodes.For, loops: tuple[str, ...]) -> bool:
    """A loop that goes through the visits once, and not within another one."""
    return not (loops or loop.test or loop.else_ or loop.recursive)


def _check_value(node: nodes.Node, depth: int, loops: tuple[str, ...]) -> None:
    """What may be said or asked."""
    _check_depth(depth)
    match node:
        case nodes.Const(value=str()):
            return
        case nodes.Name(name=name) if name != LOOP:
            return
        case nodes.Getattr(node=nodes.Name(name="loop"), attr=attribute):
            if not loops or attribute not in _OF_A_LOOP:
                raise _refused(node)
        case nodes.Getattr(node=inner) | nodes.Getitem(node=inner, arg=nodes.Const(value=int())):
            _check_variable(inner, depth + 1)
        case nodes.Call(node=nodes.Getattr(node=nodes.Name(name="patient"), attr="form"), args=arguments):
            if len(arguments) != _FORMS or node.kwargs or node.dyn_args or node.dyn_kwargs:
                raise RefusedTemplateError(
                    "'form' takes three texts: for a woman, for a man, and where that is not known"
                )
            _check_all(arguments, depth, loops)
        case nodes.Concat(nodes=pieces):
            _check_all(pieces, depth, loops)
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            _check_all((left, right), depth, loops)
        case nodes.Not(node=inner):
            _check_value(inner, depth + 1, loops)
        case nodes.Compare(expr=first, ops=[nodes.Operand(op="eq" | "ne", expr=second)]):
            _check_all((first, second), depth, loops)
        case _:
            raise _refused(node)


def _check_all(several: Sequence[nodes.Node], depth: int, loops: tuple[str, ...]) -> None:
    for one in several:
        _check_value(one, depth + 1, loops)


def _check_variable(node: nodes.Node, depth: int) -> None:
    """A name with parts: `visit.on`, `visits[0].on`."""
    _check_depth(depth)
    match node:
        case nodes.Name(name=name) if name != LOOP:
            return
        case nodes.Getattr(node=inner) | nodes.Getitem(node=inner, arg=nodes.Const(value=int())):
            _check_variable(inner, depth + 1)
        case _:
            raise _refused(node)


def _check_depth(depth: int) -> None:
    if depth > DEEPEST:
        raise _too_deep()


def _too_deep() -> RefusedTemplateError:
    return RefusedTemplateError("brackets or conditions lie too deep within each other; write it more simply")


def _refused(node: nodes.Node) -> RefusedTemplateError:
    sign = type(node).__name__.lower()
    return RefusedTemplateError(f"{sign!r} cannot be used here; {_HELP}")

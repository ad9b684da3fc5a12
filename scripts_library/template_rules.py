"""What the texts and conditions of a script may use of Jinja2: the one check in front of whoever fills them in. Pure.

A clinic writes its own scripts, and a template is a small program: without these rules one sentence could keep the
whole product busy (`7 ** 9999999`), or fill its memory (`'a' * 1000000000`).
"""

from collections.abc import Iterator

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST_TEXT = 2_000
"""Characters of one text; the longest that can be said in 20 seconds has some 400."""
LONGEST_CONDITION = 300
"""Characters of one condition."""
DEEPEST = 20
"""Conditions and brackets within each other; the shipped scripts need six."""
FUNCTIONS = frozenset({"operator.form", "patient.form"})
"""What may be called, and must be."""
_FORMS = 3

_SIGNS: dict[type[nodes.Node], str] = {
    nodes.Add: "+",
    nodes.Sub: "-",
    nodes.Mul: "*",
    nodes.Div: "/",
    nodes.FloorDiv: "//",
    nodes.Mod: "%",
    nodes.Pow: "**",
    nodes.Neg: "-",
    nodes.Pos: "+",
    nodes.For: "for",
    nodes.Assign: "set",
    nodes.AssignBlock: "set",
    nodes.Test: "is",
    nodes.Call: "()",
    nodes.List: "[]",
    nodes.Tuple: ",",
    nodes.Dict: "{}",
    nodes.Getitem: "[]",
    nodes.CondExpr: "if … else",
    nodes.FilterBlock: "filter",
}


class RefusedTemplateError(TemplateSyntaxError):
    """A template that Jinja2 can read, and a script may not use."""

    def __init__(self, message: str) -> None:
        super().__init__(message, 1)


def parsed_text(source: str) -> nodes.Template:
    """The tree of a text. Raises RefusedTemplateError, and TemplateSyntaxError for what cannot be read at all."""
    if len(source) > LONGEST_TEXT:
        raise RefusedTemplateError(f"a text has {LONGEST_TEXT:,} characters at most, not {len(source):,}; shorten it")
    tree = _parsed(source)
    _refuse_statements(tree.body, 0)
    return tree


def parsed_condition(condition: str) -> nodes.Node:
    """The tree of a condition. Raises as `parsed_text` does."""
    if len(condition) > LONGEST_CONDITION:
        raise RefusedTemplateError(
            f"a condition has {LONGEST_CONDITION} characters at most, not {len(condition):,}; shorten it"
        )
    body = _parsed("{{ " + condition + " }}").body
    match body:
        case [nodes.Output(nodes=[nodes.Expr() as tree])]:
            _refuse_test(tree, 0)
            return tree
    raise TemplateSyntaxError("one question is expected, without brackets of a template", 1)


def refusal(source: str, *, is_condition: bool = False) -> str | None:
    """What a script may not use of this text; None also where it cannot be read, which the check of scripts tells."""
    if not is_condition and "{" not in source and len(source) <= LONGEST_TEXT:
        return None
    try:
        parsed_condition(source) if is_condition else parsed_text(source)
    except RefusedTemplateError as error:
        return error.message or ""
    except TemplateSyntaxError:
        return None
    return None


def variables_of(tree: nodes.Node) -> Iterator[str]:
    """The variables of a template as dotted names, the longest form of each; a function that is called without its
    brackets too. `slots[0].on` is 'slots.on'."""
    if isinstance(tree, nodes.Getattr | nodes.Getitem | nodes.Name):
        yield dotted(tree)
        return
    for child in tree.iter_child_nodes():
        yield from variables_of(child)


def uncalled_functions(tree: nodes.Node) -> Iterator[str]:
    """Functions that stand there without brackets."""
    if isinstance(tree, nodes.Getattr | nodes.Getitem):
        if (name := dotted(tree)) in FUNCTIONS:
            yield name
        return
    for child in tree.iter_child_nodes(exclude=("node",) if isinstance(tree, nodes.Call) else None):
        yield from uncalled_functions(child)


def printed(tree: nodes.Node) -> Iterator[str]:
    """The variables that a text says, beside those that it asks about."""
    match tree:
        case nodes.Getattr() | nodes.Getitem() | nodes.Name():
            yield dotted(tree)
        case nodes.If(body=body, elif_=others, else_=otherwise):
            for one in (*body, *others, *otherwise):
                yield from printed(one)
        case nodes.Call(args=arguments):
            for one in arguments:
                yield from printed(one)
        case _:
            for one in tree.iter_child_nodes():
                yield from printed(one)


def dotted(node: nodes.Node) -> str:
    """A variable as it is written, without the number in brackets."""
    match node:
        case nodes.Getattr(node=inner, attr=attribute):
            return f"{dotted(inner)}.{attribute}"
        case nodes.Getitem(node=inner, arg=nodes.Const(value=str() as name)):
            return f"{dotted(inner)}.{name}"
        case nodes.Getitem(node=inner):
            return dotted(inner)
        case nodes.Name(name=name):
            return name
    return "?"


def _parsed(source: str) -> nodes.Template:
    try:
        return ENVIRONMENT.parse(source)
    except RecursionError as error:
        raise _too_deep() from error


def _refuse_statements(body: list[nodes.Node], depth: int) -> None:
    _refuse_depth(depth)
    for node in body:
        match node:
            case nodes.Output(nodes=pieces):
                for piece in pieces:
                    if not isinstance(piece, nodes.TemplateData):
                        _refuse_value(piece, depth + 1)
            case nodes.If(test=test, body=then, elif_=others, else_=otherwise):
                _refuse_test(test, depth + 1)
                _refuse_statements(then, depth + 1)
                for other in others:  # `elif`s stand beside each other, and have none of their own
                    _refuse_test(other.test, depth + 1)
                    _refuse_statements(other.body, depth + 1)
                _refuse_statements(otherwise, depth + 1)
            case _:
                raise _refused(node)


def _refuse_value(node: nodes.Node, depth: int) -> None:
    """What may be said: variables, texts, and texts joined or chosen."""
    _refuse_depth(depth)
    match node:
        case nodes.Const(value=str()):
            return
        case nodes.Name() | nodes.Getattr() | nodes.Getitem():
            _refuse_variable(node, depth)
        case nodes.Call(node=nodes.Getattr() as function) if dotted(function) in FUNCTIONS:
            _refuse_call(node, depth)
        case nodes.Concat(nodes=pieces):
            for piece in pieces:
                _refuse_value(piece, depth + 1)
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            _refuse_test(left, depth + 1)
            _refuse_value(right, depth + 1)
        case _:
            raise _refused(node)


def _refuse_variable(node: nodes.Node, depth: int) -> None:
    """Names with parts that are constants: `patient.name`, `slots[0].on`."""
    _refuse_depth(depth)
    match node:
        case nodes.Name():
            return
        case nodes.Getattr(node=inner) | nodes.Getitem(node=inner, arg=nodes.Const(value=str() | int())):
            _refuse_variable(inner, depth + 1)
        case _:
            raise _refused(node)


def _refuse_test(node: nodes.Node, depth: int) -> None:
    """What may be asked: whether something is there, equals, or is among constants."""
    _refuse_depth(depth)
    match node:
        case nodes.Const():
            return
        case nodes.Not(node=inner):
            _refuse_test(inner, depth + 1)
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            _refuse_test(left, depth + 1)
            _refuse_test(right, depth + 1)
        case nodes.Compare(expr=first, ops=operands):
            _refuse_test(first, depth + 1)
            for operand in operands:
                if not _is_constants(operand.expr):
                    _refuse_test(operand.expr, depth + 1)
        case _:
            _refuse_value(node, depth)


def _refuse_call(call: nodes.Call, depth: int) -> None:
    if len(call.args) != _FORMS or call.kwargs or call.dyn_args or call.dyn_kwargs:
        raise RefusedTemplateError("'form' takes three texts: for a woman, for a man, and where that is not known")
    for argument in call.args:
        _refuse_value(argument, depth + 1)


def _is_constants(node: nodes.Node) -> bool:
    return isinstance(node, nodes.List | nodes.Tuple) and all(isinstance(item, nodes.Const) for item in node.items)


def _refuse_depth(depth: int) -> None:
    if depth > DEEPEST:
        raise _too_deep()


def _too_deep() -> RefusedTemplateError:
    return RefusedTemplateError("brackets or conditions lie too deep within each other; write it more simply")


def _refused(node: nodes.Node) -> RefusedTemplateError:
    match node:
        case nodes.Filter(name=name):
            sign = f"|{name}"
        case nodes.Const(value=value):
            sign = str(value)
        case _:
            sign = _SIGNS.get(type(node), type(node).__name__.lower())
    return RefusedTemplateError(
        f"{sign!r} cannot be used here; a text or condition may use variables, if, and, or, not, ==, in, ~ and form()"
    )


def _refuse_what_is_no_text(value: object) -> object:
    if value == "":
        raise UndefinedError("a variable of this text is empty")
    if not isinstance(value, str):
        raise UndefinedError("a variable of this text is no text")
    return value


# A clinic may bring its own scripts: their templates see the variables above and nothing else.
# The texts are plain; the screens escape them.
ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, finalize=_refuse_what_is_no_text, autoescape=False
)

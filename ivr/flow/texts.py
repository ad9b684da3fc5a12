"""Prompts filled in: once for the screen, once for a voice. Pure; with `template_rules` the only place of the flows
that knows Jinja2."""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from callcenter.kit.languages import Language
from callcenter.kit.spoken.euphony import euphonic_uk
from callcenter.kit.spoken.wording import Wording
from ivr.flow.commands import Said
from ivr.flow.facts import Clinic, Facts
from ivr.flow.prompts import ABOUT, Prompt, Prompts
from ivr.flow.state import State
from ivr.flow.template_rules import parsed
from ivr.flow.variables import NAME_AND_NUMBER, NO_NAME, PUBLIC, Pick, variables

TEXT_ERRORS = (
    *(TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError),
    *(MemoryError, RecursionError),
)
"""What filling in a template can raise: an empty or unknown variable, and a mistake in an expression."""

_CJK_GAP = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s+(?=[\u3000-\u9fff\uff00-\uffef])")


def say(prompt_id: str, prompts: Prompts, state: State, *, private: bool = False) -> Said | None:
    """A prompt in the words of this call; None where it cannot be filled in. It never fails."""
    prompt = prompts.by_id.get(prompt_id)
    if prompt is None:
        return None
    for source in (prompt.text, prompt.fallback):
        if source:
            try:
                text, spoken = (fill(source, prompts, state, pick) for pick in (on_screen, aloud))
            except TEXT_ERRORS:
                continue
            is_private = private or is_private_text(source)
            names = names_of(source)
            return Said(
                prompt=prompt_id,
                text=text,
                spoken=spoken,
                private=is_private,
                fixed=all(name.startswith("clinic.") for name in names),
                for_anybody=not private and names <= NAME_AND_NUMBER,
            )
    return None


def fill(source: str, prompts: Prompts, state: State, pick: Pick) -> str:
    """One template filled in. Raises one of TEXT_ERRORS where a variable is empty."""
    about = prompts.by_id.get(ABOUT + state.flow)
    # General words have no variables of their own, so nothing private comes in by them.
    names = variables(state, pick, about.text if about else "")
    text = _compiled(source).render(names)
    if NO_NAME in text:
        text = re.sub(NO_NAME + r"\s*(\w?)", lambda match: match.group(1).upper(), text)
    text = _tidied(text)
    return euphonic_uk(text) if state.language is Language.UK else text


@lru_cache(maxsize=4096)
def names_of(source: str) -> frozenset[str]:
    """The variables of a template as dotted names; the number of `visits[0].on` is left out.

    Raises jinja2.TemplateSyntaxError.
    """
    tree = parsed(source, _ENVIRONMENT)
    loops = {
        loop.target.name: _dotted(loop.iter) for loop in tree.find_all(nodes.For) if isinstance(loop.target, nodes.Name)
    }
    return frozenset(_of_loop(name, loops) for name in _names(tree) if name not in loops)


@lru_cache(maxsize=4096)
def is_private_text(source: str) -> bool:
    """Whether a template says what the patient alone may hear; whatever is not known to be public counts as private."""
    return bool(names_of(source) - PUBLIC)


def is_private_prompt(prompt: Prompt) -> bool:
    """The same for a prompt and its fallback."""
    return is_private_text(prompt.text) or (bool(prompt.fallback) and is_private_text(prompt.fallback))


def fixed_text(prompt: Prompt) -> str:
    """The words of a prompt that are the same in every call, as a `Said` has them: its own, else those of its fallback.

    '' where both have variables, or cannot be read.
    """
    for source in (prompt.text, prompt.fallback):
        with suppress(*TEXT_ERRORS):
            if source and not names_of(source):
                return _tidied(_compiled(source).render())
    return ""


def clinic_text(prompt: Prompt, prompts: Prompts, clinic: Clinic) -> str:
    """The words, as a voice says them, of a prompt that names nothing but what is known of the clinic; '' of others."""
    try:
        names = names_of(prompt.text)
        if not names or not all(_is_known(name, clinic) for name in names):
            return ""
        state = State(flow="", version=0, language=prompts.language, facts=Facts(clinic=clinic))
        return fill(prompt.text, prompts, state, aloud)
    except TEXT_ERRORS:
        return ""


def _is_known(name: str, clinic: Clinic) -> bool:
    whose, _, what = name.partition(".")
    value = getattr(clinic, what, "") if whose == "clinic" else ""
    return bool(value.spoken if isinstance(value, Wording) else value)


def syntax_error(source: str) -> str:
    """What keeps a template from being read, or ''."""
    try:
        names_of(source)
    except TemplateSyntaxError as exc:
        return exc.message or "it cannot be read"
    return ""


def on_screen(wording: Wording) -> str:
    """The wording to read."""
    return wording.screen


def aloud(wording: Wording) -> str:
    """The wording to say."""
    return wording.spoken


@lru_cache(maxsize=4096)
def _compiled(source: str) -> Template:
    parsed(source, _ENVIRONMENT)
    return _ENVIRONMENT.from_string(source)


def _tidied(text: str) -> str:
    return _CJK_GAP.sub("", " ".join(text.split()))


def _of_loop(name: str, loops: dict[str, str]) -> str:
    owner, dot, rest = name.partition(".")
    return loops[owner] + dot + rest if owner in loops else name


def _names(tree: nodes.Node) -> Iterator[str]:
    if isinstance(tree, nodes.Getattr | nodes.Getitem | nodes.Name):
        if _dotted(tree).partition(".")[0] != "loop":
            yield _dotted(tree)
        return
    for child in tree.iter_child_nodes():
        yield from _names(child)


def _dotted(node: nodes.Node) -> str:
    match node:
        case nodes.Getattr(node=inner, attr=attribute):
            return f"{_dotted(inner)}.{attribute}"
        case nodes.Getitem(node=inner):
            return _dotted(inner)
        case nodes.Name(name=name):
            return name
    return "?"


def _refuse_empty(value: object) -> object:
    if value == "":
        raise UndefinedError("a variable of this text is empty")
    return value


# A clinic may bring its own prompts: their templates see the variables and nothing else. They are never HTML.
_ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, finalize=_refuse_empty, autoescape=False)

"""What flows say, checked in every language: there, readable, with known variables, polite, short. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from callcenter.domain.calls import Direction
from callcenter.kit.languages import Language
from callcenter.kit.spoken.formality import FORMAL, familiar_word
from callcenter.kit.spoken.speaking import seconds_to_say
from ivr.flow.facts import Facts
from ivr.flow.model import Ask, Flow, Record, Say
from ivr.flow.problems import Problem
from ivr.flow.prompts import ABOUT, SAFE, Prompt, Prompts
from ivr.flow.samples import made_up, sparse
from ivr.flow.state import State
from ivr.flow.texts import TEXT_ERRORS, aloud, fill, names_of, syntax_error
from ivr.flow.variables import NAME_AND_NUMBER, PRIVATE, PUBLIC

LONGEST_SECONDS = 20
"""Nobody listens longer to a voice."""

_DIGITS = re.compile("[0-9]")
_EXPRESSION = re.compile(r"{[{%].*?[}%]}", re.DOTALL)
_OFTEN_UNKNOWN = frozenset({"queue.position", "queue.minutes"})


def used_prompts(flows: Iterable[Flow]) -> dict[str, tuple[str, int]]:
    """Every prompt that flows say, with a place that says it."""
    found: dict[str, tuple[str, int]] = {}
    for flow in flows:
        found.setdefault(SAFE, (flow.path, flow.line))
        if flow.direction is Direction.OUTBOUND:
            found.setdefault(ABOUT + flow.id, (flow.path, flow.line))
        for node in flow.nodes.values():
            if isinstance(node, Say | Ask | Record):
                again = node.again if isinstance(node, Ask) else ()
                for name in (*node.prompts, *again):
                    found.setdefault(name, (node.path, node.line))
    return found


def check_prompts(
    used: Mapping[str, tuple[str, int]], prompts: Mapping[Language, Prompts], languages: Iterable[Language]
) -> Iterator[Problem]:
    """Prompts that are missing, superfluous or wrong."""
    for language in languages:
        words = prompts.get(language)
        for name, (path, line) in used.items():
            if words is None or name not in words.by_id:
                yield Problem(path, line, f"prompt {name!r} is missing in {language.own_name}")
    for words in prompts.values():
        for prompt in words.by_id.values():
            if prompt.id not in used:
                yield Problem(prompt.path, prompt.line, f"no flow says the prompt {prompt.id!r}")
            yield from (
                Problem(prompt.path, prompt.line, f"prompt {prompt.id!r} {text}") for text in _of_prompt(prompt, words)
            )


def _of_prompt(prompt: Prompt, words: Prompts) -> Iterator[str]:
    for source in (prompt.text, prompt.fallback):
        if not source:
            continue
        if error := syntax_error(source):
            yield f"cannot be read: {error}"
            return
        if unknown := sorted(names_of(source) - PUBLIC - PRIVATE):
            yield f"uses unknown variables ({', '.join(unknown)}); known are {', '.join(sorted(PUBLIC | PRIVATE))}"
            return
        if _DIGITS.search(_EXPRESSION.sub("", source)):
            yield "has figures in it; write them in words, as they are said"
        if word := familiar_word(source, words.language):
            yield f"is too familiar ({word!r}); prompts say {FORMAL[words.language]}"
    if prompt.id == SAFE and (names_of(prompt.text) | names_of(prompt.fallback)) - NAME_AND_NUMBER:
        yield "is heard by anybody, so it says the clinic's name and number only"
    if prompt.id.startswith(ABOUT) and names_of(prompt.text) | names_of(prompt.fallback):
        yield "tells in general words why the clinic calls, so it has no variables"
    yield from _filled(prompt, words)


def _filled(prompt: Prompt, words: Prompts) -> Iterator[str]:
    """Tries a prompt with all facts, and with as few as a call can have."""
    if error := _failure(prompt.text, words, made_up(words.language)):
        yield f"fails even where everything is known: {error}"
        return
    longest = 0.0
    for facts in (made_up(words.language), *_sparse(prompt, words.language)):
        text = next((one for one in (prompt.text, prompt.fallback) if one and not _failure(one, words, facts)), "")
        if not text:
            yield "uses a variable that can be empty in a call: write a text and a fallback without it"
            return
        longest = max(longest, seconds_to_say(fill(text, words, _state(words, facts), aloud), words.language))
    if longest > LONGEST_SECONDS:
        yield f"takes {longest:.0f} seconds to say, {LONGEST_SECONDS} at most; cut it, or make two of it"


def _sparse(prompt: Prompt, language: Language) -> Iterator[Facts]:
    yield from sparse(language)
    if names_of(prompt.text) & _OFTEN_UNKNOWN:
        yield replace(made_up(language), queue=None)


def _failure(source: str, words: Prompts, facts: Facts) -> str:
    try:
        fill(source, words, _state(words, facts), aloud)
    except TEXT_ERRORS as exc:
        return str(exc) or "it cannot be filled in"
    return ""


def _state(words: Prompts, facts: Facts) -> State:
    flow = next((name.removeprefix(ABOUT) for name in words.by_id if name.startswith(ABOUT)), "")
    return State(flow=flow, version=1, language=words.language, facts=facts)

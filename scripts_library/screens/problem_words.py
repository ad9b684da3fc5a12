"""What the check says, in the reader's language: its English sentences are taken apart and said again. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from callcenter.kit.words import N_
from scripts_library.problems import Problem

_SENTENCES = (
    N_("%(name)s: there is no step %(step)s"),
    N_("answer %(answer)s leads to an unknown step %(step)s"),
    N_("answer %(answer)s leads to an unknown script %(script)s"),
    N_("objection %(objection)s leads to an unknown step %(step)s"),
    N_("step %(step)s: 'otherwise' leads to an unknown step"),
    N_("step %(step)s is a dead end: give it answers, or an exit with the call's outcome"),
    N_("step %(step)s is an exit and has answers too: keep one of the two"),
    N_("every answer of step %(step)s has a condition; one must be offered always"),
    N_("step %(step)s captures %(field)s, which is not under 'fields'"),
    N_("answer %(answer)s sets %(field)s, which is not under 'fields'"),
    N_("step %(step)s is never reached from %(start)s"),
    N_("step %(step)s is in a loop without an exit: no answer from here on ends the call"),
    N_("step %(step)s is required, and a call can end at %(goal)s without it"),
    N_("step %(step)s returns to what was interrupted, and a call comes to it without an objection"),
    N_("%(owner)s: the template of %(field)s cannot be read: %(reason)s"),
    N_("%(owner)s: %(field)s asks for %(variable)s, and %(missing)s is not under 'fields'"),
    N_("%(owner)s: %(field)s uses an unknown variable %(variable)s; known are %(known)s"),
    N_("%(owner)s: %(field)s fails even where everything is known: %(reason)s"),
    N_("%(owner)s: 'fallback' uses a variable that can be empty in a call: %(reason)s"),
    N_(
        "%(owner)s: %(field)s uses a variable that can be empty in a call: add a 'fallback' without it, or ask with"
        " {%% if %%}"
    ),
    N_("%(owner)s: %(field)s addresses the patient too familiarly (%(word)s); scripts say %(formal)s"),
    N_(
        "%(owner)s: %(field)s takes %(seconds)s seconds to say, %(most)s at most; cut it, or make a second step of its"
        " end"
    ),
    N_(
        "%(owner)s: %(field)s uses %(variable)s without brackets; it needs three texts: for a woman, for a man, unknown"
    ),
    N_("%(owner)s: %(field)s says %(variable)s, which is no text: ask about it with {%% if %%}, or say a part of it"),
    N_(
        "%(field)s: %(sign)s cannot be used here; a text or condition may use variables, if, and, or, not, ==, in, ~"
        " and form()"
    ),
    N_("%(field)s: 'form' takes three texts: for a woman, for a man, and where that is not known"),
    N_("%(field)s: a text has %(most)s characters at most, not %(number)s; shorten it"),
    N_("a text has %(most)s characters at most, not %(number)s; shorten it"),
    N_("%(field)s: a condition has %(most)s characters at most, not %(number)s; shorten it"),
    N_("%(field)s: brackets or conditions lie too deep within each other; write it more simply"),
    N_("%(name)s cannot be an id: use small letters a to z, digits and underscores, %(most)s at most"),
    N_("%(owner)s: 'when': the condition asks for no variable, so it always says the same"),
    N_("'opens': the condition asks for no variable, so it always says the same"),
    N_("'opens': script %(script)s begins some of these calls too; let only one of them hold"),
    N_("%(owner)s: 'when': the condition cannot be read: %(reason)s"),
    N_("'opens': the condition cannot be read: %(reason)s"),
    N_("%(owner)s: 'when': it asks for %(variable)s, and %(missing)s is not under 'fields'"),
    N_("%(owner)s: 'when': unknown variable %(variable)s; conditions ask for said.<field> or %(known)s"),
    N_("'opens': unknown variable %(variable)s; conditions ask for said.<field> or %(known)s"),
    N_("%(owner)s names a criterion %(criterion)s that the phone standard has not"),
    N_("this is not valid YAML: %(reason)s"),
    N_("unknown field %(field)s; known here: %(known)s"),
    N_("the field %(field)s is missing"),
    N_("the field %(field)s is given twice"),
    N_("a text is expected here"),
    N_("a whole number is expected here"),
    N_("true or false is expected here"),
    N_("a list is expected here (lines that start with '- ')"),
    N_("named fields are expected here (name: value)"),
    N_("the key of an answer is a number from 1 to 9, not %(key)s"),
    N_("two answers of this step have the key %(key)s"),
    N_("two answers of this step have the id %(answer)s"),
    N_("an answer leads to a step ('goto') or to another script ('script'): give it one of the two"),
    N_("'when' and 'otherwise' go together: where the condition does not hold, the call goes on there"),
    N_("%(value)s is not known here; use one of %(known)s"),
    N_("there is no part %(part)s in %(language)s; there: %(known)s"),
    N_("step %(step)s is in %(file)s too, and %(script)s uses both"),
    N_("no step can be called %(step)s: as a goto it means the step that was interrupted"),
    N_("a script needs at least one step"),
    N_("the file is empty"),
)
"""The sentences of the lint, of the loader and of the reader of content, with what they name."""

_OWNERS = {"step": N_("step %(name)s"), "phrase": N_("phrase %(name)s"), "answer": N_("answer %(name)s")}
_NAMED = re.compile(r"%\((\w+)\)s|%%")
_FIELDS = ("say", "fallback", "again", "when", "otherwise")
_Translate = Callable[[str], str]


def _pattern(sentence: str) -> re.Pattern[str]:
    pieces: list[str] = []
    at = 0
    for found in _NAMED.finditer(sentence):
        pieces.append(re.escape(sentence[at : found.start()]))
        pieces.append(f"(?P<{found[1]}>.+?)" if found[1] else "%")
        at = found.end()
    return re.compile("".join(pieces) + re.escape(sentence[at:]), re.DOTALL)


_PATTERNS: Mapping[str, re.Pattern[str]] = {sentence: _pattern(sentence) for sentence in _SENTENCES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One problem in the reader's language."""

    text: str
    path: str
    line: int
    """0 where it is not known."""
    step: str
    """Id of the step that it is about; '' where it is about none."""
    field: str
    """Name of the field of the step's form; '' for the step as a whole."""


def say(problem: Problem, translate: _Translate) -> Said:
    """A problem in other words, with the step and field that it is about."""
    for sentence, pattern in _PATTERNS.items():
        found = pattern.fullmatch(problem.message)
        if found is not None:
            values = found.groupdict()
            text = translate(sentence) % (values | _owner(values.get("owner", ""), translate))
            return _said(problem, text, values, sentence)
    return _said(problem, problem.message, {}, "")


def is_known(message: str) -> bool:
    """Whether a sentence of the check can be said in other languages."""
    return any(pattern.fullmatch(message) for pattern in _PATTERNS.values())


def _said(problem: Problem, text: str, values: Mapping[str, str], sentence: str) -> Said:
    owner = values.get("owner", "")
    step = values.get("step", "") if sentence.startswith(("step", "every")) else ""
    if owner.startswith("step "):
        step = owner.removeprefix("step ")
    return Said(text=text, path=problem.path, line=problem.line, step=step.strip("'\""), field=_field(values, sentence))


def _owner(owner: str, translate: _Translate) -> dict[str, str]:
    kind, _, name = owner.partition(" ")
    return {"owner": translate(_OWNERS[kind]) % {"name": name}} if kind in _OWNERS else {}


def _field(values: Mapping[str, str], sentence: str) -> str:
    named = values.get("field", "").strip("'")
    if named in _FIELDS:
        return named
    for name in _FIELDS:
        if f"'{name}'" in sentence:
            return name
    if "captures" in sentence:
        return "capture"
    if "criterion" in sentence:
        return "criteria"
    return "answers" if "answer" in sentence or "dead end" in sentence else ""

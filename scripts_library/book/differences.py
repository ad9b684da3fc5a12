"""What is new between two texts of a document, step by step, and in texts word by word. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from scripts_library.model import Answer, Part, Script, Step

_WORDS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|[⺀-鿿]|(?:(?!\{[{%])[^\s⺀-鿿])+|\s+|.", re.DOTALL)
"""A variable or condition is one word, whatever stands beside it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: as it was ('same'), 'new', or 'old'."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field of a step."""

    field: str
    """'say', 'title', ...; 'answer' for one of the answers."""
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChange:
    """One step, or the head of the document (an empty id)."""

    id: str
    title: str
    kind: str
    """'new', 'old' (taken out) or 'changed'."""
    fields: tuple[FieldChange, ...]


def differences(before: Script | Part | None, after: Script | Part) -> tuple[StepChange, ...]:
    """Everything that is new; against None, all of it."""
    found = []
    head = tuple(_fields(_head(before) if before else {}, _head(after)))
    if head:
        found.append(StepChange(id="", title="", kind="changed", fields=head))
    old = before.steps if before else {}
    for name, step in after.steps.items():
        was = old.get(name)
        fields = tuple(_fields(_texts(was) if was else {}, _texts(step)))
        if fields:
            found.append(StepChange(id=name, title=step.title, kind="changed" if was else "new", fields=fields))
    for name, step in old.items():
        if name not in after.steps:
            found.append(StepChange(id=name, title=step.title, kind="old", fields=tuple(_fields(_texts(step), {}))))
    return tuple(found)


def word_by_word(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts in one: what stayed, what went, what came."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    went, came = "", ""
    turns = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    for number, (kind, i, j, k, m) in enumerate(turns):
        stayed = "".join(old[i:j]) if kind == "equal" else ""
        is_between = 0 < number < len(turns) - 1
        if kind != "equal" or (is_between and not stayed.strip()):  # a space between two changes makes them one
            went, came = went + "".join(old[i:j]), came + "".join(new[k:m])
            continue
        pieces += [*_changed(went, came), Piece("same", stayed)]
        went, came = "", ""
    return (*pieces, *_changed(went, came))


def _changed(went: str, came: str) -> Iterator[Piece]:
    if went:
        yield Piece("old", went)
    if came:
        yield Piece("new", came)


def _fields(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            yield FieldChange(field=name.partition(" ")[0], pieces=word_by_word(old, new))


def _head(one: Script | Part) -> dict[str, str]:
    found = {"title": one.title}
    if isinstance(one, Script):
        found |= {
            "direction": one.direction.value,
            "start": one.start,
            "enter": one.enter,
            "opens": one.opens,
            "goal": ", ".join(one.goal),
            "parts": ", ".join(one.parts),
        }
    found |= {f"field {name}": f"{name}: {field.label} ({field.kind.value})" for name, field in one.fields.items()}
    found |= {f"objection {item.id}": f"{item.label} → {item.goto}" for item in one.objections}
    found |= {f"phrase {item.id}": f"{item.label}: {item.say}{_more(', '.join(item.criteria))}" for item in one.phrases}
    return found


def _texts(step: Step) -> dict[str, str]:
    return {
        "title": step.title,
        "say": step.say,
        "fallback": step.fallback,
        "again": step.again,
        "hint": step.hint,
        "listen": " / ".join(step.listen),
        "when": step.when,
        "otherwise": step.otherwise,
        "required": "✓" if step.required else "",
        "criteria": ", ".join(step.criteria),
        "capture": ", ".join(step.capture),
        "exit": step.exit.value if step.exit else "",
        **{f"answer {answer.id}": _answer(answer) for answer in step.answers},
    }


def _answer(answer: Answer) -> str:
    sets = ", ".join(f"{name}={value}" for name, value in answer.sets.items())
    leads = f"⇒ {answer.script}" if answer.script else f"→ {answer.goto}"
    return f"{answer.key} {answer.label} {leads}{_more(answer.when)}{_more(sets)}"


def _more(text: str) -> str:
    return f" [{text}]" if text else ""

"""The form of one step: what it shows of a step, and the step that comes of what was typed. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from callcenter.domain.outcomes import Outcome
from callcenter.kit.words import N_
from scripts_library.model import Answer, Step

TITLE_NEEDED = N_("Give the step a title of two or three words.")
SAY_NEEDED = N_("Write what the administrator says.")
LABEL_NEEDED = N_("Give this answer a label: what the patient says, in a few words.")
GOTO_NEEDED = N_("Choose the step to which this answer leads.")
KEY_NEEDED = N_("Give this answer a key from 1 to 9.")
KEY_TWICE = N_("Two answers have this key; give each its own.")
BOTH_NEEDED = N_("A condition and the step to go on to otherwise belong together: fill in both, or neither.")
SET_WRONG = N_("Write what the answer fills in as field=value, with commas between several.")
MOST_ANSWERS = 9
_SET = re.compile(r"\s*([^=,\s][^=,]*?)\s*=\s*([^=,]*?)\s*")
_SCRIPT = "script:"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One answer as the form shows it."""

    number: int
    id: str
    key: str
    label: str
    goto: str
    """A step, 'return', or 'script:' and the id of another script."""
    when: str
    sets: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the step that comes of it, or what is missing by the name of the field."""

    step: Step | None
    errors: Mapping[str, str]
    """English texts, translated where they are shown."""


def rows_of_answers(step: Step) -> list[AnswerRow]:
    """The answers of a step, and an empty row to add one."""
    rows = [
        AnswerRow(
            number=number,
            id=answer.id,
            key=str(answer.key),
            label=answer.label,
            goto=f"{_SCRIPT}{answer.script}" if answer.script else answer.goto,
            when=answer.when,
            sets=", ".join(f"{name}={value}" for name, value in answer.sets.items()),
        )
        for number, answer in enumerate(step.answers)
    ]
    if len(rows) < MOST_ANSWERS and not step.exit:
        rows.append(AnswerRow(number=len(rows), id="", key="", label="", goto="", when="", sets=""))
    return rows


def read_step(form: Mapping[str, str], lists: Mapping[str, tuple[str, ...]], before: Step) -> Typed:
    """The step of a posted form; `lists` are its fields that can be there more than once."""
    errors: dict[str, str] = {}

    def said(name: str) -> str:
        return " ".join(form.get(name, "").replace("\0", "").split())

    answers = _answers(form, before, errors)
    outcome = form.get("exit", "")
    step = replace(
        before,
        title=said("title"),
        say=said("say"),
        fallback=said("fallback"),
        again=said("again"),
        hint=said("hint"),
        listen=tuple(line for one in form.get("listen", "").splitlines() if (line := " ".join(one.split()))),
        when=said("when"),
        otherwise=form.get("otherwise", ""),
        required=form.get("required") == "1",
        criteria=_kept_order(before.criteria, lists.get("criteria", ())),
        capture=_kept_order(before.capture, lists.get("capture", ())),
        answers=answers,
        exit=Outcome(outcome) if outcome in set(Outcome) else None,
    )
    if not step.title:
        errors["title"] = TITLE_NEEDED
    if not step.say:
        errors["say"] = SAY_NEEDED
    if bool(step.when) != bool(step.otherwise):
        errors["when"] = BOTH_NEEDED
    return Typed(None if errors else step, errors)


def _kept_order(before: tuple[str, ...], ticked: tuple[str, ...]) -> tuple[str, ...]:
    """What is ticked, what was there before first and in its order."""
    return (*(one for one in before if one in ticked), *(one for one in ticked if one not in before))


def _answers(form: Mapping[str, str], before: Step, errors: dict[str, str]) -> tuple[Answer, ...]:
    known = {answer.id: answer for answer in before.answers}
    found: list[Answer] = []
    keys: set[int] = set()
    numbers = sorted(int(name[7:-6]) for name in form if re.fullmatch(r"answer-\d{1,3}-label", name))
    for number in numbers:
        mark = f"answer-{number}-"
        label, goto = " ".join(form.get(mark + "label", "").split()), form.get(mark + "goto", "")
        if form.get(mark + "out") == "1" or not (label or goto or form.get(mark + "id")):
            continue
        key = _key(form.get(mark + "key", ""), keys, errors, mark)
        name = form.get(mark + "id", "") or _new_id(key, {one.id for one in found} | known.keys())
        if not label:
            errors[mark + "label"] = LABEL_NEEDED
        if not goto:
            errors[mark + "goto"] = GOTO_NEEDED
        found.append(
            Answer(
                key=key,
                id=name,
                label=label,
                goto="" if goto.startswith(_SCRIPT) else goto,
                script=goto.removeprefix(_SCRIPT) if goto.startswith(_SCRIPT) else "",
                when=" ".join(form.get(mark + "when", "").split()),
                sets=_sets(form.get(mark + "sets", ""), errors, mark),
                line=known[name].line if name in known else 0,
            )
        )
    return tuple(found)


def _key(typed: str, taken: set[int], errors: dict[str, str], mark: str) -> int:
    free = next((key for key in range(1, 10) if key not in taken), 0)
    key = (
        int(typed)
        if typed.isascii() and typed.isdigit() and len(typed) == 1 and typed != "0"
        else free
        if not typed
        else 0
    )
    if not key:
        errors[mark + "key"] = KEY_NEEDED
    elif key in taken:
        errors[mark + "key"] = KEY_TWICE
    taken.add(key)
    return key


def _sets(typed: str, errors: dict[str, str], mark: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for part in typed.split(","):
        if not part.strip():
            continue
        pair = _SET.fullmatch(part)
        if pair is None or not pair[2]:
            errors[mark + "sets"] = SET_WRONG
            continue
        found[pair[1]] = pair[2]
    return MappingProxyType(found)


def _new_id(key: int, taken: set[str]) -> str:
    """The id of an answer never changes and says nothing: its label may change."""
    number = key
    while f"answer_{number}" in taken:
        number += 10
    return f"answer_{number}"

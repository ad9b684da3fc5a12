"""Missing answers in groups, the most urgent first, and the answer that each suggests. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from callcenter.kit.errors import BadInputError
from callcenter.kit.words import N_
from scripts_library.model import RETURN, Answer, Script, Step
from scripts_library.unfit.likeness import groups_of, shortened

ALL_KEYS_TAKEN = N_("All nine keys of this step are taken. Take an answer out, or lead to this one from another step.")
NO_LABEL = N_("Write a label for the answer: a few words that the operator recognises.")
LONG_LABEL = N_("A label is at most 60 characters, to fit on its key. Shorten it.")
NO_TARGET = N_("Choose the step that the answer leads to.")
MOST_COMPARED = 400
"""Different sentences of one step that are compared with each other: the newest ones."""
LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What one operator wrote down."""

    id: int
    call: str
    script: str
    version: int
    language: str
    step: str
    said: str
    at: datetime
    operator: str
    """The name."""
    second: float
    """Where it was said, in the recording where there is one, else since the answer."""
    has_sound: bool
    is_lost: bool
    """The call has ended without the script's goal."""
    next_step: str
    """Where the operator went on to; empty where the call ended, or went into another script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Notes of one step that say much the same."""

    script: str
    language: str
    step: str
    notes: Sequence[Note]
    """The most central one first."""

    @property
    def calls(self) -> int:
        """In how many calls it was said."""
        return len({one.call for one in self.notes})

    @property
    def lost(self) -> int:
        """Calls of the group that ended without their goal."""
        return len({one.call for one in self.notes if one.is_lost})

    @property
    def examples(self) -> Sequence[str]:
        """Different wordings, the most central first."""
        return tuple(dict.fromkeys(one.said for one in self.notes))

    @property
    def key(self) -> str:
        """What stands for it in addresses: the ids of its notes."""
        return "-".join(str(number) for number in sorted(one.id for one in self.notes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An answer made of a group."""

    id: str
    label: str
    key: int
    """0 where every key of the step is taken."""
    goto: str


def grouped(notes: Iterable[Note]) -> list[Group]:
    """Groups within each (script, step, language): those with the most lost visits first, then the largest."""
    by_step: dict[tuple[str, str, str], list[Note]] = {}
    for note in notes:
        by_step.setdefault((note.script, note.step, note.language), []).append(note)
    found = [
        group for (script, step, language), some in by_step.items() for group in _groups(script, step, language, some)
    ]
    return sorted(found, key=lambda one: (-one.lost, -one.calls, -max(note.id for note in one.notes)))


def _groups(script: str, step: str, language: str, notes: Sequence[Note]) -> list[Group]:
    same: dict[str, list[Note]] = {}
    for note in sorted(notes, key=lambda one: -one.id):
        same.setdefault(" ".join(note.said.casefold().split()), []).append(note)
    texts = list(same)[:MOST_COMPARED]
    return [
        Group(
            script=script,
            language=language,
            step=step,
            notes=tuple(note for place in places for note in same[texts[place]]),
        )
        for places in groups_of(texts)
    ]


def suggested(group: Group, script: Script, step: Step) -> Suggestion:
    """Label, key and target for an answer that fits a group."""
    ways = Counter(one.next_step for one in group.notes if one.next_step in script.steps and one.next_step != step.id)
    usual = [answer.goto for answer in step.answers if answer.goto and answer.goto != RETURN]
    goto = ways.most_common(1)[0][0] if ways else (usual[0] if usual else "")
    return Suggestion(id=answer_id(group), label=shortened(group.examples[0]), key=next(_free_keys(step), 0), goto=goto)


def free_key(step: Step) -> int:
    """The first key that no answer has. Raises BadInputError."""
    key = next(_free_keys(step), 0)
    if not key:
        raise BadInputError(ALL_KEYS_TAKEN)
    return key


def _free_keys(step: Step) -> Iterator[int]:
    taken = {answer.key for answer in step.answers}
    return (key for key in range(1, 10) if key not in taken)


def with_answer(step: Step, name: str, label: str, goto: str) -> Step:
    """The step with one more answer. Raises BadInputError."""
    label = " ".join(label.split())
    if not label or len(label) > LONGEST_LABEL:
        raise BadInputError(LONG_LABEL if label else NO_LABEL)
    if not goto:
        raise BadInputError(NO_TARGET)
    answer = Answer(key=free_key(step), id=name, label=label, goto=goto)
    return replace(step, answers=(*step.answers, answer))


def answer_id(group: Group) -> str:
    """The id of an answer made of a group: that of its first note, which no other answer ever has."""
    return f"said_{min(one.id for one in group.notes)}"

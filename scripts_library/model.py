"""A script as content: steps with a text to say, answers that lead on, exits with an outcome. Frozen; no rules here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from callcenter.domain.calls import Direction
from callcenter.domain.outcomes import Outcome
from callcenter.kit.errors import NotFoundError
from callcenter.kit.languages import Language


def nothing() -> Mapping[str, str]:
    """An empty mapping that cannot be changed."""
    return MappingProxyType({})


RETURN = "return"
"""Where an answer leads that goes back to the step which an objection interrupted."""


class FieldKind(StrEnum):
    """What a captured field holds, so that the desk can show the right input."""

    TEXT = "text"
    PHONE = "phone"
    SLOT = "slot"
    """The number of the offered free place that the patient took, counted from 0."""
    REFUSAL_REASON = "refusal_reason"
    """One of callcenter.domain.outcomes.RefusalReason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Something to find out in the call."""

    id: str
    label: str
    kind: FieldKind = FieldKind.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the patient may say to a step, and where it leads."""

    key: int
    """The number key, 1 to 9."""
    id: str
    """Stable across languages and versions: statistics are kept by it."""
    label: str
    goto: str = ""
    """The id of the next step, or RETURN; empty where the call goes on in another script."""
    script: str = ""
    """The id of the script in which the call goes on, at its `enter`."""
    when: str = ""
    """The condition under which the answer is offered; empty: always."""
    sets: Mapping[str, str] = field(default_factory=nothing)
    """Fields that this answer fills by itself."""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What a patient may object at any step."""

    id: str
    label: str
    goto: str
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A sentence at hand at every step, such as one before a hold; saying it does not move the walk."""

    id: str
    label: str
    say: str
    criteria: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to say, and what may come of it."""

    id: str
    """Stable across languages and versions."""
    title: str
    """Two or three words for the path at the foot of the desk."""
    say: str
    """Jinja2 template of the sentence to say; its variables are listed in the package's README."""
    fallback: str = ""
    """What to say where a variable of `say` is empty."""
    again: str = ""
    """What to say where the walk comes to this step once more; empty: the same."""
    hint: str = ""
    """Advice to the administrator, not said aloud."""
    listen: tuple[str, ...] = ()
    """What to listen for in the patient's answer."""
    when: str = ""
    """The condition under which the step is said; empty: always."""
    otherwise: str = ""
    """The step to go on to where `when` does not hold."""
    required: bool = False
    criteria: tuple[str, ...] = ()
    """Criteria of the phone standard that this step fulfils."""
    answers: tuple[Answer, ...] = ()
    capture: tuple[str, ...] = ()
    """Ids of the fields to fill in here."""
    exit: Outcome | None = None
    """The call's outcome where the script ends here; such a step has no answers."""
    line: int = 0
    say_line: int = 0
    path: str = ""
    """The file it was read from, for messages: that of the script, or of a part."""

    @property
    def is_exit(self) -> bool:
        """True where the script ends after this step is said."""
        return self.exit is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What several scripts of one language share."""

    id: str
    version: int
    language: Language
    title: str
    steps: Mapping[str, Step]
    fields: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))
    objections: tuple[Objection, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One script in one language."""

    id: str
    version: int
    language: Language
    title: str
    direction: Direction
    start: str
    steps: Mapping[str, Step]
    fields: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))
    objections: tuple[Objection, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    enter: str = ""
    """The step at which a walk begins that comes over from another script; empty: the first."""
    opens: str = ""
    """The condition under which an inbound call begins with this script; empty: none does by itself."""
    goal: tuple[Outcome, ...] = (Outcome.BOOKED,)
    """The outcomes on whose way no required step may be left out."""
    parts: tuple[str, ...] = ()
    """Ids of the parts whose steps, fields, objections and phrases are already among those above."""
    path: str = ""
    """The file it was read from, for messages."""
    line: int = 1

    def step(self, step_id: str) -> Step:
        """The step of that id. Raises NotFoundError."""
        try:
            return self.steps[step_id]
        except KeyError as exc:
            raise NotFoundError(f"script {self.id!r} ({self.language}) has no step {step_id!r}") from exc

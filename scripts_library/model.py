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
    goto: str
    """The id of the next step."""
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
    hint: str = ""
    """Advice to the administrator, not said aloud."""
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

    @property
    def is_exit(self) -> bool:
        """True where the script ends after this step is said."""
        return self.exit is not None


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
    path: str = ""
    """The file it was read from, for messages."""
    line: int = 1

    def step(self, step_id: str) -> Step:
        """The step of that id. Raises NotFoundError."""
        try:
            return self.steps[step_id]
        except KeyError as exc:
            raise NotFoundError(f"script {self.id!r} ({self.language}) has no step {step_id!r}") from exc

"""Where a call stands in its script: a value that goes to JSON and back unchanged."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from callcenter.domain.outcomes import Outcome
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from scripts_library.model import nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One move: the step that was said and the answer (or objection) that was chosen."""

    step: str
    answer: str
    replaced: Mapping[str, str] = field(default_factory=nothing)
    """Fields that the move filled in, each with its value before ('' for none), so that it can be undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One call's way through one version of a script."""

    script: str
    version: int
    language: Language
    step: str
    """The step to say now."""
    trail: tuple[Taken, ...] = ()
    """The moves so far, in order."""
    captured: Mapping[str, str] = field(default_factory=nothing)
    """What was found out, by field id."""
    outcome: Outcome | None = None
    """How the call came out; None until an exit is reached."""

    @property
    def is_over(self) -> bool:
        """True where the step reached is an exit."""
        return self.outcome is not None

    def to_json(self) -> str:
        """This walk as one JSON object."""
        return json.dumps(
            {
                "script": self.script,
                "version": self.version,
                "language": self.language.value,
                "step": self.step,
                "trail": [[move.step, move.answer, dict(move.replaced)] for move in self.trail],
                "captured": dict(self.captured),
                "outcome": self.outcome.value if self.outcome else None,
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> "Walk":
        """The walk that `to_json` wrote. Raises BadInputError for anything else."""
        try:
            raw = json.loads(text)
            return cls(
                script=raw["script"],
                version=raw["version"],
                language=Language(raw["language"]),
                step=raw["step"],
                trail=tuple(
                    Taken(step=step, answer=answer, replaced=MappingProxyType(dict(replaced)))
                    for step, answer, replaced in raw["trail"]
                ),
                captured=MappingProxyType(dict(raw["captured"])),
                outcome=Outcome(raw["outcome"]) if raw["outcome"] else None,
            )
        except (ValueError, KeyError, TypeError) as exc:
            raise BadInputError("the stored place in the script cannot be read; start the script again") from exc

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
    interrupted: tuple[str, ...] = ()
    """The interrupted steps before the move, so that it can be undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A script that the call walked before it went over to another one."""

    script: str
    version: int
    step: str
    """The step from which the call went over."""
    trail: tuple[Taken, ...] = ()
    """The moves there, the last one being the answer that led over."""
    captured: Mapping[str, str] = field(default_factory=nothing)
    """What had been found out by then; the next script need not ask for all of it."""
    interrupted: tuple[str, ...] = ()
    """The steps that objections had interrupted there."""


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
    interrupted: tuple[str, ...] = ()
    """The step that objections interrupted, if one did: an answer may return there."""
    earlier: tuple[Left, ...] = ()
    """The scripts that this call walked before, in order."""
    outcome: Outcome | None = None
    """How the call came out; None until an exit is reached."""

    @property
    def is_over(self) -> bool:
        """True where the step reached is an exit."""
        return self.outcome is not None

    @property
    def said(self) -> frozenset[str]:
        """The steps of this script that were said before the present one."""
        return frozenset(move.step for move in self.trail)

    def times_left(self, step: str) -> int:
        """How often the call has gone on from a step of that id, in this script and in those before."""
        trails = (*(one.trail for one in self.earlier), self.trail)
        return sum(move.step == step for trail in trails for move in trail)

    def to_json(self) -> str:
        """This walk as one JSON object."""
        return json.dumps(
            {
                "script": self.script,
                "version": self.version,
                "language": self.language.value,
                "step": self.step,
                "trail": _moves_out(self.trail),
                "captured": dict(self.captured),
                "interrupted": list(self.interrupted),
                "earlier": [
                    [
                        one.script,
                        one.version,
                        one.step,
                        _moves_out(one.trail),
                        dict(one.captured),
                        list(one.interrupted),
                    ]
                    for one in self.earlier
                ],
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
                trail=_moves_in(raw["trail"]),
                captured=MappingProxyType(dict(raw["captured"])),
                interrupted=tuple(raw.get("interrupted", ())),
                earlier=tuple(
                    Left(
                        script=script,
                        version=version,
                        step=step,
                        trail=_moves_in(trail),
                        captured=MappingProxyType(dict(captured)),
                        interrupted=tuple(interrupted),
                    )
                    for script, version, step, trail, captured, interrupted in raw.get("earlier", ())
                ),
                outcome=Outcome(raw["outcome"]) if raw["outcome"] else None,
            )
        except (ValueError, KeyError, TypeError) as exc:
            raise BadInputError("the stored place in the script cannot be read; start the script again") from exc


def _moves_out(trail: tuple[Taken, ...]) -> list[list[object]]:
    return [[move.step, move.answer, dict(move.replaced), list(move.interrupted)] for move in trail]


def _moves_in(raw: list[list[object]]) -> tuple[Taken, ...]:
    """Moves as they are stored; those of before objections could be returned from have three values."""
    return tuple(_move_in(*values) for values in raw)


def _move_in(step: object, answer: object, replaced: object, interrupted: object = ()) -> Taken:
    if not (isinstance(step, str) and isinstance(answer, str) and isinstance(replaced, dict)):
        raise TypeError("a move is a step, an answer and the fields that it filled in")
    if not isinstance(interrupted, list | tuple):
        raise TypeError("interrupted steps are a list")
    return Taken(
        step=step, answer=answer, replaced=MappingProxyType(replaced), interrupted=tuple(map(str, interrupted))
    )

"""Where a call stands in its flow: a value that goes to JSON and back, stored after every step."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from ivr.flow.facts import Appointment, Facts
from ivr.flow.inputs import AnsweredBy
from ivr.flow.outcomes import FlowOutcome


def _empty() -> Mapping[str, int]:
    return MappingProxyType({})


def _nothing_said() -> Mapping[str, object]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One call's way through one version of a flow."""

    flow: str
    version: int
    language: Language
    facts: Facts
    node: str = ""
    """Where it waits; '' before the call is up."""
    command: int = 0
    """The number of the last command."""
    awaits: int = 0
    """The number of the command whose answer it waits for; 0: for none."""
    known: bool = False
    """Whether the listener is known to be the patient (or who speaks for the patient)."""
    failures: int = 0
    """Answers to the present question that were not understood, and silences."""
    turns: Mapping[str, int] = field(default_factory=_empty)
    """How often each question was put in this call."""
    interrupted: tuple[str, ...] = ()
    """Questions that a `return` goes back to, the last first."""
    said: Mapping[str, object] = field(default_factory=_nothing_said)
    """What was found out: JSON values by name."""
    offer: int = 0
    """Which of the offered places is spoken of, from 0."""
    visit: int | None = None
    """Which of several visits finds a new time now, from 0; None: the first is spoken of, or all of them."""
    moved: tuple[int, ...] = ()
    """Which of the visits have a new time, from 0."""
    answered_by: AnsweredBy = AnsweredBy.HUMAN
    """Who listens, as far as it is known."""
    keys_only: bool = False
    """No words can be made out: keys are offered with every question."""
    trail: tuple[tuple[str, str], ...] = ()
    """What happened, in order: (node, meaning, result or outcome). Ids only, for statistics."""
    reached: FlowOutcome | None = None
    """What is settled so far."""
    outcome: FlowOutcome | None = None
    """How it came out; None while it goes on."""

    @property
    def is_over(self) -> bool:
        """True once nothing more will be said."""
        return self.outcome is not None

    @property
    def offered(self) -> Appointment | None:
        """The place that is spoken of."""
        return self.facts.offers[self.offer] if self.offer < len(self.facts.offers) else None

    @property
    def at_hand(self) -> Appointment | None:
        """The visit that is spoken of, of several the one that finds a new time now."""
        return next(iter(self.facts.visits[self.visit or 0 :]), None)

    def to_json(self) -> str:
        """This state as one JSON object."""
        return json.dumps(
            {
                "flow": self.flow,
                "version": self.version,
                "language": self.language.value,
                "facts": self.facts.to_data(),
                "node": self.node,
                "command": self.command,
                "awaits": self.awaits,
                "known": self.known,
                "failures": self.failures,
                "turns": dict(self.turns),
                "interrupted": self.interrupted,
                "said": dict(self.said),
                "offer": self.offer,
                "visit": self.visit,
                "moved": self.moved,
                "answered_by": self.answered_by,
                "keys_only": self.keys_only,
                "trail": self.trail,
                "reached": self.reached,
                "outcome": self.outcome,
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> "State":
        """The state that `to_json` wrote. Raises BadInputError for anything else."""
        try:
            raw = json.loads(text)
            return cls(
                flow=raw["flow"],
                version=raw["version"],
                language=Language(raw["language"]),
                facts=Facts.from_data(raw["facts"]),
                node=raw["node"],
                command=raw["command"],
                awaits=raw["awaits"],
                known=raw["known"],
                failures=raw["failures"],
                turns=MappingProxyType(raw["turns"]),
                interrupted=tuple(raw["interrupted"]),
                said=MappingProxyType(raw["said"]),
                offer=raw["offer"],
                visit=raw.get("visit"),
                moved=tuple(raw.get("moved", ())),
                answered_by=AnsweredBy(raw.get("answered_by", AnsweredBy.HUMAN)),
                keys_only=raw.get("keys_only", False),
                trail=tuple((node, what) for node, what in raw["trail"]),
                reached=FlowOutcome(raw["reached"]) if raw["reached"] else None,
                outcome=FlowOutcome(raw["outcome"]) if raw["outcome"] else None,
            )
        except (ValueError, KeyError, TypeError, AttributeError) as exc:
            raise BadInputError(
                "the stored place in the flow cannot be read; put the caller through to a person"
            ) from exc

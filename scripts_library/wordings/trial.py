"""A trial of two wordings of one step, and which of them a call is shown. Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from callcenter.kit.ids import CallId, OperatorId
from callcenter.kit.languages import Language
from scripts_library.model import Script, Step

DECIDED, COMPLAINTS, PERSON = "decided", "complaints", "person"
"""Why a trial was stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One trial."""

    id: int
    script: str
    language: Language
    step: str
    say_a: str
    """The script's own sentence when the trial began."""
    say_b: str
    begun_at: datetime
    begun_by: OperatorId
    stopped_at: datetime | None = None
    """Calls that began later are not drawn lots for."""
    reason: str = ""
    winner: str = ""
    """'A' or 'B', where it was decided; later calls are shown it until the trial is closed."""
    closed_at: datetime | None = None
    is_adopted: bool = False

    @property
    def is_running(self) -> bool:
        """Whether lots are drawn."""
        return self.stopped_at is None

    def lot(self, call: CallId) -> str:
        """'A' or 'B': always the same for the same call."""
        return "B" if hashlib.blake2s(f"{self.id}:{call}".encode()).digest()[0] & 1 else "A"

    def named(self, letter: str) -> str:
        """What is kept with the step that was shown: '7A', '7B'."""
        return f"{self.id}{letter}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a call is shown at a step in place of the script's own sentence, or as one of two."""

    id: str
    say: str


def wording_of(
    trials: Iterable[Trial], call: CallId, started_at: datetime, script: Script, step: str
) -> Wording | None:
    """The wording that a call which began then is shown, also when it is asked for long afterwards; None where the step
    has one wording, or another sentence by now than the trial began with."""
    for trial in trials:
        if (trial.script, trial.language, trial.step) != (script.id, script.language, step):
            continue
        if step not in script.steps or script.steps[step].say != trial.say_a or started_at < trial.begun_at:
            continue
        if trial.stopped_at is None or started_at < trial.stopped_at:
            letter = trial.lot(call)
            return Wording(id=trial.named(letter), say=trial.say_b if letter == "B" else trial.say_a)
        if trial.winner == "B" and (trial.closed_at is None or started_at < trial.closed_at):
            return Wording(id=trial.named("won"), say=trial.say_b)
    return None


def script_for(trials: Iterable[Trial], call: CallId, started_at: datetime, script: Script) -> Script:
    """The script with the wordings that a call is shown; the same one where it has its own alone."""
    tried = [one for one in trials if (one.script, one.language) == (script.id, script.language)]
    steps: dict[str, Step] = {}
    for name in {one.step for one in tried if one.step in script.steps}:
        wording = wording_of(tried, call, started_at, script, name)
        if wording is not None and wording.say != script.steps[name].say:
            steps[name] = replace(script.steps[name], say=wording.say)
    return replace(script, steps=MappingProxyType({**script.steps, **steps})) if steps else script

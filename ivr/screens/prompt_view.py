"""One prompt as a page shows it: its words with made-up facts, how long it takes, who will say it. Pure; what a studio
has recorded is asked of a function."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from callcenter.kit.languages import Language
from callcenter.kit.spoken.speaking import seconds_to_say
from ivr.flow.commands import Said
from ivr.flow.facts import Clinic, Facts
from ivr.flow.prompts import Prompts
from ivr.flow.samples import made_up
from ivr.flow.state import State
from ivr.flow.texts import TEXT_ERRORS, fill, is_private_text, names_of, on_screen, say
from ivr.prompt_sounds.versions import Recording


class SaidBy(StrEnum):
    """Who says a prompt."""

    STUDIO = "studio"
    """The studio's recording."""
    STALE = "stale"
    """The voice engine: the studio recorded other words."""
    NOT_YET = "not_yet"
    """The voice engine; a studio could record it."""
    ENGINE = "engine"
    """The voice engine: it names people, days or places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptView:
    """One prompt."""

    id: str
    text: str
    """Filled in with made-up facts; '' where there is none in this language."""
    source: str
    """As it is written."""
    fallback: str
    seconds: float
    said_by: SaidBy
    is_private: bool
    sound: str
    """Address of its sound; '' where there is nothing to hear."""
    is_changed: bool = False
    """Whether its text was changed on screen."""


@dataclass(frozen=True, slots=True)
class FilledIn:
    """Something that is filled in for each call."""

    source: str
    """As it is written in a prompt."""
    example: str
    is_private: bool


_NAMES = (
    *("clinic.name", "clinic.phone", "clinic.address", "clinic.hours"),
    *("patient.asked", "patient.address"),
    *("visit.on", "visit.doctor_named", "visit.service"),
    *("offer.on", "offer.doctor_named"),
    *("queue.position", "queue.minutes"),
)
"""Those that a manager may want; the others are forms of them."""
_ANSWERS = ("keep", "cancel")
"""What a made-up patient says of two visits."""

Recorded = Callable[[Language, str], Recording | None]
"""What the studio has recorded of a prompt."""


def facts_for(language: Language, clinic: Clinic, *, visits: int = 1) -> Facts:
    """Made-up facts about this clinic."""
    return replace(made_up(language, visits=visits), clinic=clinic)


def spoken(flow: str, prompt: str, words: Prompts, clinic: Clinic) -> Said | None:
    """A prompt in the words of a made-up call; None where there is none."""
    found = words.by_id.get(prompt)
    if found is None:
        return None
    facts = facts_for(words.language, clinic, visits=2 if _is_about_several(found.text) else 1)
    said = MappingProxyType({"by_visit": _ANSWERS})
    return say(prompt, words, State(flow=flow, version=0, language=words.language, facts=facts, said=said))


def names_in_prompts(words: Prompts, clinic: Clinic) -> tuple[FilledIn, ...]:
    """What may stand in a prompt, with what a made-up call has for it."""
    facts = facts_for(words.language, clinic)
    state = State(flow="", version=0, language=words.language, facts=facts)
    found = []
    for name in _NAMES:
        with suppress(*TEXT_ERRORS):
            source = f"{{{{ {name} }}}}"
            found.append(FilledIn(source, fill(source, words, state, on_screen), is_private_text(source)))
    return tuple(found)


def prompt_view(flow: str, prompt: str, words: Prompts, clinic: Clinic, recorded: Recorded) -> PromptView:
    """How a prompt is shown."""
    found, said = words.by_id.get(prompt), spoken(flow, prompt, words, clinic)
    return PromptView(
        id=prompt,
        text=said.text if said else "",
        source=found.text if found else "",
        fallback=found.fallback if found else "",
        seconds=seconds_to_say(said.spoken, words.language) if said else 0.0,
        said_by=said_by(prompt, words, clinic, recorded),
        is_private=bool(said and said.private),
        sound=f"/flows/{flow}/sounds/{words.language.value}/{prompt}.wav" if said else "",
    )


def said_by(prompt: str, words: Prompts, clinic: Clinic, recorded: Recorded) -> SaidBy:
    """Who says it in a call."""
    found = words.by_id.get(prompt)
    if found is None or not _can_be_recorded(found.text):
        return SaidBy.ENGINE
    recording = recorded(words.language, prompt)
    if recording is None:
        return SaidBy.NOT_YET
    said = spoken("", prompt, words, clinic)  # it is the same in every flow
    return SaidBy.STUDIO if said and recording.fits(said.spoken) else SaidBy.STALE


def _can_be_recorded(source: str) -> bool:
    """Whether it is the same in every call of one clinic."""
    try:
        return all(name.startswith("clinic.") for name in names_of(source))
    except TEXT_ERRORS:
        return False


def _is_about_several(source: str) -> bool:
    try:
        return any(name.partition(".")[0] == "visits" for name in names_of(source))
    except TEXT_ERRORS:
        return False

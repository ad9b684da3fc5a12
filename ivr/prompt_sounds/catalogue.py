"""Which prompts a studio can record, and how it stands with each. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from callcenter.kit.languages import Language
from ivr.flow.facts import Clinic
from ivr.flow.prompts import ABOUT, Prompt, Prompts
from ivr.flow.texts import clinic_text, fixed_text
from ivr.prompt_sounds.general_store import GENERAL, GENERAL_TEXTS
from ivr.prompt_sounds.versions import is_prompt_name


class PromptState(StrEnum):
    """How a prompt will be said."""

    RECORDED = "recorded"
    STALE = "stale"
    """There is a recording of other words; the voice engine speaks until it is recorded again or accepted."""
    RENDERED = "rendered"
    """The voice engine has said it before."""
    MISSING = "missing"
    """Neither: the voice engine says it when it is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedPrompt:
    """A prompt that is the same in every call."""

    id: str
    language: Language
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptRow:
    """One line of the list."""

    prompt: FixedPrompt
    state: PromptState
    seconds: float | None = None
    """None where nothing has been said yet."""


def fixed_prompts(words: Prompts, clinic: Clinic | None = None) -> tuple[FixedPrompt, ...]:
    """The prompts that a studio can record, in the order of their file, the general one first.

    With `clinic`, also those that name nothing but the clinic: the welcome, the address. Their recordings become stale
    by themselves when its name, number, address or hours change.

    The words why we call (`about_...`) are left out: they are said within other prompts only.
    """
    found = {GENERAL: GENERAL_TEXTS[words.language]} | {
        prompt.id: text
        for prompt in words.by_id.values()
        if not prompt.id.startswith(ABOUT) and is_prompt_name(prompt.id) and (text := _text(prompt, words, clinic))
    }
    return tuple(FixedPrompt(id=name, language=words.language, text=text) for name, text in found.items())


def spoken_by_engine(words: Prompts, clinic: Clinic | None = None) -> int:
    """How many prompts a studio cannot record, because they name people, days or the clinic."""
    all_of_them = sum(not name.startswith(ABOUT) for name in words.by_id)
    return all_of_them - len([one for one in fixed_prompts(words, clinic) if one.id in words.by_id])


def _text(prompt: Prompt, words: Prompts, clinic: Clinic | None) -> str:
    return (clinic_text(prompt, words, clinic) if clinic else "") or fixed_text(prompt)


def to_record(rows: Iterable[PromptRow]) -> tuple[PromptRow, ...]:
    """What is to be recorded: what has no recording, or one of other words."""
    return tuple(row for row in rows if row.state is not PromptState.RECORDED)

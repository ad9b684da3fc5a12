"""The sentence to say at a step: its template filled with facts, once for the screen and once for a voice."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Template, TemplateError, UndefinedError
from jinja2.environment import TemplateExpression

from callcenter.domain.address import polite_address
from callcenter.domain.clinic import Gender, Slot, Tier
from callcenter.kit.languages import Language
from callcenter.kit.spoken.registry import words_for
from callcenter.kit.spoken.wording import Wording
from scripts_library.facts import Facts
from scripts_library.model import Phrase, Step
from scripts_library.template_rules import ENVIRONMENT, parsed_condition, parsed_text

Pick = Callable[[Wording], str]

TEXT_ERRORS = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError)
"""What filling in a template can raise: an empty or unknown variable, and a mistake in an expression."""

LAST_RESORT: Mapping[Language, str] = {
    Language.RU: "Одну минуту, пожалуйста, я сейчас уточню.",
    Language.UK: "Одну хвилину, будь ласка, я зараз уточню.",
    Language.PL: "Chwileczkę, już to dla Państwa sprawdzam.",
    Language.EN: "One moment, please, let me check that for you.",
    Language.ZH: "请您稍等，我马上为您确认一下。",
}
"""What an administrator says where a step's text and its fallback both lack something."""

_NO_NAME = "\ue000"  # stands where the name would: the letter after it begins the sentence
_CJK_GAP = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s+(?=[\u3000-\u9fff\uff00-\uffef])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What to say at a step."""

    screen: str
    spoken: str
    """The same with every number, date and time in words."""
    fallback: bool = False
    """True where something was not known and the simpler text stands in."""


@dataclass(frozen=True, slots=True)
class SlotWords:
    """A free place in words."""

    on: str
    """'on Tuesday 24 November at 3:30 pm'"""
    named: str
    """'Tuesday 24 November, 3:30 pm'"""
    then_on: str
    """As `on`, but only the time where the place offered before it is on the same day: 'at 3:30 pm'."""
    then_named: str
    """As `named`, shortened in the same way: '3:30 pm'."""
    doctor: str


_NO_SLOT = SlotWords(on="", named="", then_on="", then_named="", doctor="")


def render(step: Step, facts: Facts, *, again: bool = False) -> Rendered:
    """The text of `step`; `again` where it was said before in this walk.

    It never fails: what is not known leads to the step's fallback, at worst to LAST_RESORT.
    """
    once_more = step.again if again else ""
    for source, is_fallback in ((once_more, False), (step.say, False), (step.fallback, True)):
        if source:
            try:
                screen, spoken = fill(source, facts, on_screen), fill(source, facts, aloud)
            except TEXT_ERRORS:
                continue
            return Rendered(screen=screen, spoken=spoken, fallback=is_fallback)
    resort = LAST_RESORT[facts.language]
    return Rendered(screen=resort, spoken=resort, fallback=True)


def render_phrase(phrase: Phrase, facts: Facts) -> Rendered:
    """The sentence of a phrase that is at hand; like `render`, it never fails."""
    return render(Step(id=phrase.id, title=phrase.label, say=phrase.say), facts)


def fill(source: str, facts: Facts, pick: Pick) -> str:
    """One template filled in; `pick` takes the wording. Raises jinja2.TemplateError where a variable is empty."""
    text = " ".join(compiled(source).render(variables(facts, pick)).split())
    text = re.sub(_NO_NAME + r"\s*(\w?)", lambda match: match.group(1).upper(), text)
    return _CJK_GAP.sub("", text)


@lru_cache(maxsize=4096)
def compiled(source: str) -> Template:
    """The template of a text. Raises jinja2.TemplateSyntaxError, also for what a script may not use."""
    parsed_text(source)
    return ENVIRONMENT.from_string(source)


@lru_cache(maxsize=1024)
def expression(condition: str) -> TemplateExpression:
    """A condition ready to be asked. Raises jinja2.TemplateSyntaxError, also for what a script may not use."""
    parsed_condition(condition)
    return ENVIRONMENT.compile_expression(condition, undefined_to_none=False)


def variables(facts: Facts, pick: Pick) -> dict[str, object]:
    """What a template can use, by name. An empty value may be asked about with `if`, but not be said."""
    caller = facts.caller
    address = polite_address(caller, facts.language) if caller else ""
    return {
        "clinic": {
            "name": facts.clinic.name,
            "address": pick(facts.clinic.address),
            "hours": pick(facts.clinic.hours),
        },
        "operator": {"name": facts.operator.name, "form": _Form(facts.operator.gender)},
        "patient": {
            "name": caller.given_name if caller else "",
            "surname": caller.surname if caller else "",
            "address": address,
            "form": _Form(caller.gender if caller else Gender.UNKNOWN),
        },
        "doctor": {"name": facts.doctor},
        "slots": tuple(
            _slot_words(slot, before, facts, pick)
            for before, slot in zip((None, *facts.slots), facts.slots, strict=False)
        ),
        "slot": _slot_words(facts.slot, None, facts, pick) if facts.slot else _NO_SLOT,
        "price": pick(facts.price) if facts.price else "",
        "hail": _hail(address, facts.language),
        "visit": _visit_words(facts, pick),
        "treatment": facts.treatment,
        "said": _Said(facts.said),
        **circumstances(facts),
    }


def circumstances(facts: Facts) -> dict[str, object]:
    """What conditions ask for: `who` calls, and what we `have`; each true or false."""
    tier = facts.patient.tier if facts.patient and facts.is_known else None
    who = {f"{one.value}": tier is one for one in Tier}
    return {
        "who": {
            **who,
            "known": facts.is_known,
            "child": facts.is_child,
            "senior": facts.is_senior,
            "insured": facts.is_insured,
        },
        "have": {
            "slots": len(facts.slots) > 1,
            "slot": facts.slot is not None,
            "visit": facts.visit is not None,
            "price": facts.price is not None,
            "treatment": bool(facts.treatment),
        },
    }


class _Said(dict[str, str]):
    """What was found out; what was not is empty, so that it can be asked for and cannot be said."""

    def __missing__(self, name: str) -> str:
        return ""


def _visit_words(facts: Facts, pick: Pick) -> dict[str, str]:
    about = facts.visit
    if about is None:
        return dict.fromkeys(("on", "named", "doctor", "service", "kind"), "")
    words = _slot_words(about.place, None, facts, pick)
    return {
        "on": words.on,
        "named": words.named,
        "doctor": words.doctor,
        "service": about.service,
        "kind": about.kind,
    }


def _slot_words(slot: Slot, before: Slot | None, facts: Facts, pick: Pick) -> SlotWords:
    words, local = words_for(facts.language), slot.starts_at.astimezone(facts.zone)
    day, at = local.date(), local.time()
    same_day = before is not None and before.starts_at.astimezone(facts.zone).date() == day
    return SlotWords(
        on=pick(words.on(day, at)),
        named=pick(words.named(day, at)),
        then_on=pick(words.time_at(at) if same_day else words.on(day, at)),
        then_named=pick(words.time_named(at) if same_day else words.named(day, at)),
        doctor=slot.doctor_name,
    )


class _Form:
    """Chooses the wording that agrees with a person: form('была ли', 'был ли', 'были ли'), the last for unknown."""

    def __init__(self, gender: Gender) -> None:
        self._gender = gender

    def __call__(self, female: str, male: str, unknown: str) -> str:
        return {Gender.FEMALE: female, Gender.MALE: male}.get(self._gender, unknown)

    def __str__(self) -> str:
        """Never said to anybody: `{{ patient.form }}` lacks its brackets."""
        raise UndefinedError("'form' needs brackets with three texts")


def _hail(address: str, language: Language) -> str:
    """The name to begin a sentence with: 'Мария Ивановна, '; where it is unknown, the sentence begins without."""
    if not address:
        return _NO_NAME
    comma = "，" if language is Language.ZH else ", "
    return address[0].upper() + address[1:] + comma


def on_screen(wording: Wording) -> str:
    """The wording to read."""
    return wording.screen


def aloud(wording: Wording) -> str:
    """The wording to say."""
    return wording.spoken

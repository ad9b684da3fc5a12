"""The texts of the product's scripts as phrases: each branch once, each variable as a slot. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import product

from callcenter.kit.languages import Language
from recordings.demo_model.spelling import joined_chinese
from scripts_library.model import Script
from scripts_library.texts import TEXT_ERRORS, compiled

_FORMS = 3  # of a word that agrees with a person: female, male, unknown
_PATIENT = {"name": "{patient_name}", "surname": "{patient_surname}", "address": "{patient_address}"}
_PLACE = {name: f"{{slot_{name}}}" for name in ("on", "named", "then_on", "then_named")} | {"doctor": "{doctor_name}"}
_VISIT = {"on": "{slot_on}", "named": "{slot_named}", "doctor": "{doctor_name}", "service": "{demo_service}"}
_MOST_PLACES = 6
_YES_OR_NO = re.compile(r"\b(who|have)\.(\w+)")
_ONE_OF = re.compile(r"\b(said|visit)\.(\w+) == [\"'](\w+)[\"']")

_Case = Mapping[tuple[str, str], object]
"""What a text's conditions ask for, by the variable and its part."""


def script_turns(script: Script) -> Iterator[str]:
    """What the steps and the sentences at hand of `script` may sound like: for a known patient and an unknown one, for
    women and for men, in every case that a text tells apart.

    A variable becomes a slot: `slot.on` is `{slot_on}`. Only the part of a text that can be said is given.
    """
    texts = [text for step in script.steps.values() for text in (step.say, step.again, step.fallback)]
    for source in filter(None, [*texts, *(phrase.say for phrase in script.phrases)]):
        for known, form, case in product((True, False), range(_FORMS), _cases(source)):
            try:
                text = compiled(source).render(_variables(script.language, form, case, is_known=known))
            except TEXT_ERRORS:  # this text needs a known patient; the product says the fallback then
                continue
            yield _whole(" ".join(text.split()), script.language)


def _cases(source: str) -> Iterator[_Case]:
    """Every combination of what the conditions of a text ask for."""
    asked: dict[tuple[str, str], set[object]] = {}
    for of, part in _YES_OR_NO.findall(source):
        asked[of, part] = {True, False}
    for of, part, value in _ONE_OF.findall(source):
        asked.setdefault((of, part), {""}).add(value)
    for values in product(*(sorted(options, key=str) for options in asked.values())):
        yield dict(zip(asked, values, strict=True))


def _whole(text: str, language: Language) -> str:
    if language is not Language.ZH:
        return text
    return joined_chinese(text).replace("{patient_surname}{patient_name}", "{patient_full}")


def _variables(language: Language, form: int, case: _Case, *, is_known: bool) -> dict[str, object]:
    """Every variable of a script's text, as the slot that stands for its values."""
    comma = "，" if language is Language.ZH else ", "
    patient = _PATIENT if is_known else dict.fromkeys(_PATIENT, "")
    asked = {of: {part: value for (name, part), value in case.items() if name == of} for of in ("who", "have", "said")}
    return {
        **asked,
        "clinic": {key: f"{{clinic_{key}}}" for key in ("name", "address", "hours")},
        "operator": {"name": "{operator_name}", "form": _chooser(form)},
        "doctor": {"name": "{doctor_name}"},
        "patient": {**patient, "form": _chooser(form)},
        "hail": "{patient_address}" + comma if is_known else "{nobody}",
        "price": "{price}",
        "slots": (_PLACE,) * _MOST_PLACES,
        "slot": _PLACE,
        "visit": {**_VISIT, "kind": case.get(("visit", "kind"), "")},
        "treatment": "",  # the demo's clinic knows none, so the fallback is said
    }


def _chooser(form: int) -> Callable[[str, str, str], str]:
    def choose(*choices: str) -> str:
        return choices[form]

    return choose

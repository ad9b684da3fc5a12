"""The texts of the product's scripts as phrases: each branch once, each variable as a slot. Pure."""

from collections.abc import Callable, Iterator
from itertools import product

from callcenter.kit.languages import Language
from recordings.demo_model.spelling import joined_chinese
from scripts_library.model import Script
from scripts_library.texts import TEXT_ERRORS, compiled

_FORMS = 3  # of a word that agrees with a person: female, male, unknown
_PATIENT = {"name": "{patient_name}", "surname": "{patient_surname}", "address": "{patient_address}"}
_PLACE = {name: f"{{slot_{name}}}" for name in ("on", "named", "then_on", "then_named")} | {"doctor": "{doctor_name}"}
_MOST_PLACES = 6


def script_turns(script: Script) -> Iterator[str]:
    """What the steps of `script` may sound like, for a known patient and an unknown one, for women and for men.

    A variable becomes a slot: `slot.on` is `{slot_on}`. Only the part of a step that can be said is given.
    """
    for step in script.steps.values():
        for source in filter(None, (step.say, step.fallback)):
            for known, form in product((True, False), range(_FORMS)):
                try:
                    text = compiled(source).render(_variables(script.language, form, is_known=known))
                except TEXT_ERRORS:  # this text needs a known patient; the product says the fallback then
                    continue
                yield _whole(" ".join(text.split()), script.language)


def _whole(text: str, language: Language) -> str:
    if language is not Language.ZH:
        return text
    return joined_chinese(text).replace("{patient_surname}{patient_name}", "{patient_full}")


def _variables(language: Language, form: int, *, is_known: bool) -> dict[str, object]:
    """Every variable of a script's text, as the slot that stands for its values."""
    comma = "，" if language is Language.ZH else ", "
    patient = _PATIENT if is_known else dict.fromkeys(_PATIENT, "")
    return {
        "clinic": {key: f"{{clinic_{key}}}" for key in ("name", "address", "hours")},
        "operator": {"name": "{operator_name}", "form": _chooser(form)},
        "doctor": {"name": "{doctor_name}"},
        "patient": {**patient, "form": _chooser(form)},
        "hail": "{patient_address}" + comma if is_known else "{nobody}",
        "price": "{price}",
        "slots": (_PLACE,) * _MOST_PLACES,
        "slot": _PLACE,
    }


def _chooser(form: int) -> Callable[[str, str, str], str]:
    def choose(*choices: str) -> str:
        return choices[form]

    return choose

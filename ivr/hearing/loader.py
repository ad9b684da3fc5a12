"""Reads what the ear knows of a language: how answers end, what machines and people say on picking up."""

from functools import cache
from pathlib import Path

from callcenter.kit.content import read_content
from callcenter.kit.languages import Language
from ivr.answers.words import is_spaced, matching_form
from ivr.hearing.ending import Endings

_HERE = Path(__file__).parent


@cache
def load_endings(language: Language) -> Endings:
    """How answers end. Raises ContentError."""
    fields = read_content(_HERE / "endings" / f"{language.value}.yaml").fields()
    joint = " " if is_spaced(language) else ""
    words = (joint.join(matching_form(word)) for word in fields["more"].text().split())
    return Endings(frozenset(word for word in words if word), joint)

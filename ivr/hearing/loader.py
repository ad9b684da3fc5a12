"""Reads what the ear knows of a language: how answers end, what machines and people say on picking up."""

from functools import cache
from pathlib import Path

from callcenter.kit.content import read_content
from callcenter.kit.languages import Language
from ivr.answers.words import is_spaced, matching_form
from ivr.hearing.ending import Endings
from ivr.hearing.greeting import GAP, Greetings, Phrase

_HERE = Path(__file__).parent


@cache
def load_endings(language: Language) -> Endings:
    """How answers end. Raises ContentError."""
    fields = read_content(_HERE / "endings" / f"{language.value}.yaml").fields()
    joint = " " if is_spaced(language) else ""
    words = (joint.join(matching_form(word)) for word in fields["more"].text().split())
    return Endings(frozenset(word for word in words if word), joint)


@cache
def load_greetings(language: Language) -> Greetings:
    """What machines and people say on picking up. Raises ContentError."""
    fields = read_content(_HERE / "greetings" / f"{language.value}.yaml").fields()
    kinds = {
        name: tuple(_phrase(one) for one in fields[name].text().split()) for name in ("machine", "human", "either")
    }
    return Greetings(**kinds, spaced=is_spaced(language))


def _phrase(written: str) -> Phrase:
    parts: list[str] = []
    for part in written.split("_"):
        words = matching_form(part.rstrip("*"))
        if part == GAP:
            parts.append(GAP)
        elif words:
            joined = ["".join(words)] if any("\u3400" <= sign <= "\u9fff" for sign in part) else list(words)
            parts += [*joined[:-1], joined[-1] + ("*" if part.endswith("*") else "")]
    return Phrase(tuple(parts))

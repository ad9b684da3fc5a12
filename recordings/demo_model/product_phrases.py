"""All that a language's model must understand: the phrase file and the product's own texts. Pure."""

from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType

from callcenter.clinic.demo.load import load_demo
from callcenter.clinic.demo.load_natures import load_natures
from callcenter.kit.languages import Language
from ivr.speech.spelling import for_espeak
from recordings.demo_model.cast_slots import cast_slots, when_slots
from recordings.demo_model.loader import FOLDER, read_phrases
from recordings.demo_model.phrases import Phrases
from recordings.demo_model.script_texts import script_turns
from scripts_library.loader import Library, shipped_library
from scripts_library.model import Script
from scripts_library.texts import LAST_RESORT


def phrases_of(language: Language, library: Library | None = None, folder: Path = FOLDER) -> Phrases:
    """The phrases of `language`: scripts, what patients say to operators and robots, names, prices, days, a front desk.

    `library` spares reading the scripts again. Raises ContentError naming file and line.
    """
    file, clinic = read_phrases(language, folder), load_demo(language)
    turns = [text for script in scripts_heard(library or shipped_library(), language) for text in script_turns(script)]
    turns += [text for caller in clinic.callers for replies in caller.replies.values() for text in replies]
    turns.append(LAST_RESORT[language])
    slots = dict(file.slots)
    for name, options in (cast_slots(clinic) | when_slots(language)).items():
        slots[name] = (*slots.get(name, ()), *options)

    def spoken(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(speakable(text, language) for text in texts)

    return Phrases(
        language=language,
        slots=MappingProxyType({name: spoken(options) for name, options in slots.items()}),
        templates=spoken(file.templates),
        turns=tuple(dict.fromkeys(spoken(turns))),
        answers=spoken((*file.answers, *load_natures(language).texts())),
        handwritten=spoken(file.handwritten),
        unknown=spoken(file.unknown),
        golden=file.golden,
        pronunciations=file.pronunciations,
        compounds=file.compounds,
    )


def scripts_heard(library: Library, language: Language) -> tuple[Script, ...]:
    """The scripts whose texts a model knows: those that a demo call can come to. Nobody is rung in the demo yet."""
    return library.incoming(language)


def speakable(text: str, language: Language) -> str:
    """The text as the product gives it to espeak-ng: the words of this writing are the words that are said."""
    return " ".join(for_espeak(text, language).split())

"""Short exchanges for the rules, written as 'a: question / p: answer'."""

from callcenter.kit.languages import Language
from recordings.private_words.find import find_private_words
from recordings.private_words.known_names import KnownName
from recordings.private_words.tokens import turn_words
from recordings.transcript import Speaker, Turn, Word


def turns(text: str, language: Language = Language.RU) -> tuple[Turn, ...]:
    """The turns of an exchange, a third of a second a word."""
    found, clock = [], 0.0
    for part in text.split(" / "):
        who, _, said = part.partition(": ")
        texts = list(said) if language is Language.ZH else said.split()
        words = []
        for one in texts:
            words.append(Word(text=one, start=round(clock, 2), end=round(clock + 0.3, 2)))
            clock += 0.33
        speaker = Speaker.ADMINISTRATOR if who == "a" else Speaker.PATIENT
        found.append(Turn(speaker=speaker, start=words[0].start, end=words[-1].end, text=said, words=tuple(words)))
        clock += 0.5
    return tuple(found)


def hidden(text: str, language: Language = Language.RU, *names: tuple[str, str]) -> list[str]:
    """What the rules hide of an exchange, each with its kind: 'phone: восемь девятьсот'."""
    said = turns(text, language)
    joint = "" if language is Language.ZH else " "
    known = [KnownName(given, surname) for given, surname in names]
    return [
        f"{span.kind}: {joint.join(turn_words(said[span.turn], language)[span.first : span.last + 1])}"
        for span in find_private_words(said, language, known)
    ]

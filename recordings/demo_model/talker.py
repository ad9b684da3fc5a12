"""Who speaks the sentences: espeak-ng, or a stand-in of a test. Pure."""

from collections.abc import Callable
from typing import Protocol

from callcenter.kit.languages import Language
from recordings.demo_model.alignment import align, phonemes_of
from recordings.demo_model.matching import match
from recordings.demo_model.speech import Speech, SpokenWord
from recordings.demo_model.voices import Voice, plain_voice


class Talker(Protocol):
    """A voice that tells when each word and phoneme begins."""

    def speak(self, text: str, voice: Voice) -> Speech:
        """`text` as sound with its events."""
        ...


class Matcher:
    """Finds a sentence's words in what was spoken; asks how a word sounds alone only once."""

    def __init__(self, talker: Talker, language: Language) -> None:
        self._talker = talker
        self._language = language
        self._known: dict[str, list[str]] = {}

    def match(self, spoken: list[SpokenWord], expected: list[str]) -> list[SpokenWord] | None:
        """The expected words with phonemes and starts; None where the voice parted the text otherwise."""
        return match(spoken, expected, self._language, self.alone)

    def alone(self, word: str) -> list[str]:
        """The phonemes of a word that is said by itself."""
        if word not in self._known:
            speech = self._talker.speak(word, plain_voice(self._language))
            self._known[word] = list(phonemes_of(align(speech, word, self._language)[0]))
        return self._known[word]


Report = Callable[[str], None]
"""Called with a line about how far the work is."""

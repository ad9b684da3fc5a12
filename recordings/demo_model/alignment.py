"""Which phoneme sounds when, and which phonemes make a word: read from espeak-ng's events. Pure."""

import re
from collections.abc import Callable, Iterator

from callcenter.kit.languages import Language
from recordings.demo_model.inventory import sound_name
from recordings.demo_model.speech import SILENCE, Event, Kind, Sound, Speech, SpokenWord

_WORD = re.compile(r"\w+")
_WORD_BREAK = "_|"
_EPENTHETIC = "@-"
_PALATAL = ";"


def align(speech: Speech, text: str, language: Language) -> tuple[list[Sound], list[SpokenWord]]:
    """The phonemes in order, and the words that they belong to.

    A palatal mark is an event of its own and joins the consonant before it; an inserted schwa joins the sound after it.
    The first sound of a word begins where its word event says, which is where the word is heard to start.
    """
    reader = _Reader(text, speech.rate, lambda name: sound_name(name, language))
    for event in speech.events:
        reader.take(event)
    return reader.sounds, [word for word in reader.words if word.phonemes]


class _Reader:
    """Follows the events of one sentence."""

    def __init__(self, text: str, rate: int, name_of: Callable[[str], str]) -> None:
        self.sounds: list[Sound] = []
        self.words: list[SpokenWord] = []
        self._text = text
        self._rate = rate
        self._name_of = name_of
        self._word_start: int | None = None  # of a word whose first sound has not come yet

    def take(self, event: Event) -> None:
        """The next event."""
        if event.kind is Kind.WORD:
            named = _word_at(self._text, event.position, event.length)
            self.words.append(SpokenWord(named, event.sample / self._rate, [], []))
            self._word_start = event.sample
        elif event.phoneme == _PALATAL:
            self._soften()
        elif event.phoneme == _WORD_BREAK:
            pass
        elif not event.phoneme or event.phoneme.startswith(("_", "|")):
            if not self.sounds or self.sounds[-1].phoneme != SILENCE:
                self.sounds.append(Sound(SILENCE, event.sample / self._rate))
            self._word_start = None
        else:
            self._sound(self._name_of(event.phoneme), event.sample)

    def _soften(self) -> None:
        if self.sounds and self.sounds[-1].phoneme != SILENCE and not self.sounds[-1].phoneme.endswith(_PALATAL):
            self._rename_last(self._name_of(self.sounds[-1].phoneme + _PALATAL))

    def _sound(self, name: str, sample: int) -> None:
        if self.sounds and self.sounds[-1].phoneme == _EPENTHETIC:
            self._rename_last(name)
            return
        start = (sample if self._word_start is None else self._word_start) / self._rate
        self._word_start = None
        self.sounds.append(Sound(name, start))
        if self.words:
            self.words[-1].phonemes.append(name)
            self.words[-1].starts.append(start)

    def _rename_last(self, name: str) -> None:
        self.sounds[-1].phoneme = name
        if self.words and self.words[-1].phonemes:
            self.words[-1].phonemes[-1] = name


def _word_at(text: str, position: int, length: int) -> str:
    """The text that a word event names; after "X. y" it may name only the space before the word."""
    named = text[position : position + length].strip() if length else ""
    if named:
        return named
    found = _WORD.search(text, max(position, 0))
    return found.group(0) if found else ""


def phonemes_of(sounds: list[Sound]) -> Iterator[str]:
    """The names of the sounds that are not silence."""
    return (sound.phoneme for sound in sounds if sound.phoneme != SILENCE)

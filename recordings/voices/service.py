"""The turns of a kept recording that holds both voices on one channel."""

from collections.abc import Sequence
from pathlib import Path

from callcenter.kit.languages import Language
from recordings.audio.spans import spans_of
from recordings.stretch import Stretch
from recordings.transcript import Guess, Turn, Word
from recordings.turns import turns_of_voices
from recordings.voices.evidence import word_sound
from recordings.voices.features import voiced_frames
from recordings.voices.roles import Opening, with_roles
from recordings.voices.telling import tell_voices


def turns_by_voice(
    audio: Path, words: Sequence[Word], language: Language, opening: Opening | None = None
) -> tuple[Turn, ...]:
    """The turns of `words`, each with a guess at who said it, or without one. `audio` is a one-channel WAV file.

    Without `opening` voices are told apart, but not which of them is the administrator's.
    """
    spans = [Stretch(word.start, max(word.start, word.end)) for word in words]
    rate, sounds = spans_of(audio, spans)
    heard = [word_sound(span, voiced_frames(sound, rate)) for span, sound in zip(spans, sounds, strict=True)]
    told = tell_voices(heard)
    guesses = [Guess(voice=one.voice, confidence=one.confidence) if one else None for one in told]
    turns = turns_of_voices(words, guesses, language)
    return turns if opening is None else with_roles(turns, opening)

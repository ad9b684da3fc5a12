"""From the words of two sides to the turns of a conversation. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from callcenter.kit.languages import Language
from recordings.transcript import Guess, Speaker, Turn, Word

BREAK_S = 0.8
"""A pause this long ends an utterance. Pauses inside a sentence of telephone speech are mostly under half a second."""

SAME_TURN_S = 2.0
"""Utterances of one side with a pause up to this between them, and nobody else in it, are one turn."""


def turns_of(words: Mapping[Speaker, Sequence[Word]], language: Language) -> tuple[Turn, ...]:
    """The turns in the order of their starts. Turns of the two sides may overlap: that is an interruption."""
    utterances = sorted(
        chain.from_iterable(
            ((speaker, utterance) for utterance in _utterances(said)) for speaker, said in words.items()
        ),
        key=lambda one: (one[1][0].start, one[0]),
    )
    turns: list[tuple[Speaker, list[Word]]] = []
    for speaker, utterance in utterances:
        last = turns[-1] if turns else None
        if last and last[0] is speaker and utterance[0].start - last[1][-1].end <= SAME_TURN_S:
            last[1].extend(utterance)
        else:
            turns.append((speaker, list(utterance)))
    return tuple(_turn(speaker, said, language) for speaker, said in turns)


def turns_of_voices(words: Sequence[Word], voices: Sequence[Guess | None], language: Language) -> tuple[Turn, ...]:
    """The turns of a side that holds both voices; `voices` guesses at each word's.

    All are written down as the patient's, as Sides.MONO says; what is known of the voice stands in the turn's guess.
    """
    groups: list[list[tuple[Word, Guess | None]]] = []
    for word, guess in zip(words, voices, strict=True):
        last = groups[-1][-1] if groups else None
        same_voice = last is not None and (last[1] and last[1].voice) == (guess and guess.voice)
        if last and same_voice and word.start - last[0].end <= SAME_TURN_S:
            groups[-1].append((word, guess))
        else:
            groups.append([(word, guess)])
    return tuple(_guessed_turn(group, language) for group in groups)


def _guessed_turn(said: Sequence[tuple[Word, Guess | None]], language: Language) -> Turn:
    turn = _turn(Speaker.PATIENT, [word for word, _ in said], language)
    guesses = [guess for _, guess in said if guess]
    if not guesses:
        return turn
    confidence = sum(guess.confidence for guess in guesses) / len(guesses)
    return replace(turn, guess=replace(guesses[0], confidence=round(confidence, 2)))


def _utterances(words: Sequence[Word]) -> list[list[Word]]:
    """The words of one side, cut at its pauses."""
    if not words:
        return []
    parts = [[words[0]]]
    for before, word in pairwise(words):
        if word.start - before.end >= BREAK_S:
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _turn(speaker: Speaker, words: Sequence[Word], language: Language) -> Turn:
    space = "" if language is Language.ZH else " "
    return Turn(
        speaker=speaker,
        start=words[0].start,
        end=max(word.end for word in words),
        text=space.join(word.text for word in words),
        words=tuple(words),
    )

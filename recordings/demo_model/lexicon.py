"""How the voice pronounces each word of the vocabulary, in sentences and alone. Pure."""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recordings.demo_model.alignment import align
from recordings.demo_model.phrases import Phrases
from recordings.demo_model.product_phrases import speakable
from recordings.demo_model.talker import Matcher, Talker
from recordings.demo_model.voices import plain_voice, training_voice

_SENTENCES = 3000
_SALAD_SHARE = 0.25
_SEED = 3
_MOST_WAYS = 3
_RARE = 0.1
"""Ways heard less often than this share of the commonest are slips of the matching."""
_BY_HAND = 0.3
"""The weight of a way that the phrase file adds, as a share of the commonest."""


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """One way to say a word; `cost` is 0 for the commonest."""

    word: str
    phonemes: tuple[str, ...]
    cost: float


Heard = Mapping[str, Mapping[tuple[str, ...], int]]
"""By word, how often each way was heard."""


def gather(phrases: Phrases, talker: Talker, sentences: int = _SENTENCES) -> Heard:
    """Let the voice say sentences of the phrases, words in any order, and each word alone."""
    rng = random.Random(_SEED)
    heard: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    matcher = Matcher(talker, phrases.language)
    vocabulary = phrases.vocabulary()
    for _ in range(sentences):
        text = salad(vocabulary, rng) if rng.random() < _SALAD_SHARE else phrases.draw(rng)
        _listen(phrases, talker, matcher, text, rng, heard)
    for word in vocabulary:
        if word not in heard:
            _listen(phrases, talker, matcher, word, None, heard)
    return heard


def salad(vocabulary: Sequence[str], rng: random.Random) -> str:
    """Two to six words in any order."""
    return " ".join(rng.choice(vocabulary) for _ in range(rng.randint(2, 6)))


def _listen(
    phrases: Phrases,
    talker: Talker,
    matcher: Matcher,
    text: str,
    rng: random.Random | None,
    heard: dict[str, Counter[tuple[str, ...]]],
) -> None:
    """Count the pronunciations of one text, said by any voice, or without `rng` by the plain one."""
    text = speakable(text, phrases.language)
    voice = training_voice(phrases.language, rng) if rng else plain_voice(phrases.language)
    words = align(talker.speak(text, voice), text, phrases.language)[1]
    for word in matcher.match(words, phrases.words(text)) or ():
        heard[word.text][tuple(word.phonemes)] += 1


def pronunciations(
    heard: Heard, by_hand: Mapping[str, tuple[str, ...]], phonemes: Sequence[str]
) -> list[Pronunciation]:
    """The commonest ways of each word that a network which knows `phonemes` can hear."""
    known = set(phonemes)
    result: list[Pronunciation] = []
    for word in sorted(heard):
        counts = heard[word]
        most = max(counts.values())
        ways = [way for way in sorted(counts, key=lambda way: (-counts[way], way)) if counts[way] >= _RARE * most]
        ways = ways[:_MOST_WAYS]
        added = (tuple(way.split()) for way in by_hand.get(word, ()))
        ways += [way for way in added if way not in ways]
        for way in ways:
            if known.issuperset(way):
                share = max(counts.get(way, _BY_HAND * most), 1) / most
                result.append(Pronunciation(word, way, -0.5 * math.log(min(share, 1.0))))
    return result


def unheard_words(phrases: Phrases, heard: Heard, phonemes: Sequence[str]) -> list[str]:
    """Words of the phrases that a network which knows `phonemes` can hear in no way, not in one by hand either."""
    found = pronunciations(heard, phrases.pronunciations, phonemes)
    return sorted(set(phrases.vocabulary()) - {one.word for one in found})


def unheard_phonemes(heard: Heard, phonemes: Sequence[str]) -> set[str]:
    """Phonemes of common pronunciations that a network which knows `phonemes` was never taught."""
    commonest = (max(ways, key=lambda way: ways[way]) for ways in heard.values())
    return {phoneme for way in commonest for phoneme in way} - set(phonemes)

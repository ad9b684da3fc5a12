"""What a model is made to understand: sentences with slots, drawn at random, and the words that they hold. Pure."""

import hashlib
import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from callcenter.kit.languages import Language
from recordings.demo_model.spelling import words

_SLOT = re.compile(r"\{(\w+)\}")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")
_DRAWS_FOR_WORDS = 30_000

_ANSWERS = 0.15  # share of short answers to a robot among all draws
_TURNS = 0.55  # share of the product's own turns among the others; the rest are templates of a front desk
_PARTS_OF_TURN = 0.6
_TWO_TEMPLATES = 0.15
_NO_COMMAS = 0.35
_END_SIGN = 0.5
_PLAIN_YO = 0.15


@dataclass(frozen=True, slots=True)
class GoldenTurn:
    """A turn of the language's golden dialogue."""

    speaker: str
    """'administrator' or 'patient'."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Everything that a model's language is made from."""

    language: Language
    slots: Mapping[str, tuple[str, ...]]
    """By name, what may stand at `{name}`; an option may hold slots itself."""
    templates: tuple[str, ...]
    """The wider language of a front desk."""
    turns: tuple[str, ...] = ()
    """The product's own texts."""
    answers: tuple[str, ...] = ()
    """What is answered to a robot, each a whole utterance."""
    handwritten: tuple[str, ...] = ()
    """For the test only: the same words in sentences that building never sees."""
    unknown: tuple[str, ...] = ()
    """For the test only: sentences with words outside the vocabulary."""
    golden: tuple[GoldenTurn, ...] = ()
    """The dialogue of the language's golden test."""
    pronunciations: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Ways to say a word, in espeak-ng's phonemes, besides those that the voice itself uses."""
    compounds: frozenset[str] = frozenset()
    """Chinese words of several signs."""

    def words(self, text: str) -> list[str]:
        """Words of a text as this language's recogniser prints them."""
        return words(text, self.compounds)

    def draw(self, rng: random.Random) -> str:
        """One thing that somebody may say, as it is written for the voice."""
        if self.answers and rng.random() < _ANSWERS:
            return self._fill(rng.choice(self.answers), rng)
        if self.turns and rng.random() < _TURNS:
            return self._draw_turn(rng)
        return self._draw_template(rng)

    def vocabulary(self) -> list[str]:
        """Every word, sorted; the name of a slot is none."""
        if self.compounds:  # what is one word shows only in whole sentences
            rng = random.Random(0)
            return sorted({word for _ in range(_DRAWS_FOR_WORDS) for word in self.words(self.draw(rng))})
        return sorted({word for text in self._texts() for word in self.words(_SLOT.sub(" ", text))})

    def digest(self) -> str:
        """SHA-256 that changes when a sentence, a slot or a pronunciation does; sentences of the tests do not count."""
        parts = {
            "language": self.language.value,
            "slots": {name: list(options) for name, options in self.slots.items()},
            "templates": self.templates,
            "turns": self.turns,
            "answers": self.answers,
            "pronunciations": {word: list(ways) for word, ways in self.pronunciations.items()},
            "compounds": sorted(self.compounds),
        }
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def unknown_slots(self) -> set[str]:
        """Names in the texts for which there is no slot."""
        return {name for text in self._texts() for name in _SLOT.findall(text)} - self.slots.keys()

    def _texts(self) -> list[str]:
        options = [option for options in self.slots.values() for option in options]
        return [*options, *self.templates, *self.turns, *self.answers]

    def _draw_turn(self, rng: random.Random) -> str:
        sentences: Sequence[str] = _SENTENCE_END.split(self._fill(rng.choice(self.turns), rng))
        if len(sentences) > 1 and rng.random() < _PARTS_OF_TURN:
            first = rng.randrange(len(sentences))
            sentences = sentences[first : first + rng.choice([1, 1, 2, 3])]
        return ("" if self.language is Language.ZH else " ").join(sentences)

    def _draw_template(self, rng: random.Random) -> str:
        comma, ends = ("，", "。？！") if self.language is Language.ZH else (", ", ".?!")
        text = self._fill(rng.choice(self.templates), rng)
        if rng.random() < _TWO_TEMPLATES:
            text += comma + self._fill(rng.choice(self.templates), rng)
        if rng.random() < _NO_COMMAS:
            text = text.replace(",", "").replace("，", "")
        if rng.random() < _END_SIGN:
            text += rng.choice(ends)
        return text.replace("ё", "е") if rng.random() < _PLAIN_YO else text

    def _fill(self, text: str, rng: random.Random) -> str:
        while found := _SLOT.search(text):
            text = text[: found.start()] + rng.choice(self.slots[found.group(1)]) + text[found.end() :]
        return text

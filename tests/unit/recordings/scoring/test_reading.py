"""What utterances do is read fast, and just as the plain way to reckon it gives."""

import math

import numpy as np
import pytest

from callcenter.kit.languages import Language
from recordings.scoring.acts.features import features
from recordings.scoring.acts.model import ActModel
from recordings.scoring.acts.model_file import ADMINISTRATOR, PATIENT, load_model
from recordings.scoring.acts.pieces import pieces
from recordings.scoring.acts.reading import read_acts
from recordings.scoring.text import make_spoken

SAID = {
    "en": (
        "Good morning, Oak Dental, Anna speaking, how can I help you today?",
        "...",
        "I could do Friday at ten or Monday at half past three, which of the two would suit you better then",
    ),
    "ru": ("Здравствуйте! Клиника «Мирта», меня зовут Анна. Слушаю вас.", "Дорого. Я подумаю и перезвоню вам завтра."),
    "zh": ("您好，这里是康美口腔，请问有什么可以帮您？", "太贵了，我再考虑一下吧。"),
}


def _plainly(model: ActModel, words: tuple[str, ...], column: int) -> float:
    """The likelihood of one act in some words, reckoned number by number."""
    known = [model.rows[one] for one in features(words, spaced=model.spaced) if one in model.rows]
    total = math.fsum(float(model.weights[row][column]) for row in known)
    return 1 / (1 + math.exp(-(total / math.sqrt(max(1, len(known))) + float(model.bias[column]))))


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("side", [ADMINISTRATOR, PATIENT])
def test_the_fast_way_gives_what_the_plain_way_gives(language: str, side: str) -> None:
    model = load_model(Language(language), side)
    spoken = [make_spoken(text, language) for text in SAID[language]]
    scale = 1 if model.spaced else 2
    for said, acts in zip(spoken, read_acts(spoken, model), strict=True):
        own = pieces(len(said.words), signs_a_word=scale)
        assert set(acts) == (set(model.acts) if own else set())
        for column, act in enumerate(model.acts if own else ()):
            plain = [_plainly(model, said.words[piece.first : piece.end], column) for piece in own]
            assert acts[act].likelihood == pytest.approx(max(plain), abs=1e-4)
            place = int(np.argmax([round(value, 4) for value in plain]))
            likely = {
                said.match(piece.first, piece.end)
                for piece, value in zip(own, plain, strict=True)
                if value > plain[place] - 1e-3
            }
            assert acts[act].match in likely


def test_a_call_without_utterances_does_nothing() -> None:
    assert list(read_acts([], load_model(Language.EN, PATIENT))) == []

"""What a model's language is made from: drawing, vocabulary, and the hash that tells a changed text."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from callcenter.clinic.demo.load_natures import load_natures
from callcenter.kit.languages import Language
from recordings.demo_model.loader import FOLDER
from recordings.demo_model.phrases import Phrases
from recordings.demo_model.product_phrases import phrases_of
from tests.unit.recordings.demo_model.small import PHRASES

each_language = pytest.mark.parametrize(
    "language", [language for language in Language if (FOLDER / f"{language.value}.yaml").exists()]
)


def test_every_slot_is_filled_in() -> None:
    rng = random.Random(1)

    drawn = [PHRASES.draw(rng) for _ in range(200)]

    assert not [text for text in drawn if "{" in text]
    assert any("anna" in text for text in drawn)
    assert any("bob" in text for text in drawn)


def test_the_same_seed_draws_the_same_sentences() -> None:
    first, second = random.Random(3), random.Random(3)

    assert [PHRASES.draw(first) for _ in range(20)] == [PHRASES.draw(second) for _ in range(20)]


def test_the_vocabulary_has_every_word_once_and_no_names_of_slots() -> None:
    said = "hello good morning my name is how can i help you please wait anna bob"

    assert PHRASES.vocabulary() == sorted(said.split())


@pytest.mark.parametrize(
    "changed",
    [
        replace(PHRASES, turns=(*PHRASES.turns, "Goodbye.")),
        replace(PHRASES, templates=("hello {who}", "good evening")),
        replace(PHRASES, slots={**PHRASES.slots, "who": ("anna", "carl")}),
        replace(PHRASES, pronunciations={"anna": ("a n a",)}),
        replace(PHRASES, compounds=frozenset({"ab"})),
    ],
)
def test_a_changed_text_changes_the_hash(changed: Phrases) -> None:
    assert changed.digest() != PHRASES.digest()


def test_sentences_that_are_only_for_tests_do_not_change_the_hash() -> None:
    assert replace(PHRASES, handwritten=(), unknown=("a cat",)).digest() == PHRASES.digest()


@each_language
def test_every_slot_of_the_products_texts_has_values(language: Language) -> None:
    assert phrases_of(language).unknown_slots() == set()


@each_language
def test_test_sentences_use_known_words_where_they_should_and_unknown_ones_where_they_should(
    language: Language,
) -> None:
    phrases = phrases_of(language)
    known = set(phrases.vocabulary())

    golden = [turn.text for turn in phrases.golden]
    assert {word for text in (*phrases.handwritten, *golden) for word in phrases.words(text)} <= known
    assert [text for text in phrases.unknown if known.issuperset(phrases.words(text))] == []
    assert len(phrases.handwritten) >= 25
    assert len(phrases.unknown) >= 15
    assert {turn.speaker for turn in phrases.golden} == {"administrator", "patient"}


def test_short_answers_are_drawn_whole_and_their_words_are_known() -> None:
    answering = replace(PHRASES, answers=("yes. i {coming}",), slots={**PHRASES.slots, "coming": ("come", "drive")})
    rng = random.Random(1)

    drawn = Counter(answering.draw(rng) for _ in range(500))

    assert drawn["yes. i come"] + drawn["yes. i drive"] > 40
    assert {"come", "drive"} <= set(answering.vocabulary())
    assert answering.digest() != PHRASES.digest()


@each_language
def test_a_model_knows_every_word_that_patients_answer_to_robots(language: Language) -> None:
    phrases = phrases_of(language)
    known = set(phrases.vocabulary())
    said = {word for text in load_natures(language).texts() for word in phrases.words(text)}
    assert said <= known

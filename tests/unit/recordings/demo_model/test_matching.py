"""Which of a sentence's words the voice said when."""

from callcenter.kit.languages import Language
from recordings.demo_model.matching import match
from recordings.demo_model.speech import SpokenWord


def spoken(text: str, phonemes: str, start: float = 0.0) -> SpokenWord:
    names = phonemes.split()
    return SpokenWord(text, start, names, [start + 0.1 * place for place in range(len(names))])


def alone(word: str) -> list[str]:
    return {"the": ["D", "@"], "of": ["V", "v"], "来": ["l", "ai"], "你": ["n", "i"], "安": ["a", "n"]}[word]


def test_words_that_the_voice_parts_as_we_do_are_taken_as_they_are() -> None:
    said = [spoken("Да", "d a"), spoken("нет", "n; e t", 1.0)]

    found = match(said, ["да", "нет"], Language.RU, alone)

    assert found is not None
    assert [(word.text, word.start) for word in found] == [("да", 0.0), ("нет", 1.0)]


def test_neighbours_that_the_voice_says_as_one_word_are_parted() -> None:
    said = [spoken("in", "I n D @"), spoken("morning", "m O n", 1.0)]

    found = match(said, ["in", "the", "morning"], Language.EN, alone)

    assert found is not None
    assert [(word.text, " ".join(word.phonemes)) for word in found] == [
        ("in", "I n"),
        ("the", "D @"),
        ("morning", "m O n"),
    ]
    assert found[1].start == 0.2


def test_a_sentence_that_the_voice_reads_otherwise_is_given_up() -> None:
    assert match([spoken("сто", "s t o")], ["сто", "двадцать", "три", "и", "четыре"], Language.RU, alone) is None
    assert match([spoken("да", "d a"), spoken("ой", "o j")], ["да", "нет"], Language.RU, alone) is None


def test_a_chinese_word_of_the_voice_is_parted_into_signs() -> None:
    said = [spoken("大", "d a x au")]

    found = match(said, ["大", "好"], Language.ZH, alone)

    assert found is not None
    assert [(word.text, " ".join(word.phonemes)) for word in found] == [("大", "d a"), ("好", "x au")]


def test_a_nasal_between_two_chinese_vowels_goes_to_the_sign_that_begins_with_it() -> None:
    begins = match([spoken("来", "l ai n i")], ["来", "你"], Language.ZH, alone)
    ends = match([spoken("安", "a n a n")], ["安", "安"], Language.ZH, alone)

    assert begins is not None
    assert ends is not None
    assert [word.phonemes for word in begins] == [["l", "ai"], ["n", "i"]]
    assert [word.phonemes for word in ends] == [["a", "n"], ["a", "n"]]

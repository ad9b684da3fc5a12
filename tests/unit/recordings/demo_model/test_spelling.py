"""How texts fall into the words that a recogniser prints."""

from recordings.demo_model.spelling import joined_chinese, words


def test_words_are_small_letters_without_signs() -> None:
    assert words("Здравствуйте! Клиника «Ромашка», меня зовут Анна.") == [
        *("здравствуйте", "клиника", "ромашка"),
        *("меня", "зовут", "анна"),
    ]


def test_yo_is_written_as_ye_and_apostrophes_are_of_one_kind() -> None:
    assert words("Ещё п’ять") == ["еще", "п'ять"]


def test_a_word_with_a_hyphen_is_one_word_and_a_dash_is_none() -> None:
    assert words("кого-то — нет") == ["кого-то", "нет"]


def test_a_chinese_sentence_falls_into_the_longest_known_words() -> None:
    assert words("您好，下午好。", frozenset({"您好", "下午", "下午好"})) == ["您好", "下午好"]


def test_a_chinese_sign_that_is_in_no_word_stands_alone() -> None:
    assert words("我下午来", frozenset({"下午"})) == ["我", "下午", "来"]


def test_spaces_of_folded_lines_are_taken_out_between_chinese_signs_and_slots_only() -> None:
    assert joined_chinese("您好 {patient_name} 女士 a b") == "您好{patient_name}女士 a b"

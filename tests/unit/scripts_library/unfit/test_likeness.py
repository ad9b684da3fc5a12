"""What is said in other words belongs together; what is about something else does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts_library.unfit.likeness import groups_of, shortened

SAID = {
    "ru": (("А можно по страховке?", "Вы принимаете по страховке ДМС?", "можно ли по страховке"), "Где вас найти?"),
    "uk": (("А за страховкою можна?", "Ви приймаєте за страховкою?", "чи можна за страховкою"), "Де ви знаходитесь?"),
    "pl": (
        ("Czy można w ramach ubezpieczenia?", "przyjmujecie z ubezpieczenia?", "ubezpieczenie można?"),
        "Gdzie to jest?",
    ),
    "en": (("Do you take my insurance?", "is it covered by insurance", "Do you accept insurance?"), "Where are you?"),
    "zh": (("可以用医疗保险吗？", "医疗保险能用吗", "你们收医疗保险吗"), "你们在哪里？"),
}


@pytest.mark.parametrize("language", SAID)
def test_the_same_question_in_other_words_is_one_group(language: str) -> None:
    alike, other = SAID[language]
    groups = groups_of([*alike, other])
    assert sorted(groups[0]) == [0, 1, 2]
    assert groups[1:] == [[3]]


@given(st.lists(st.text(max_size=30), max_size=25))
def test_every_sentence_is_in_one_group_and_the_largest_comes_first(sentences: list[str]) -> None:
    groups = groups_of(sentences)
    assert sorted(place for group in groups for place in group) == list(range(len(sentences)))
    assert [len(group) for group in groups] == sorted((len(group) for group in groups), reverse=True)


def test_a_label_is_short_and_ends_with_a_whole_word() -> None:
    assert shortened("а можно по страховке?") == "А можно по страховке"
    assert shortened("you see my sister was with you last year and she said") == "You see my sister was with you last…"

"""Ukrainian 'у' and 'в' in a whole sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.spoken.euphony import euphonic_uk


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ви записані у понеділок, першого липня", "ви записані в понеділок, першого липня"),
        ("ви записані у вівторок", "ви записані у вівторок"),
        ("чекаємо на вас у середу", "чекаємо на вас у середу"),
        ("чекаємо на вас в середу", "чекаємо на вас у середу"),
        ("є місце у четвер", "є місце в четвер"),
        ("ви були у лікаря Остапа Бондаря", "ви були в лікаря Остапа Бондаря"),
        ("клініка у Львові", "клініка у Львові"),
        ("зустріч у Одесі", "зустріч у Одесі"),
        ("на все добре, у неділю зачинено", "на все добре, у неділю зачинено"),
        ("У понеділок зручно?", "У понеділок зручно?"),
        ("у п'ятницю або у суботу", "у п'ятницю або в суботу"),
    ],
)
def test_the_preposition_follows_the_sounds_around_it(written: str, said: str) -> None:
    assert euphonic_uk(written) == said


@given(text=st.text(alphabet="ауві бстлУВ,.", max_size=60))
def test_a_sentence_said_once_stays_as_it_is(text: str) -> None:
    said = euphonic_uk(text)
    assert len(said) == len(text)
    assert euphonic_uk(said) == said

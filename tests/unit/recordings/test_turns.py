"""Words of two sides become the turns of a conversation; nothing is lost and overlaps stay."""

from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.languages import Language
from recordings.transcript import Speaker, Word
from recordings.turns import turns_of

A, P = Speaker.ADMINISTRATOR, Speaker.PATIENT


def _said(*words: tuple[str, float, float]) -> tuple[Word, ...]:
    return tuple(Word(text=text, start=start, end=end) for text, start, end in words)


def _shown(words: dict[Speaker, tuple[Word, ...]], language: Language = Language.RU) -> list[str]:
    return [f"{turn.speaker[0]} {turn.start:g}-{turn.end:g} {turn.text}" for turn in turns_of(words, language)]


def test_two_people_in_turn() -> None:
    words = {A: _said(("добрый", 0, 0.4), ("день", 0.5, 0.9)), P: _said(("здравствуйте", 1.5, 2.2))}
    assert _shown(words) == ["a 0-0.9 добрый день", "p 1.5-2.2 здравствуйте"]


def test_an_interruption_stays_an_overlap() -> None:
    words = {A: _said(("позвольте", 0, 1), ("закончить", 1.1, 3)), P: _said(("нет", 2, 2.4))}
    assert _shown(words) == ["a 0-3 позвольте закончить", "p 2-2.4 нет"]


def test_a_pause_in_which_the_other_speaks_ends_a_turn() -> None:
    words = {A: _said(("раз", 0, 0.4), ("два", 2.0, 2.4)), P: _said(("да", 1, 1.2))}
    assert _shown(words) == ["a 0-0.4 раз", "p 1-1.2 да", "a 2-2.4 два"]


def test_a_short_pause_does_not_cut_a_turn_and_a_long_one_does() -> None:
    words = {A: _said(("раз", 0, 0.4), ("два", 1.5, 1.9), ("три", 10, 10.4)), P: ()}
    assert _shown(words) == ["a 0-1.9 раз два", "a 10-10.4 три"]


def test_chinese_is_written_without_spaces() -> None:
    assert _shown({P: _said(("你", 0, 0.2), ("好", 0.2, 0.4))}, Language.ZH) == ["p 0-0.4 你好"]


def test_silence_has_no_turns() -> None:
    assert turns_of({A: (), P: ()}, Language.EN) == ()


@st.composite
def _sides(draw: st.DrawFn) -> dict[Speaker, tuple[Word, ...]]:
    return {speaker: _spoken(draw) for speaker in Speaker}


def _spoken(draw: st.DrawFn) -> tuple[Word, ...]:
    at, words = 0.0, []
    for place, pause in enumerate(draw(st.lists(st.floats(0, 5), max_size=8))):
        words.append(Word(text=f"w{place}", start=at + pause, end=at + pause + 0.5))
        at = words[-1].end
    return tuple(words)


@given(sides=_sides())
def test_every_word_is_in_one_turn_of_its_speaker_and_turns_are_in_order(
    sides: dict[Speaker, tuple[Word, ...]],
) -> None:
    turns = turns_of(sides, Language.EN)
    for speaker, words in sides.items():
        kept = tuple(word for turn in turns if turn.speaker is speaker for word in turn.words)
        assert kept == words
    assert [turn.start for turn in turns] == sorted(turn.start for turn in turns)
    assert all(turn.text == " ".join(word.text for word in turn.words) for turn in turns)

"""The turns of a recording with both voices on one channel: guesses, and roles only by what is said."""

from dataclasses import replace
from pathlib import Path

import pytest

from callcenter.domain.calls import Direction
from callcenter.kit.languages import Language
from recordings.audio.spans import spans_of
from recordings.scoring.loader import load_rulebook
from recordings.stretch import Stretch
from recordings.transcript import Guess, Speaker, Turn, Word
from recordings.turns import turns_of_voices
from recordings.voices.roles import Opening, with_roles
from recordings.voices.service import turns_by_voice
from tests.support.two_voices import Pair, Speaking
from tests.unit.recordings.audio.sounds import tone, write

ONE, TWO = Guess(voice=1, confidence=0.95), Guess(voice=2, confidence=0.97)


@pytest.fixture(scope="module")
def opening() -> Opening:
    rulebook = load_rulebook()
    return Opening(pack=rulebook.pack_of(Language.EN), acts=rulebook.models_of(Language.EN).administrator)


def _words(text: str, start: float = 0.0) -> list[Word]:
    return [
        Word(text=word, start=start + 0.4 * place, end=start + 0.4 * place + 0.3)
        for place, word in enumerate(text.split())
    ]


def _turn(text: str, guess: Guess | None, start: float = 0.0) -> Turn:
    words = _words(text, start)
    return Turn(speaker=Speaker.PATIENT, start=start, end=words[-1].end, text=text, words=tuple(words), guess=guess)


def test_a_turn_ends_where_the_voice_changes_or_is_not_known() -> None:
    words = _words("hello romashka clinic good day yes")
    turns = turns_of_voices(words, [ONE, ONE, replace(ONE, confidence=1.0), None, TWO, TWO], Language.EN)
    assert [(turn.text, turn.guess and turn.guess.voice) for turn in turns] == [
        ("hello romashka clinic", 1),
        ("good", None),
        ("day yes", 2),
    ]
    assert turns[0].guess == Guess(voice=1, confidence=0.97)
    assert {turn.speaker for turn in turns} == {Speaker.PATIENT}


def _roles(
    turns: list[Turn], opening: Opening, *, clinic: str = "", direction: Direction = Direction.INBOUND
) -> list[str]:
    found = with_roles(turns, replace(opening, clinic=clinic, direction=direction))
    return ["?" if not turn.guess or not turn.guess.role else turn.guess.role.value for turn in found]


def test_who_answers_in_the_clinics_name_is_the_administrator(opening: Opening) -> None:
    turns = [
        _turn("good morning chamomile clinic how can i help", ONE),
        _turn("hello i have a toothache", TWO, 5.0),
        _turn("yes", None, 8.0),
        _turn("of course", ONE, 9.0),
    ]
    assert _roles(turns, opening, clinic="Chamomile") == ["administrator", "patient", "?", "administrator"]


@pytest.mark.parametrize(
    "said",
    [
        ["hello", "good morning is this chamomile clinic"],  # a caller who asks whether this is it
        ["good morning how can i help", "hello"],  # nobody names the clinic
        ["good morning chamomile clinic", "good morning chamomile clinic"],  # both do
    ],
)
def test_where_the_words_do_not_tell_nobody_is_called_the_administrator(opening: Opening, said: list[str]) -> None:
    turns = [_turn(said[0], ONE), _turn(said[1], TWO, 5.0)]
    assert _roles(turns, opening, clinic="Chamomile") == ["?", "?"]


def test_in_a_call_from_the_clinic_whoever_names_it_is_the_administrator(opening: Opening) -> None:
    turns = [_turn("hello", ONE), _turn("good morning this is chamomile clinic", TWO, 2.0)]
    assert _roles(turns, opening, clinic="Chamomile", direction=Direction.OUTBOUND) == ["patient", "administrator"]


def test_one_voice_alone_has_no_role(opening: Opening) -> None:
    assert _roles([_turn("good morning chamomile clinic", ONE)], opening, clinic="Chamomile") == ["?"]


def test_the_voices_of_a_file_are_told_apart_by_its_sound(tmp_path: Path, opening: Opening) -> None:
    speaking = Speaking()
    try:
        mono = speaking.dialogue(Pair.MIXED, 1)
    finally:
        speaking.close()
    file = write(tmp_path / "mono.wav", mono.samples.astype(float))
    turns = turns_by_voice(file, mono.words, Language.RU, opening)
    assert sum(len(turn.words) for turn in turns) == len(mono.words)
    assert {turn.guess.voice for turn in turns if turn.guess} == {1, 2}
    truth = dict(zip(mono.words, mono.speakers, strict=True))
    for voice in (1, 2):
        said = [truth[word] for turn in turns if turn.guess and turn.guess.voice == voice for word in turn.words]
        assert max(said.count(speaker) for speaker in Speaker) > 0.9 * len(said)


def test_words_whose_times_lie_beyond_the_end_of_the_file_are_nobodys(tmp_path: Path, opening: Opening) -> None:
    file = write(tmp_path / "short.wav", tone(440, 1.0))
    turns = turns_by_voice(file, _words("good morning chamomile clinic", start=0.5), Language.EN, opening)
    assert [turn.guess for turn in turns] == [None]
    _, spans = spans_of(file, [Stretch(0.9, 2.0), Stretch(5.0, 6.0), Stretch(-1.0, 0.1)])
    assert [len(span) for span in spans] == [800, 0, 800]

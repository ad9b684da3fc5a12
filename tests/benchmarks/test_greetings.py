"""Who took a call: 65 greetings a language, spoken by several voices on lines with noise, against what was thought.

Judged three ways: with a recogniser that makes no mistakes, with the demo model (which knows few of these words), and
by sound alone. `first` is the verdict with which the robot begins to speak, `in the end` what it knows after the
greeting. By whatever is heard, no machine is believed to be human in the end, and no human is taken for a machine.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from callcenter.kit.languages import Language
from callcenter.telephony.voice_port import Answerer, SoundFrame
from ivr.hearing.port import AllTold, Ready, Recognised, RecogniserNews, TimedWord
from ivr.speech.espeak import EspeakVoice
from recordings.model_shelf.model_store import ModelStore
from recordings.transcribe.live.engine import LiveVoskModel
from recordings.transcribe.live.hearing import Heard, Hearing
from recordings.transcribe.live.port import Piece
from tests.unit.ivr.hearing.greetings import KnowsNothing, KnowsTheWords, greetings_of, judge, table


class _DemoModel:
    """The live recogniser in this thread."""

    def __init__(self, model: LiveVoskModel) -> None:
        self._hearing = Hearing(model.recogniser)

    def open(self, language: Language, told: Callable[[RecogniserNews], None]) -> "_DemoModel":
        self._told = told
        told(Ready())
        return self

    def put(self, frame: SoundFrame) -> None:
        self._tell(self._hearing.take(Piece(frame.at, frame.rate, frame.samples)))

    def settle(self) -> None:
        self._tell(self._hearing.settle())
        self._told(AllTold())

    def close(self) -> None:
        """Nothing."""

    def _tell(self, heard: list[Heard]) -> None:
        for one in heard:
            words = tuple(TimedWord(word.text, word.start, word.end) for word in one.words)
            self._told(Recognised(words, is_final=one.is_final))


@pytest.fixture(scope="module")
def voice() -> Iterator[EspeakVoice]:
    voice = EspeakVoice()
    yield voice
    voice.close()


@pytest.mark.benchmark
@pytest.mark.parametrize("language", list(Language))
def test_no_machine_is_believed_human_and_no_human_taken_for_a_machine(language: Language, voice: EspeakVoice) -> None:
    found = ModelStore(Path("nowhere"), allow_demo=True).find(language)
    assert found is not None
    model = LiveVoskModel(found.path)
    greetings = greetings_of(language, voice)
    ways = {
        "all words known": [judge(one, language, KnowsTheWords(one.words)) for one in greetings],
        "demo model": [judge(one, language, _DemoModel(model)) for one in greetings],
        "sound alone": [judge(one, language, KnowsNothing()) for one in greetings],
    }
    wrong: dict[str, list[str]] = {}
    for name, judged in ways.items():
        hung_up = [one.greeting.text for one in judged if (one.greeting.who, one.last) == ("human", Answerer.MACHINE)]
        talked = [one.greeting.text for one in judged if (one.greeting.who, one.last) == ("machine", Answerer.HUMAN)]
        sys.stdout.write(f"\n{language.value}, {name}\n{table(judged)}\n")
        sys.stdout.write(
            f"  machines talked to as human {len(talked)} {talked}, humans hung up on {len(hung_up)} {hung_up}\n"
        )
        wrong[name] = talked + hung_up
    assert not any(wrong.values()), wrong

"""The recogniser's process as its parent sees it: messages without end, silence, and half an answer."""

import json
import sys
from pathlib import Path

import pytest

from callcenter.kit.languages import Language
from recordings.transcribe.port import ModelUnusableError, SpeechModel, TranscribeError
from recordings.transcribe.runner import VoskTranscriber
from recordings.transcribe.worker import Patience
from recordings.transcript import Speaker
from tests.unit.recordings.audio.sounds import tone, write

CHANNELS = {0: Speaker.PATIENT, 1: Speaker.ADMINISTRATOR}
SILENT: dict[str, list[object]] = {"words": [], "voices": []}
WORDS = {"sides": [SILENT, {"words": [{"word": "да", "start": 0.1, "end": 0.4, "conf": 1.0}], "voices": [[0.0, 0.5]]}]}
ANSWER = f"print({json.dumps(WORDS)!r})\n"
WAIT = "import signal; signal.pause()\n"
SHORT = Patience(start=2.0, quiet=0.2)


@pytest.fixture
def audio(tmp_path: Path) -> Path:
    return write(tmp_path / "call.wav", tone(440, 1), tone(1000, 1))


@pytest.fixture
def model(tmp_path: Path) -> SpeechModel:
    return SpeechModel(language=Language.RU, path=tmp_path, name="a-model")


def _recogniser(program: str, patience: Patience | None = None) -> VoskTranscriber:
    """One whose process runs `program`."""
    return VoskTranscriber(child=(sys.executable, "-c", program), patience=patience)


def test_a_recogniser_that_writes_a_megabyte_of_messages_still_gives_its_words(audio: Path, model: SpeechModel) -> None:
    flood = "import sys; sys.stderr.write('LOG (VoskAPI) ' * 80_000); sys.stderr.flush()\n"
    heard = _recogniser(flood + ANSWER).transcribe(audio, CHANNELS, model)
    assert [word.text for word in heard.words[Speaker.ADMINISTRATOR]] == ["да"]


def test_the_last_message_says_why_a_model_cannot_be_used(audio: Path, model: SpeechModel) -> None:
    program = "import sys; sys.stderr.write('noise\\n' * 20_000); sys.exit('ERROR: no graph')"
    words = r"a-model cannot be used \(ERROR: no graph\); run `callcenter models pull ru`"
    with pytest.raises(ModelUnusableError, match=words):
        _recogniser(program).transcribe(audio, CHANNELS, model)


def test_a_model_that_crashes_the_recogniser_while_it_is_loaded_is_the_models_fault(
    audio: Path, model: SpeechModel
) -> None:
    with pytest.raises(ModelUnusableError, match=r"a-model cannot be used \(it crashes the recogniser: SIGABRT\)"):
        _recogniser("import os; os.abort()").transcribe(audio, CHANNELS, model)


def test_a_recogniser_that_gives_up_once_its_model_is_loaded_is_not_the_models_fault(
    audio: Path, model: SpeechModel
) -> None:
    program = "import sys; print('{\"done\": 0.0}', flush=True); sys.exit('odd sound')"
    with pytest.raises(TranscribeError, match=r"gave up on this recording \(odd sound\)") as told:
        _recogniser(program).transcribe(audio, CHANNELS, model)
    assert not isinstance(told.value, ModelUnusableError)


def test_a_recogniser_that_falls_silent_is_ended_and_counts_as_crashed(audio: Path, model: SpeechModel) -> None:
    told: list[float] = []
    program = "print('{\"done\": 0.5}', flush=True)\n" + WAIT
    with pytest.raises(TranscribeError, match=r"crashed twice on this recording \(it hung, and was ended\)"):
        _recogniser(program, SHORT).transcribe(audio, CHANNELS, model, told.append)
    assert told == [0.5, 0.5]


def test_a_recogniser_that_never_says_anything_is_ended(audio: Path, model: SpeechModel) -> None:
    with pytest.raises(TranscribeError, match="it hung"):
        _recogniser(WAIT, Patience(start=0.1)).transcribe(audio, CHANNELS, model)


def test_a_recogniser_that_says_it_goes_on_for_ever_is_ended(audio: Path, model: SpeechModel) -> None:
    program = "while True: print('{\"done\": 0.5}', flush=True)"
    with pytest.raises(TranscribeError, match="it hung"):
        _recogniser(program, Patience(start=0.3, share=0.1)).transcribe(audio, CHANNELS, model)


def test_a_recogniser_that_closes_its_output_and_stays_is_ended(audio: Path, model: SpeechModel) -> None:
    program = "import os; os.close(1)\n" + WAIT
    with pytest.raises(TranscribeError, match="it hung"):
        _recogniser(program, SHORT).transcribe(audio, CHANNELS, model)


def test_one_hang_costs_nothing_but_time(audio: Path, model: SpeechModel, tmp_path: Path) -> None:
    mark = tmp_path / "tried"
    first = f"import pathlib; mark = pathlib.Path({str(mark)!r})\nif not mark.exists():\n    mark.touch()\n"
    program = first + "    " + WAIT + ANSWER
    heard = _recogniser(program, SHORT).transcribe(audio, CHANNELS, model)
    assert [word.text for word in heard.words[Speaker.ADMINISTRATOR]] == ["да"]


def test_half_an_answer_of_a_killed_recogniser_is_a_crash(audio: Path, model: SpeechModel) -> None:
    program = "import os; print('{\"done\": 0}\\n{\"sides\": [[', end='', flush=True); os.kill(os.getpid(), 9)"
    with pytest.raises(
        TranscribeError, match="the recogniser was killed twice, most likely because the machine has no memory left"
    ):
        _recogniser(program).transcribe(audio, CHANNELS, model)


def test_a_recogniser_is_gone_when_its_progress_could_not_be_told(audio: Path, model: SpeechModel) -> None:
    def full_disk(share: float) -> None:
        raise OSError("disk full")

    program = "print('{\"done\": 0.5}', flush=True)\n" + WAIT
    with pytest.raises(OSError, match="disk full"):
        _recogniser(program).transcribe(audio, CHANNELS, model, full_disk)

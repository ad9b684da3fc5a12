"""Bad and odd sound through the product's own way: what is written down, and what the page says of it."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from recordings.audio.errors import AudioError
from recordings.model_shelf.model_store import SHIPPED, ModelStore
from recordings.recording import RecordingState, SoundFault
from recordings.transcribe.music_words import without_music
from recordings.transcribe.port import Transcriber
from recordings.transcribe.runner import VoskTranscriber
from recordings.transcript import Speaker
from tests.unit.recordings.audio.sounds import forget_sizes, music, resampled, tone, write
from tests.unit.recordings.transcribe.heard_calls import Way, product_ears, sides_of, spoken_words
from tests.unit.recordings.transcribe.spoken_call import RATE, SpokenCall, speak_call

PATIENT, ADMINISTRATOR = Speaker.PATIENT, Speaker.ADMINISTRATOR
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # nothing here is about databases


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> SpokenCall:
    return speak_call(tmp_path_factory.mktemp("spoken"))


@pytest.fixture(scope="module")
def ears() -> Iterator[Transcriber]:
    with product_ears() as ears:
        yield ears


@pytest.fixture
def way(database: Database, tmp_path: Path, ears: Transcriber) -> Way:
    return Way(database, tmp_path, ears)


@pytest.mark.parametrize("subtype", ["PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ALAW", "ULAW", "IMA_ADPCM", "MS_ADPCM"])
def test_every_form_of_wav_gives_the_same_words_at_the_same_times(
    way: Way, spoken: SpokenCall, tmp_path: Path, subtype: str
) -> None:
    heard = way.take(write(tmp_path / "call.wav", *sides_of(spoken), subtype=subtype))
    for side in Speaker:
        assert heard.words(side) == spoken_words(spoken, side)
        assert heard.starts(side) == pytest.approx(spoken.starts[side], abs=0.1)
    assert heard.faults == []


def test_sound_in_8_bits_is_written_down_as_far_as_it_goes_with_what_to_write_instead(
    way: Way, spoken: SpokenCall, tmp_path: Path
) -> None:
    heard = way.take(write(tmp_path / "call.wav", *sides_of(spoken), subtype="PCM_U8"))
    for side in Speaker:
        truth = spoken_words(spoken, side)
        assert len(set(heard.words(side)) & set(truth)) > len(set(truth)) / 2
    assert heard.faults == [SoundFault.COARSE]
    assert "coarser than a telephone, so words may be wrong. Let it be written in 16 bits" in heard.advice


@pytest.mark.parametrize("rate", [11025, 16000, 22050, 32000, 44100, 48000, 96000])
def test_other_rates_keep_the_times_of_the_words(way: Way, spoken: SpokenCall, tmp_path: Path, rate: int) -> None:
    sides = [resampled(side, RATE, rate) for side in sides_of(spoken)]
    heard = way.take(write(tmp_path / "call.wav", *sides, rate=rate))
    for side in Speaker:
        assert heard.words(side) == spoken_words(spoken, side)
        assert heard.starts(side) == pytest.approx(spoken.starts[side], abs=0.1)


def test_a_rate_below_the_telephones_is_refused_with_the_rates_that_will_do(way: Way, tmp_path: Path) -> None:
    given = write(tmp_path / "call.wav", tone(440, 1, 4000), rate=4000)
    with pytest.raises(AudioError, match=r"call\.wav has 4000 samples a second; give 8000 to 48000"):
        way.take(given)


def test_a_file_that_is_cut_off_is_written_down_to_the_cut_and_said_to_break_off(
    way: Way, spoken: SpokenCall, tmp_path: Path
) -> None:
    whole = spoken.path.read_bytes()
    cut = tmp_path / "cut.wav"
    cut.write_bytes(whole[: len(whole) * 6 // 10])
    heard = way.take(cut)
    words = heard.words(ADMINISTRATOR)
    assert 0 < len(words) < len(spoken_words(spoken, ADMINISTRATOR))
    assert words == spoken_words(spoken, ADMINISTRATOR)[: len(words)]
    assert heard.faults == [SoundFault.CUT_OFF]
    assert "breaks off before its end. Check that the disk of the exchange has room" in heard.advice
    assert "cut.wav is cut off: it should last 0:1" in heard.advice


def test_a_file_of_a_killed_exchange_is_written_down_whole(way: Way, spoken: SpokenCall, tmp_path: Path) -> None:
    heard = way.take(forget_sizes(Path(shutil.copy(spoken.path, tmp_path / "killed.wav"))))
    assert heard.words(PATIENT) == spoken_words(spoken, PATIENT)
    assert heard.faults == []


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "is empty; the recorder wrote nothing, so check its disk"), (b"RIFF\0\0\0\0WAVE", "is not audio that can")],
)
def test_a_file_of_no_length_is_refused(way: Way, tmp_path: Path, content: bytes, words: str) -> None:
    given = tmp_path / "empty.wav"
    given.write_bytes(content)
    with pytest.raises(AudioError, match=words):
        way.take(given)


@pytest.mark.parametrize("noise", [0.0, 0.0003])
def test_silence_gives_no_words_and_is_said(way: Way, tmp_path: Path, noise: float) -> None:
    dice = np.random.default_rng(2)
    heard = way.take(write(tmp_path / "call.wav", *(dice.uniform(-1, 1, (2, 10 * RATE)) * noise)))
    assert heard.turns == ()
    assert heard.faults == [SoundFault.NOBODY_HEARD]
    assert "Check that the exchange records both sides" in heard.advice


def test_an_overdriven_side_is_written_down_as_far_as_it_goes_with_whose_gain_to_lower(
    way: Way, spoken: SpokenCall, tmp_path: Path
) -> None:
    patient, administrator = sides_of(spoken)
    loud = np.clip(administrator / np.abs(administrator).max() * 8, -1, 1)
    heard = way.take(write(tmp_path / "call.wav", patient, loud))
    assert heard.faults == [SoundFault.ADMINISTRATOR_OVERDRIVEN]
    assert "overdriven, so words may be wrong. Lower the microphone's volume" in heard.advice
    assert heard.words(PATIENT) == spoken_words(spoken, PATIENT)
    truth = spoken_words(spoken, ADMINISTRATOR)
    assert len(set(heard.words(ADMINISTRATOR)) & set(truth)) > len(set(truth)) / 2


@pytest.mark.parametrize("subtype", ["FLOAT", "PCM_16", "ALAW", "ULAW"])
def test_every_form_shows_that_it_is_overdriven(way: Way, spoken: SpokenCall, tmp_path: Path, subtype: str) -> None:
    patient, administrator = sides_of(spoken)
    loud = np.clip(patient * 8, -1, 1)
    assert (
        SoundFault.PATIENT_OVERDRIVEN
        in way.take(write(tmp_path / "c.wav", loud, administrator, subtype=subtype)).faults
    )
    mono = way.take(write(tmp_path / "m.wav", loud, subtype=subtype))
    assert mono.faults == [SoundFault.OVERDRIVEN, SoundFault.MONO]


def test_speech_as_loud_as_it_can_be_is_not_called_overdriven(way: Way, spoken: SpokenCall, tmp_path: Path) -> None:
    loud = [side / np.abs(side).max() for side in sides_of(spoken)]
    assert way.take(write(tmp_path / "call.wav", *loud)).faults == []


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("subtype", ["PCM_16", "ALAW"])
def test_music_gives_no_words_and_is_said(way: Way, tmp_path: Path, seed: int, subtype: str) -> None:
    sides = (music(25, seed), music(25, seed + 100))
    heard = way.take(write(tmp_path / "call.wav", *sides, subtype=subtype))
    assert heard.turns == ()
    assert heard.recording.state is RecordingState.TRANSCRIBED
    assert heard.faults == [SoundFault.NO_WORDS]
    assert "no words: music, tones or noise. Listen to it; where somebody does speak" in heard.advice


def test_words_before_and_after_hold_music_are_kept(way: Way, spoken: SpokenCall, tmp_path: Path) -> None:
    patient, administrator = sides_of(spoken)
    held = 20 * RATE
    heard = way.take(
        write(
            tmp_path / "call.wav",
            np.concatenate([patient, np.zeros(held), patient]),
            np.concatenate([administrator, music(20, 5), administrator]),
        )
    )
    for side in Speaker:
        assert heard.words(side) == spoken_words(spoken, side) * 2
    assert heard.faults == []


def test_no_word_of_a_voice_over_soft_music_or_over_a_whistle_on_the_line_is_left_out(
    way: Way, spoken: SpokenCall, tmp_path: Path
) -> None:
    patient, administrator = sides_of(spoken)
    seconds = len(patient) / RATE
    given = write(
        tmp_path / "call.wav", patient + tone(1000, seconds, level=0.02), administrator + 0.02 * music(seconds, 4)
    )
    model = ModelStore(tmp_path / "none", allow_demo=True).find(Language.RU)
    assert model is not None
    channels = {0: PATIENT, 1: ADMINISTRATOR}
    with closing(VoskTranscriber()) as vosk:
        heard = vosk.transcribe(given, channels, model)
    kept = without_music(given, channels, heard)
    for side in Speaker:
        truth = dict(zip(spoken.starts[side], spoken_words(spoken, side), strict=True))
        right = [
            word
            for word in heard.words[side]
            if any(abs(word.start - start) < 0.1 and truth[start] == word.text for start in truth)
        ]
        assert len(right) > len(truth) / 3
        assert set(right) <= set(kept.words[side])


def test_a_side_that_is_missing_is_silence_and_the_other_is_written_down(
    way: Way, spoken: SpokenCall, tmp_path: Path
) -> None:
    patient, _ = sides_of(spoken)
    heard = way.take(write(tmp_path / "call.wav", patient, np.zeros(len(patient))))
    assert heard.words(PATIENT) == spoken_words(spoken, PATIENT)
    assert heard.words(ADMINISTRATOR) == []
    assert heard.faults == [SoundFault.ADMINISTRATOR_SILENT]
    assert "Check the microphone of this operator's telephone." in heard.advice


@pytest.mark.parametrize("part", ["am/final.mdl", "graph/HCLG.fst", "conf/mfcc.conf"])
def test_a_broken_model_is_waited_for_with_what_to_do_and_the_sound_stays(
    way: Way, spoken: SpokenCall, part: str
) -> None:
    shutil.copytree(SHIPPED / "demo-ru", way.models / "ru")
    broken = way.models / "ru" / part
    broken.write_bytes(
        broken.read_bytes()[: broken.stat().st_size // 3] if part != "conf/mfcc.conf" else b"--nonsense=1\n"
    )
    heard = way.take(spoken.path)
    assert heard.recording.state is RecordingState.NO_MODEL
    assert heard.recording.problem.startswith("not transcribed: the model demo-ru")
    assert "run `callcenter models pull ru`" in heard.recording.problem
    assert way.recordings.audio_path(heard.recording).is_file()
    shutil.rmtree(way.models / "ru")
    way.recordings.writing.transcribe(heard.recording.id)
    assert way.recordings.transcript(heard.recording.id).turns


def test_a_model_that_lost_a_file_is_named_with_the_command_that_brings_it_back(way: Way, spoken: SpokenCall) -> None:
    shutil.copytree(SHIPPED / "demo-ru", way.models / "ru")
    (way.models / "ru" / "graph" / "HCLG.fst").unlink()
    problem = way.take(spoken.path).recording.problem
    assert "is not whole, graph/HCLG.fst is missing; run `callcenter models pull ru`" in problem


def test_a_model_of_another_language_is_refused_before_it_writes_nonsense(way: Way, spoken: SpokenCall) -> None:
    shutil.copytree(SHIPPED / "demo-ru", way.models / "pl", ignore=shutil.ignore_patterns("manifest.json"))
    heard = way.take(spoken.path, Language.PL)
    assert heard.recording.state is RecordingState.NO_MODEL
    assert "is for Russian; put one for Polish there, or run `callcenter models pull pl`" in heard.recording.problem

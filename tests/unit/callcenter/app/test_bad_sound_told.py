"""What is wrong with the sound of a file from outside is said by the commands that write it down."""

import json
from pathlib import Path

import numpy as np

from tests.support.commands import callcenter
from tests.unit.recordings.audio.sounds import read_kept, write

DIALOGUE = Path(__file__).parents[3] / "golden" / "transcripts" / "ru-dialogue.wav"
SILENT = "The patient's side is silent."
FAULTS = [{"fault": "patient_silent", "detail": ""}, {"fault": "coarse", "detail": ""}]


def test_transcribe_and_listen_say_that_a_side_is_silent_and_the_sound_coarse(tmp_path: Path) -> None:
    settings = {"CALLCENTER_DATA_DIR": str(tmp_path / "data"), "CALLCENTER_CLINIC_LANGUAGE": "ru"}
    samples, rate = read_kept(DIALOGUE)
    said = samples[: 4 * rate, 1]
    (tmp_path / "calls").mkdir()
    bad = write(tmp_path / "calls" / "bad.wav", np.zeros(len(said)), said, rate=rate, subtype="PCM_U8")
    one = callcenter("transcribe", str(bad), "--json", "--demo-model", settings=settings)
    assert json.loads(one.out)["sound"] == FAULTS
    assert f"{bad}: {SILENT}\n{bad}: The sound is written in 8 bits, coarser than a telephone" in one.err
    for written in (1, 0):  # a run that goes on says it again
        many = callcenter("transcribe", str(bad.parent), "--demo-model", settings=settings)
        assert many.out == f"{written} written, {1 - written} done before, 0 failed\n"
        assert f"{bad}: {SILENT}" in many.err
    heard = callcenter("listen", str(bad), "--demo-model", "--fast", settings=settings)
    assert heard.code == 0
    assert f"{bad}: {SILENT}" in heard.err

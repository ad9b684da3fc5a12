"""`callcenter transcribe` of a file with both voices on one channel."""

from pathlib import Path

import numpy as np

from tests.support.commands import callcenter
from tests.unit.recordings.audio.sounds import read_kept, write

DIALOGUE = Path(__file__).parents[3] / "golden" / "transcripts" / "ru-dialogue.wav"


def test_a_mono_file_names_no_side_and_voices_only_as_a_question(tmp_path: Path) -> None:
    samples, rate = read_kept(DIALOGUE)
    whole = np.tile(samples.sum(axis=1), 3)
    settings = {"CALLCENTER_DATA_DIR": str(tmp_path / "data"), "CALLCENTER_CLINIC_LANGUAGE": "ru"}
    ran = callcenter(
        "transcribe", str(write(tmp_path / "mono.wav", whole, rate=rate)), "--demo-model", settings=settings
    )
    assert ran.code == 0
    assert ran.err == "in Russian, with demo-ru 1, which understands synthetic voices only\n"
    who = {line[8:18].strip() for line in ran.out.splitlines()}
    assert who <= {"voice 1?", "voice 2?", "?"}
    assert {"voice 1?", "voice 2?"} <= who
    assert "Здравствуйте клиника ромашка" in ran.out
    assert "завтра в 10:30" in ran.out

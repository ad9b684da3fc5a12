"""A dialogue in the demo's voices, recognised side by side: the exact words, each where it was said."""

import json
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import vosk

ROOT = Path(__file__).parents[4]
DIALOGUES = sorted((ROOT / "tests/golden/transcripts").glob("*-dialogue.json"))
TOLERANCE_SECONDS = 0.1


@pytest.mark.parametrize("side", ["patient", "administrator"])
@pytest.mark.parametrize("truth_path", DIALOGUES, ids=lambda path: path.stem)
def test_each_side_is_heard_word_for_word_and_in_its_place(truth_path: Path, side: str) -> None:
    truth = json.loads(truth_path.read_text(encoding="utf-8"))
    sound = truth_path.with_suffix(".wav")
    model = ROOT / "recordings/demo_model/models" / f"demo-{truth['language']}"

    heard = recognise(model, sound, channel=list(truth["channels"].values()).index(side))

    said = truth["words"][side]
    assert [word["word"] for word in heard] == [word["word"] for word in said]
    starts = [word["start"] for word in heard]
    assert starts == pytest.approx([word["start"] for word in said], abs=TOLERANCE_SECONDS)


def test_there_is_a_dialogue_for_each_demo_model() -> None:
    models = {path.name.removeprefix("demo-") for path in (ROOT / "recordings/demo_model/models").glob("demo-*")}
    assert {path.name.removesuffix("-dialogue.json") for path in DIALOGUES} == models


def recognise(model: Path, sound: Path, *, channel: int) -> list[dict[str, Any]]:  # Vosk's own JSON
    vosk.SetLogLevel(-1)
    with wave.open(str(sound)) as file:
        rate = file.getframerate()
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, file.getnchannels())
    recogniser = vosk.KaldiRecognizer(vosk.Model(str(model)), rate)
    recogniser.SetWords(True)
    block = rate // 5
    found: list[dict[str, Any]] = []  # words as Vosk names them
    for at in range(0, len(samples), block):
        if recogniser.AcceptWaveform(np.ascontiguousarray(samples[at : at + block, channel]).tobytes()):
            found += json.loads(recogniser.Result()).get("result", [])
    return found + list(json.loads(recogniser.FinalResult()).get("result", []))

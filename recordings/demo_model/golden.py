"""The golden dialogue of a language: sound and truth for the product's tests."""

import json
import wave
from pathlib import Path

from ivr.speech.port import Speaker
from recordings.demo_model.demo_calls import SaidTurn
from recordings.demo_model.espeak import Espeak
from recordings.demo_model.features import RATE
from recordings.demo_model.phrases import Phrases
from recordings.demo_model.spoken_call import SIDES, SpokenCall, speak_call
from recordings.demo_model.voices import demo_voice

_SPEAKERS = {"administrator": Speaker.OPERATOR_FEMALE, "patient": Speaker.PATIENT_MALE}


def write_golden(espeak: Espeak, phrases: Phrases, folder: Path) -> Path:
    """Write <language>-dialogue.wav and .json; the path of the latter."""
    said = [SaidTurn(turn.speaker, _SPEAKERS[turn.speaker], turn.text) for turn in phrases.golden]
    call = speak_call(espeak, phrases, said)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{phrases.language.value}-dialogue.json"
    _write_wav(path.with_suffix(".wav"), call)
    truth = {
        "language": phrases.language.value,
        "about": "Synthetic speech of espeak-ng; word starts are the engine's own events: the truth to measure against",
        "engine": f"espeak-ng {espeak.version}",
        "rate": RATE,
        "seconds": round(call.seconds, 3),
        "channels": {"left": SIDES[0], "right": SIDES[1]},
        "voices": {side: demo_voice(phrases.language, speaker).name for side, speaker in _SPEAKERS.items()},
        "turns": [
            {"speaker": turn.side, "start": turn.start, "end": turn.end, "text": turn.text} for turn in call.turns
        ],
        "words": {side: [{"word": word.text, "start": word.start} for word in call.words[side]] for side in SIDES},
    }
    path.write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _write_wav(path: Path, call: SpokenCall) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(call.samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(call.samples.tobytes())

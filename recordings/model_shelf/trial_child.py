"""The process in which a model is tried: `python -m recordings.model_shelf.trial_child FOLDER PARENT`."""

import json
import sys

import numpy as np
import vosk

from callcenter.kit.parent_process import end_with_parent

_RATE = 8_000


def main(arguments: list[str]) -> int:
    """Load the model and listen to a second of hiss; exit code 0 where both went well."""
    folder, parent = arguments
    end_with_parent(int(parent))
    vosk.SetLogLevel(-1)
    try:
        recogniser = vosk.KaldiRecognizer(vosk.Model(folder), _RATE)
    except Exception as exc:  # noqa: BLE001 - the edge of this process; vosk raises bare Exceptions
        sys.stderr.write(f"{exc}\n")
        return 1
    recogniser.SetWords(True)
    hiss = np.random.default_rng(1).normal(0, 100, _RATE).astype("<i2")
    recogniser.AcceptWaveform(hiss.tobytes())
    json.loads(recogniser.FinalResult())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

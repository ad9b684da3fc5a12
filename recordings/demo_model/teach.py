"""A new network: speech made, network trained, written into the model's folder. The only step that needs torch."""

from importlib.metadata import version

from callcenter.kit.errors import CallCenterError
from recordings.demo_model.corpus import make
from recordings.demo_model.espeak import Espeak
from recordings.demo_model.manifest import BUILDER_VERSION
from recordings.demo_model.model_folder import ModelFolder
from recordings.demo_model.phrases import Phrases
from recordings.demo_model.talker import Report
from recordings.demo_model.training import train

_SEED = 7
_CHECKS = 250
_FEWEST = 300


def teach(
    phrases: Phrases, espeak: Espeak, folder: ModelFolder, report: Report, *, utterances: int, minutes: float
) -> None:
    """Train a network on `utterances` sentences for `minutes` and keep it in `folder`."""
    if utterances < _FEWEST:
        raise CallCenterError(f"{utterances} sentences are too few to train on; take at least {_FEWEST}")
    report(f"speaking {utterances} sentences")
    corpus = make(phrases, utterances, _SEED, espeak)
    check = make(phrases, _CHECKS, _SEED + 1, espeak)
    hours = round(corpus.seconds / 3600, 2)
    report(f"{hours} hours of speech; training for {minutes:g} minutes of CPU time")
    acoustic = train(corpus.utterances, check.utterances, minutes, report)
    facts = {
        "builder_version": BUILDER_VERSION,
        "hours_of_speech": hours,
        "utterances": utterances,
        "training_minutes_one_core": minutes,
        "frames_right": round(acoustic.frames_right, 4),
        "torch": version("torch"),
    }
    folder.write_network(acoustic, facts, corpus.sentences | check.sentences)

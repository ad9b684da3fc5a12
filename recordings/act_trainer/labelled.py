"""The labelled calls that the second opinion is formed on, as the rules hear them. Reads their files."""

from collections.abc import Iterator
from pathlib import Path

from recordings.act_trainer.opinion import LEARNED_FACTS, Hearing, LabelledCall
from recordings.scoring.engine import RULES
from recordings.scoring.evaluate.noise import add_noise
from recordings.scoring.facts import facts_of
from recordings.scoring.heard import make_view
from recordings.scoring.loader import load_models, load_pack
from recordings.scoring.opinion.features import call_features
from recordings.scoring.situation import Situation
from recordings.transcript import CallTranscript
from recordings.transcript_json import parse_transcript

SHIPPED = Path(__file__).parents[1] / "scoring" / "labelled"
_SEEDS = (0, 1)


def read_calls(folder: Path = SHIPPED) -> Iterator[CallTranscript]:
    """The calls of the folder."""
    for path in sorted(folder.rglob("*.json")):
        yield parse_transcript(path.read_text(encoding="utf-8"))


def labelled_calls(folder: Path = SHIPPED) -> Iterator[LabelledCall]:
    """Each labelled call of the folder, heard clean and twice as a recogniser hears."""
    for call in read_calls(folder):
        labels = call.extra.get("labels")
        if isinstance(labels, dict):
            heard = [call, *(add_noise(call, seed) for seed in _SEEDS)]
            named = {name: str(label) for name, label in labels.items()}
            facts = {name: str(call.extra[name]) for name in LEARNED_FACTS if name in call.extra}
            yield LabelledCall(call.id, named | facts, [_heard(one) for one in heard])


def _heard(call: CallTranscript) -> Hearing:
    view = make_view(call, load_pack(call.language), load_models(call.language))
    situation = Situation(view)
    findings = {name: rule(view, situation) for name, rule in RULES.items()}
    return Hearing(call_features(view, findings), findings, facts_of(view, situation))

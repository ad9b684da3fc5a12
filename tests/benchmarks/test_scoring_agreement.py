"""How well scoring agrees with labelled calls: `python -m tests.benchmarks.test_scoring_agreement FOLDER [--misses]`.

Prints F1 by criterion and language, and macro-F1 clean and noisy (five seeds). How long it takes: test_scoring_speed.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from callcenter.kit.languages import Language
from recordings.scoring.evaluate.agreement import Agreement, Judged, agreement, macro_f1
from recordings.scoring.evaluate.noise import add_noise
from recordings.scoring.loader import load_rulebook
from recordings.transcript import CallTranscript
from recordings.transcript_json import parse_transcript

_SEEDS = range(5)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _judge(call: CallTranscript) -> Judged:
    labels = call.extra.get("labels")
    card = load_rulebook().score(call)
    return Judged(
        call=call.id,
        labels={name: str(label) for name, label in labels.items()} if isinstance(labels, dict) else {},
        verdicts={name: finding.verdict for name, finding in card.findings.items()},
    )


def _agreements(calls: Sequence[CallTranscript]) -> list[Agreement]:
    judged = [_judge(call) for call in calls]
    measured = (agreement(criterion.id, judged) for criterion in load_rulebook().standard.criteria)
    return [item for item in measured if item is not None]


def main(arguments: Sequence[str]) -> None:
    """Print the tables for the folder given first."""
    folder = Path(arguments[0]) if arguments else Path(__file__).parents[1] / "fixtures" / "calls"
    calls = [parse_transcript(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    for item in _agreements(calls):
        values = "  ".join(f"{value} {f1:.2f}" for value, f1 in item.by_value.items())
        _say(f"{item.criterion:24} {item.f1:.3f}   {values}   unsure {item.unsure}")
        if "--misses" in arguments:
            for miss in item.misses:
                _say(f"    {miss}")
    for language in Language:
        own = [call for call in calls if call.language is language]
        if own:
            _say(f"{language}: macro-F1 {macro_f1(_agreements(own)):.3f}")
    noisy = [macro_f1(_agreements([add_noise(call, seed) for call in calls])) for seed in _SEEDS]
    _say(f"macro-F1 clean {macro_f1(_agreements(calls)):.3f}, noisy {min(noisy):.3f} to {max(noisy):.3f}")


@pytest.mark.benchmark
def test_print_how_well_scoring_agrees_with_labelled_calls() -> None:
    main([])


if __name__ == "__main__":
    main(sys.argv[1:])

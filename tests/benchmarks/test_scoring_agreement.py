"""How well scoring agrees with labelled calls: `python -m tests.benchmarks.test_scoring_agreement FOLDER [--misses]`.


Prints F1 by criterion and language, macro-F1 clean and noisy (five seeds), and the time of one 5-minute transcript.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from callcenter.kit.languages import Language
from recordings.scoring.engine import score_call
from recordings.scoring.loader import load_pack, load_standard
from recordings.transcript import CallTranscript
from recordings.transcript_json import parse_transcript
from recordings.scoring.evaluate.agreement import Agreement, Judged, agreement, macro_f1
from recordings.scoring.evaluate.noise import add_noise

_SEEDS = range(5)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _judge(call: CallTranscript) -> Judged:
    labels = call.extra.get("labels")
    card = score_call(call, load_standard(), load_pack(call.language))
    return Judged(
        call=call.id,
        labels={name: str(label) for name, label in labels.items()} if isinstance(labels, dict) else {},
        verdicts={name: finding.verdict for name, finding in card.findings.items()},
    )


def _agreements(calls: Sequence[CallTranscript]) -> list[Agreement]:
    judged = [_judge(call) for call in calls]
    measured = (agreement(criterion.id, judged) for criterion in load_standard().criteria)
    return [item for item in measured if item is not None]


def _milliseconds_for_five_minutes(call: CallTranscript) -> float:
    length = call.turns[-1].end + 1
    turns = [
        replace(turn, start=turn.start + shift * length, end=turn.end + shift * length)
        for shift in range(max(1, round(300 / length)))
        for turn in call.turns
    ]
    pack = load_pack(call.language)
    started = time.process_time()
    score_call(replace(call, turns=tuple(turns)), load_standard(), pack)
    return (time.process_time() - started) * 1000


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
            slowest = max(_milliseconds_for_five_minutes(call) for call in own)
            _say(f"{language}: macro-F1 {macro_f1(_agreements(own)):.3f}, 5-minute transcript {slowest:.1f} ms at most")
    noisy = [macro_f1(_agreements([add_noise(call, seed) for call in calls])) for seed in _SEEDS]
    _say(f"macro-F1 clean {macro_f1(_agreements(calls)):.3f}, noisy {min(noisy):.3f} to {max(noisy):.3f}")


@pytest.mark.benchmark
def test_print_how_well_scoring_agrees_with_labelled_calls() -> None:
    main([])


if __name__ == "__main__":
    main(sys.argv[1:])

"""How well scoring agrees with labelled calls: the measure, its intervals, damaged words, and the floor we keep."""

from dataclasses import replace
from pathlib import Path

import pytest

import recordings.scoring
from callcenter.kit.languages import Language
from recordings.scoring.card import Verdict
from recordings.scoring.engine import wholly_critical
from recordings.scoring.evaluate.agreement import Judged, agreement
from recordings.scoring.evaluate.intervals import interval
from recordings.scoring.evaluate.noise import add_noise
from recordings.scoring.evaluate.table import Compared, compare, figures, table
from recordings.scoring.loader import load_rulebook
from recordings.transcript import CallTranscript
from recordings.transcript_json import parse_transcript
from tests.unit.recordings.scoring.calls import call_of

UNSEEN = Path(__file__).parents[3] / "fixtures" / "calls_unseen"
LEARNED = Path(recordings.scoring.__file__).parent / "labelled"


def _calls(folder: Path) -> list[CallTranscript]:
    return [parse_transcript(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.json"))]


def _judged(*pairs: str) -> list[Judged]:
    return [
        Judged(call=str(number), labels={"greeting": label}, verdicts={"greeting": Verdict(said)})
        for number, (label, said) in enumerate(pair.split() for pair in pairs)
    ]


def test_values_that_occur_less_than_three_times_are_not_measured() -> None:
    found = agreement("greeting", _judged(*["pass pass"] * 3, *["fail pass"] * 2))
    assert found is not None
    assert set(found.by_value) == {"pass"}


def test_an_unsure_verdict_is_a_miss_and_no_false_alarm() -> None:
    found = agreement("greeting", _judged(*["pass pass"] * 3, "pass unsure", *["fail fail"] * 3))
    assert found is not None
    assert found.by_value == pytest.approx({"pass": 6 / 7, "fail": 1.0})
    assert found.unsure == 1


def test_an_interval_holds_its_figure_and_is_the_same_at_every_run() -> None:
    numbers = [float(number) for number in range(50)]
    ends = interval(numbers, lambda drawn: sum(drawn) / len(drawn))
    assert ends is not None
    assert ends[0] < 24.5 < ends[1]
    assert ends == interval(numbers, lambda drawn: sum(drawn) / len(drawn))


def test_nothing_has_no_interval() -> None:
    assert interval([], lambda _: 1.0) is None


def test_damage_takes_signs_and_about_the_share_of_words_that_it_is_told() -> None:
    words = " ".join(f"Word{number}," for number in range(1000))
    damaged = add_noise(call_of("en", f"A {words}"), seed=1).turns[0].text.split()
    assert "," not in "".join(damaged)
    assert 0.08 <= 1 - len(set(damaged) & {f"word{number}" for number in range(1000)}) / 1000 <= 0.16


def test_the_same_seed_damages_the_same_words() -> None:
    call = call_of("pl", "A Dzień dobry, tu rejestracja, w czym mogę pomóc?")
    assert add_noise(call, seed=4) == add_noise(call, seed=4)


@pytest.mark.parametrize(("seed", "least"), [(None, 0.80), (0, 0.78), (1, 0.78)])
def test_calls_that_nothing_was_learned_from_are_judged_as_well_as_we_measured(seed: int | None, least: float) -> None:
    rulebook = load_rulebook()
    calls = _calls(UNSEEN)
    compared = [compare(call, rulebook.score(call if seed is None else add_noise(call, seed))) for call in calls]
    found = figures(compared, [one.id for one in rulebook.standard.criteria], wholly_critical(rulebook.standard))
    assert len(calls) == 35
    assert found.macro_f1 >= least
    assert found.unsure <= 0.08


def test_no_critical_fail_of_the_calls_that_we_learned_from_is_missed() -> None:
    rulebook = load_rulebook()
    compared = [compare(call, rulebook.score(call)) for call in _calls(LEARNED)]
    assert figures(compared, ["triage"], wholly_critical(rulebook.standard)).critical_found >= 0.95


def test_the_table_names_criteria_languages_and_the_mean() -> None:
    rulebook = load_rulebook()
    compared = [compare(call, rulebook.score(call)) for call in _calls(UNSEEN)[:20]]
    lines = list(table(compared, ["greeting", "goodbye"], wholly_critical(rulebook.standard)))
    assert lines[0].split()[:3] == ["criterion", "F1", "95"]
    assert lines[1].startswith("greeting")
    assert any(line.startswith("macro-F1") for line in lines)


def test_the_clinics_standard_says_which_fails_must_not_be_missed() -> None:
    [judged] = _judged("fail pass")
    compared = [Compared(language=Language.EN, judged=judged, facts={})]
    assert figures(compared, ["greeting"], critical=["greeting"]).critical_found == 0.0
    assert figures(compared, ["greeting"], critical=["triage"]).critical_found == 1.0
    told = "critical fails found, as fail or unsure: 0 of 1 (0.00)"
    assert told in list(table(compared, ["greeting"], critical=["greeting"]))


def test_a_criterion_that_the_clinic_calls_not_critical_is_not_doubted_for_fear_of_a_miss() -> None:
    rulebook = load_rulebook()
    harmless = replace(
        rulebook.standard, criteria=tuple(replace(one, critical=False) for one in rulebook.standard.criteria)
    )
    cards = [replace(rulebook, standard=harmless).score(call) for call in _calls(LEARNED)]
    assert not any(found.rule.endswith(".doubt") for card in cards for found in card.findings.values())
    assert not any(card.critical for card in cards)

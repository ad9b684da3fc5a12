"""`callcenter score --evaluate`: labels that cannot be used are named, and too few of them measure nothing."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from callcenter.app.commands.score import score
from recordings.scoring import evaluate
from recordings.scoring.loader import learned_calls

UNSEEN = Path(__file__).parents[3] / "fixtures" / "calls_unseen"
LEARNED = Path(evaluate.__file__).parents[1] / "labelled"


def _evaluate(folder: Path, *more: str) -> Result:
    return CliRunner().invoke(score, ["--evaluate", str(folder), *more])


def _labelled(folder: Path, labels: object) -> None:
    call = json.loads((UNSEEN / "en-c03.json").read_text(encoding="utf-8"))
    (folder / "broken.json").write_text(json.dumps(call | {"labels": labels}), encoding="utf-8")


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (5, ["the field 'labels' is not an object"]),
        (["greeting"], ["the field 'labels' is not an object"]),
        (
            {"greeting": "maybe", "nonsense": "pass"},
            ["'labels.greeting' is \"maybe\"", "'labels.nonsense' names no criterion"],
        ),
        ({"greeting": None}, ["'labels.greeting' is null"]),
    ],
)
def test_broken_labels_are_told_with_their_file_and_field(tmp_path: Path, labels: object, said: list[str]) -> None:
    _labelled(tmp_path, labels)
    answer = _evaluate(tmp_path)
    assert answer.exit_code == 1
    assert answer.stdout == ""
    for text in said:
        assert any("broken.json: call " in line and text in line for line in answer.stderr.splitlines()), text


def test_one_call_is_too_few_to_measure(tmp_path: Path) -> None:
    shutil.copy(UNSEEN / "en-c03.json", tmp_path)
    answer = _evaluate(tmp_path)
    assert answer.exit_code == 1
    assert "too few calls to measure" in answer.stderr
    assert "macro-F1" not in answer.stdout


def test_the_rest_is_measured_beside_a_broken_call(tmp_path: Path) -> None:
    for file in sorted(UNSEEN.glob("en-*.json"))[:6]:
        shutil.copy(file, tmp_path)
    _labelled(tmp_path, 5)
    answer = _evaluate(tmp_path)
    assert answer.exit_code == 1
    assert "macro-F1" in answer.stdout


def test_noise_without_labelled_calls_is_a_usage_error() -> None:
    answer = CliRunner().invoke(score, ["--noise", "1", "-"], input="")
    assert answer.exit_code == 2
    assert "--noise belongs to --evaluate" in answer.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["x.json", "--again", "30"], "--again scores the calls that are kept"),
        (["--again", "30", "--json"], "--again scores the calls that are kept"),
        (["--again", "30", "--evaluate", str(UNSEEN)], "--again scores the calls that are kept"),
        (["--evaluate", str(UNSEEN), "x.json"], "--evaluate measures"),
        (["--evaluate", str(UNSEEN), "--json"], "--evaluate measures"),
    ],
)
def test_options_of_which_one_would_be_left_out_are_a_usage_error(options: list[str], said: str) -> None:
    answer = CliRunner().invoke(score, options)
    assert answer.exit_code == 2
    assert said in answer.stderr


def test_calls_that_the_second_opinion_was_formed_on_are_told(tmp_path: Path) -> None:
    for file in sorted(UNSEEN.glob("en-*.json"))[:6]:
        shutil.copy(file, tmp_path)
    assert "formed on" not in _evaluate(tmp_path).stdout
    for file in sorted(LEARNED.glob("en-*.json"))[:2]:
        shutil.copy(file, tmp_path)
    answer = _evaluate(tmp_path).stdout
    assert "2 of these calls the shipped second opinion was formed on" in answer
    assert "act_trainer evaluate cross-validates" in answer


def test_the_names_of_labelled_files_are_the_ids_of_their_calls() -> None:
    ids = {json.loads(file.read_text(encoding="utf-8"))["id"] for file in LEARNED.rglob("*.json")}
    assert ids == learned_calls()


def test_an_empty_list_is_told(tmp_path: Path) -> None:
    (tmp_path / "none.json").write_text("[]", encoding="utf-8")
    answer = CliRunner().invoke(score, [str(tmp_path / "none.json")])
    assert answer.exit_code == 1
    assert "the list is empty" in answer.stderr

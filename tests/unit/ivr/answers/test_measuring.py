"""How the parser is measured on phrases that were written apart, and that models and corpus belong together."""

import json
from pathlib import Path

import pytest

from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from ivr.answers.corpus import read_answers
from ivr.answers.freshness import stale_answer_models
from ivr.answers.model_file import AnswerModelError, load_models
from ivr.answers_trainer.evaluate import table, written_apart

_LINE = {"language": "ru", "asked": "confirm_visit", "keys": "", "now": "2026-11-23T18:20", "visits": []}


def test_phrases_written_apart_are_counted_by_question(tmp_path: Path) -> None:
    lines = [
        {**_LINE, "id": "ru-1", "text": "угу буду", "meaning": "keep"},
        {**_LINE, "id": "ru-2", "text": "угу буду", "meaning": "cancel"},
        {**_LINE, "id": "ru-3", "text": "перенесите на среду", "meaning": "move", "slots": {"weekday": 3}},
        {**_LINE, "id": "ru-4", "text": "перенесите на среду", "meaning": "move", "slots": {"weekday": 4}},
    ]
    (tmp_path / "ru.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    tried = written_apart(tmp_path)
    assert [one.is_right for one in tried[Language.RU]] == [True, False, True, False]
    total = list(table(tried))[-1].split()
    assert total[:4] == ["ru", "all", "4", "50.0%"]
    assert total[-2:] == ["1", "0"], "one visit was confirmed wrongly"


def test_the_shipped_models_are_of_the_shipped_corpus() -> None:
    assert list(stale_answer_models()) == []


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AnswerModelError, match="put the product's own file back"):
        load_models(Language.RU, tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("буду\n", "before the first head"),
        ("== perhaps\n", "'perhaps' means nothing here"),
        ("== keep\nбуду\nбуду\n", "in line 2 already"),
    ],
)
def test_a_mistake_in_the_corpus_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(ContentError, match=message):
        list(read_answers(text, Path("confirm_visit.txt")))

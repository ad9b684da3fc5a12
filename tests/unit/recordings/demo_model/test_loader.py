"""Phrase files: mistakes are named with file and line."""

from pathlib import Path

import pytest

from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from recordings.demo_model.loader import read_phrases

GOOD = """language: en
slots:
  day: monday|tuesday
  listed:
    - one
    - two, three
templates:
  - on {day}
handwritten:
  - on monday
golden:
  - administrator: Hello.
  - patient: Hi.
compounds:
  - ab|abc
"""


def written(folder: Path, text: str) -> Path:
    (folder / "en.yaml").write_text(text, encoding="utf-8")
    return folder


def test_choices_are_one_text_with_bars_or_a_list(tmp_path: Path) -> None:
    file = read_phrases(Language.EN, written(tmp_path, GOOD))

    assert file.slots == {"day": ("monday", "tuesday"), "listed": ("one", "two, three")}
    assert file.templates == ("on {day}",)
    assert [(turn.speaker, turn.text) for turn in file.golden] == [("administrator", "Hello."), ("patient", "Hi.")]
    assert file.compounds == {"ab", "abc"}


def test_a_file_of_another_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"en\.yaml:1: .*'en'"):
        read_phrases(Language.EN, written(tmp_path, GOOD.replace("language: en", "language: pl")))


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="'handwritten' is missing"):
        read_phrases(Language.EN, written(tmp_path, GOOD.replace("handwritten", "templates2")[:90]))

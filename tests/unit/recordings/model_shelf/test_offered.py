"""The table of official models, and what a mistake in it says."""

from pathlib import Path

import pytest

from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from recordings.model_shelf.errors import ModelError
from recordings.model_shelf.offered import ModelSize, load_offers

ROW = """
site: https://models.example/vosk/
models:
  - language: pl
    size: small
    name: vosk-model-small-pl-0.22
    bytes: 52979372
    licence: Apache-2.0
    sha256: c4cd16498ea544f446f9e9a55cbd602b71cfe5a2b6f2b0834d81e1b6fce15f0d
"""


def test_each_language_has_a_small_model_and_a_licence() -> None:
    offers = load_offers()
    for language in Language:
        assert offers.find(language, ModelSize.SMALL).is_exact
    assert {model.licence for model in offers.models} == {"Apache-2.0"}
    assert len({model.name for model in offers.models}) == len(offers.models)


def test_a_size_that_a_language_lacks_is_said_with_what_there_is() -> None:
    with pytest.raises(ModelError, match="there is no large model for Polish; there is: small"):
        load_offers().find(Language.PL, ModelSize.LARGE)


def test_a_table_is_read_with_its_site(tmp_path: Path) -> None:
    table = tmp_path / "offered.yaml"
    table.write_text(ROW, encoding="utf-8")
    offers = load_offers(table)
    assert offers.site == "https://models.example/vosk"
    assert offers.named("vosk-model-small-pl-0.22") == offers.models[0]
    assert offers.named("vosk-model-pl") is None


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("c4cd16", "C4CD16", "a sha256 has 64 digits"),
        ("language: pl", "language: de", "'de' is not a valid Language"),
        ("name: vosk", "name: ../vosk", "letters, digits, dots and dashes"),
        ("bytes: 52979372", "bytes: many", "a whole number is expected"),
        ("bytes: 52979372", "bytes: 1\n    about: 2", "either as bytes or as about"),
        ("licence: Apache-2.0", "license: MIT", "unknown field 'license'"),
    ],
)
def test_a_mistake_in_the_table_is_named_with_its_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    table = tmp_path / "offered.yaml"
    assert old in ROW
    table.write_text(ROW.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError, match=rf"offered\.yaml:\d+: .*({words})"):
        load_offers(table)

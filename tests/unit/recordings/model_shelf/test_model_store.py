"""Which speech model is used: the clinic's own, the demo's only in the demo, none is a normal answer."""

import json
from pathlib import Path

import pytest

from callcenter.kit.languages import Language
from recordings.model_shelf.model_store import SHIPPED, ModelStore
from recordings.transcribe.port import ModelUnusableError

PARTS = ("am/final.mdl", "conf/mfcc.conf", "graph/HCLG.fst")


def _model(folder: Path, parts: tuple[str, ...] = PARTS, **manifest: object) -> Path:
    for part in parts:
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        (folder / part).write_bytes(b"x")
    if manifest:
        (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def _store(folder: Path, *, demo: bool) -> ModelStore:
    return ModelStore(folder / "own", allow_demo=demo, shipped=folder / "shipped")


def test_no_model_is_a_normal_answer(tmp_path: Path) -> None:
    assert _store(tmp_path, demo=True).find(Language.UK) is None
    assert _store(tmp_path, demo=True).languages() == []


def test_the_clinics_own_model_comes_before_the_demo_model(tmp_path: Path) -> None:
    own = _model(tmp_path / "own" / "ru")
    _model(tmp_path / "shipped" / "demo-ru", name="demo-ru", version="1", demo=True, language="ru")
    found = _store(tmp_path, demo=True).find(Language.RU)
    assert found is not None
    assert found.path == own
    assert not found.is_demo


def test_the_demo_model_is_for_the_demo_only(tmp_path: Path) -> None:
    _model(tmp_path / "shipped" / "demo-ru", name="demo-ru", version="1", demo=True, language="ru")
    found = _store(tmp_path, demo=True).find(Language.RU)
    assert found is not None
    assert found.is_demo
    assert found.name == "demo-ru 1"
    assert _store(tmp_path, demo=False).find(Language.RU) is None


def test_a_demo_model_put_into_a_real_clinics_folder_counts_as_none(tmp_path: Path) -> None:
    _model(tmp_path / "own" / "ru", demo=True, language="ru")
    assert _store(tmp_path, demo=False).find(Language.RU) is None
    assert _store(tmp_path, demo=False).languages() == []
    assert _store(tmp_path, demo=True).languages() == [Language.RU]


def test_a_model_that_is_not_whole_is_named_with_what_is_missing(tmp_path: Path) -> None:
    _model(tmp_path / "own" / "ru", parts=PARTS[:2])
    with pytest.raises(ModelUnusableError, match=r"is not whole, graph/HCLG\.fst is missing"):
        _store(tmp_path, demo=False).find(Language.RU)
    assert _store(tmp_path, demo=False).languages() == []


def test_a_model_of_another_language_is_refused(tmp_path: Path) -> None:
    _model(tmp_path / "own" / "pl", language="uk")
    with pytest.raises(
        ModelUnusableError, match="is for Ukrainian; put one for Polish there, or run `callcenter models pull pl`"
    ):
        _store(tmp_path, demo=False).find(Language.PL)


def test_a_big_model_with_a_grammar_graph_is_whole_too(tmp_path: Path) -> None:
    _model(tmp_path / "own" / "en", parts=(*PARTS[:2], "graph/HCLr.fst"))
    assert _store(tmp_path, demo=False).languages() == [Language.EN]


@pytest.mark.parametrize("part", PARTS)
def test_a_model_with_an_empty_file_is_not_offered(tmp_path: Path, part: str) -> None:
    own = _model(tmp_path / "own" / "ru")
    (own / part).write_bytes(b"")
    store = _store(tmp_path, demo=False)
    with pytest.raises(ModelUnusableError, match=f"is not whole, {part} is missing"):
        store.find(Language.RU)
    assert store.languages() == []


@pytest.mark.parametrize("content", [b"[]", b"7", b"\xff\xfe", b'{"demo": tr', b"[" * 100_000, b""])
def test_a_model_whose_manifest_is_broken_is_said_to_be_broken_and_stops_nothing(
    tmp_path: Path, content: bytes
) -> None:
    own = _model(tmp_path / "own" / "ru")
    (own / "manifest.json").write_bytes(content)
    store = _store(tmp_path, demo=False)
    with pytest.raises(ModelUnusableError, match=r"manifest\.json .*; put a complete Vosk model there"):
        store.find(Language.RU)
    assert store.languages() == []


def test_a_model_that_says_nothing_of_itself_is_judged_by_its_words(tmp_path: Path) -> None:
    own = _model(tmp_path / "own" / "pl")
    (own / "graph" / "words.txt").write_bytes((SHIPPED / "demo-ru" / "graph" / "words.txt").read_bytes())
    with pytest.raises(ModelUnusableError, match="is for Russian; put one for Polish there"):
        _store(tmp_path, demo=False).find(Language.PL)


def test_a_link_to_a_model_is_followed_once(tmp_path: Path) -> None:
    lies = _model(tmp_path / "elsewhere")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "ru").symlink_to(lies)
    found = _store(tmp_path, demo=False).find(Language.RU)
    assert found is not None
    assert found.path == lies


def test_a_model_in_the_older_layout_is_whole_too(tmp_path: Path) -> None:
    _model(tmp_path / "own" / "en", parts=("final.mdl", "mfcc.conf", "HCLr.fst"))
    assert _store(tmp_path, demo=False).languages() == [Language.EN]

"""The language of a model, judged by the words that it knows."""

import struct
from pathlib import Path

import pytest

from callcenter.kit.languages import Language
from recordings.model_shelf.letters import ENOUGH_LETTERS, language_of
from recordings.model_shelf.model_store import SHIPPED
from recordings.model_shelf.vocabulary import language_of_model

WORDS = {
    Language.RU: "здравствуйте меня зовут записать завтра выходные этот объект съесть мыло",
    Language.UK: "вітаю мене звуть записати завтра вихідні її їхати ґанок єдність",
    Language.PL: "dzień dobry proszę zapisać mnie jutro później źle łóżko więc",
    Language.EN: "hello my name is please book me tomorrow later wrong bed therefore",
    Language.ZH: "您好我想预约明天上午看牙医可以吗谢谢再见请问多少钱",
}
ENOUGH = 40


@pytest.mark.parametrize("language", Language)
def test_each_language_is_told_by_its_letters(language: Language) -> None:
    assert language_of(f"{WORDS[language]} " * ENOUGH) is language


@pytest.mark.parametrize("language", Language)
def test_few_words_decide_nothing(language: Language) -> None:
    assert len(WORDS[language]) < ENOUGH_LETTERS
    assert language_of(WORDS[language]) is None


@pytest.mark.parametrize("words", ["", "1 2 3 " * 500, "слово дело вода " * 100, "ёї " * 500])
def test_words_that_do_not_decide_it_decide_nothing(words: str) -> None:
    assert language_of(words) is None


@pytest.mark.parametrize("folder", sorted(SHIPPED.glob("demo-*")), ids=lambda path: path.name)
def test_the_demo_models_are_told_apart(folder: Path) -> None:
    assert language_of_model(folder) == Language(folder.name.removeprefix("demo-"))


def test_the_words_inside_a_grammar_are_found(tmp_path: Path) -> None:
    """Small official models carry their words in the symbol table of Gr.fst: a length and the letters of each."""
    (tmp_path / "graph").mkdir()
    symbols = [f"{word}{place}".encode() for place in range(60) for word in WORDS[Language.UK].split()]
    table = b"".join(struct.pack("<i", len(word)) + word + struct.pack("<q", 7) for word in symbols)
    arcs = bytes((place * 37) % 251 for place in range(50_000))
    (tmp_path / "graph" / "Gr.fst").write_bytes(b"\xd6\xfdb~vector" + table + arcs)
    assert language_of_model(tmp_path) is Language.UK


def test_a_model_without_a_list_of_words_is_not_judged(tmp_path: Path) -> None:
    assert language_of_model(tmp_path) is None

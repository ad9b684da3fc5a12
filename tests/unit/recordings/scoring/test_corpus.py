"""The corpus's files: what they say, and mistakes in them with file and line."""

from pathlib import Path

import pytest

from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from recordings.scoring.acts.corpus import Example, read_corpus
from recordings.scoring.acts.freshness import LEAST_EXAMPLES, corpus_path
from recordings.scoring.acts.model_file import ADMINISTRATOR, SIDES
from recordings.scoring.acts.names import AdministratorAct, PatientAct

ACTS = ["greet", "thank", "other"]
PATH = Path("corpus.txt")


def _read(text: str) -> list[Example]:
    return list(read_corpus(text, PATH, ACTS))


def test_every_line_of_a_block_does_what_its_head_says() -> None:
    text = "# A comment.\n== greet thank\nHello, thanks!\n\nThanks, hello.\n== other\nHm.\n"
    assert [(example.text, set(example.acts)) for example in _read(text)] == [
        ("Hello, thanks!", {"greet", "thank"}),
        ("Thanks, hello.", {"greet", "thank"}),
        ("Hm.", {"other"}),
    ]


def test_a_near_miss_says_what_it_looks_like() -> None:
    (near, plain) = _read("# near greet\n== other\nHello is a song.\n== other\nHm.\n")
    assert near.near == {"greet"}
    assert plain.near == frozenset()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Hello\n", "corpus.txt:1: an utterance stands before the first head"),
        (
            "== greet\nHello\n== wave\nBye\n",
            "corpus.txt:3: 'wave' is no act of this side; acts are greet, other, thank",
        ),
        ("==\nHello\n", "corpus.txt:1: no act is named"),
        ("== greet\nHello\nHi\nHello\n", "corpus.txt:4: this utterance is there already, in line 2"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(ContentError, match=message):
        _read(text)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("language", Language)
def test_the_shipped_corpus_has_enough_of_every_act(language: Language, side: str) -> None:
    path = corpus_path(language, side)
    acts = [act.value for act in (AdministratorAct if side == ADMINISTRATOR else PatientAct)]
    examples = list(read_corpus(path.read_text(encoding="utf-8"), path, acts))
    short = {act: sum(act in example.acts for example in examples) for act in acts}
    assert not {act: found for act, found in short.items() if found < LEAST_EXAMPLES}
    assert all(any(act in example.near for example in examples) for act in acts if act not in _WITHOUT_NEAR_MISSES)


_WITHOUT_NEAR_MISSES = {"ack", "other", "yes", "no"}
"""Acts of what is left over: nothing looks like them and is something else."""

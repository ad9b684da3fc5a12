"""The shipped act models: they fit the corpus, know damaged words, and a broken file is told."""

from pathlib import Path
from shutil import copyfile

import numpy as np
import pytest

from callcenter.kit.languages import Language
from recordings.scoring.acts.freshness import SHIPPED, corpus_path, stale_act_models
from recordings.scoring.acts.model_file import (
    ADMINISTRATOR,
    PATIENT,
    ActModelError,
    load_model,
    model_path,
    save_model,
)
from recordings.scoring.text import make_spoken


def _likelihood(language: str, side: str, text: str, act: str) -> float:
    model = load_model(Language(language), side)
    words = make_spoken(text, language).words
    return float(model.likelihoods([words])[0][model.acts.index(act)])


def test_the_models_are_of_the_corpus_of_now() -> None:
    assert list(stale_act_models()) == []


@pytest.mark.parametrize(
    ("language", "side", "text", "act"),
    [
        ("en", ADMINISTRATOR, "good morning thanks for calling how may i help", "offer_help"),
        ("en", PATIENT, "its a bit too dear for me im afraid", "object_price"),
        ("ru", ADMINISTRATOR, "могу предложить завтра в десять или в четверг в шесть", "offer_times"),
        ("ru", PATIENT, "я подумаю и перезвоню", "object_think"),
        ("uk", ADMINISTRATOR, "звідки ви про нас дізналися", "ask_source"),
        ("uk", PATIENT, "скільки коштує чистка зубів", "ask_price"),
        ("pl", ADMINISTRATOR, "proszę zabrać dowód osobisty i przyjść dziesięć minut wcześniej", "prepare"),
        ("pl", PATIENT, "chciałabym się zapisać na wizytę", "request_visit"),
        ("zh", ADMINISTRATOR, "请问您贵姓", "ask_name"),
        ("zh", PATIENT, "太贵了我再考虑考虑", "object_price"),
    ],
)
def test_what_an_utterance_does_is_known(language: str, side: str, text: str, act: str) -> None:
    assert _likelihood(language, side, text, act) >= 0.5


def test_a_model_reads_back_as_it_was_written(tmp_path: Path) -> None:
    model = load_model(Language.EN, PATIENT)
    save_model(model, Language.EN, PATIENT, tmp_path)
    again = load_model(Language.EN, PATIENT, tmp_path)
    words = [make_spoken("how much is it please", "en").words]
    assert np.allclose(model.sums(words), again.sums(words), atol=0.05)


def test_a_broken_model_says_what_to_do(tmp_path: Path) -> None:
    model_path(Language.EN, PATIENT, tmp_path).write_bytes(b"not a model")
    with pytest.raises(ActModelError, match=r"en-patient.npz cannot be read .*; put the product's own file back"):
        load_model(Language.EN, PATIENT, tmp_path)


def test_a_changed_corpus_is_reported_with_the_command(tmp_path: Path) -> None:

    for path in SHIPPED.rglob("*.txt"):
        own = tmp_path / path.parent.name
        own.mkdir(exist_ok=True)
        copyfile(path, own / path.name)
    changed = corpus_path(Language.UK, ADMINISTRATOR, tmp_path)
    changed.write_text(
        changed.read_text(encoding="utf-8") + "== greet\nВітаннячко вам усім у хаті!\n", encoding="utf-8"
    )
    assert list(stale_act_models(tmp_path)) == [
        f"{changed}:1: the act model is of another corpus; run 'make act-models LANG=uk'"
    ]

"""A clinic's own standard and phrases: used before the shipped ones, and refused in words where they are broken."""

from pathlib import Path

import pytest

from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from recordings.scoring.card import Verdict
from recordings.scoring.loader import SHIPPED, load_pack, load_rulebook, load_standard
from recordings.transcript import CallTranscript, Speaker, Turn

GREETED = CallTranscript(
    id="c",
    language=Language.RU,
    turns=(Turn(speaker=Speaker.ADMINISTRATOR, start=0, end=2, text="салют клиника слушает"),),
)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "phrases").mkdir()
    return tmp_path


def _with_own_greeting(own: Path) -> None:
    text = (SHIPPED / "phrases" / "ru.yaml").read_text(encoding="utf-8")
    own_act = "administrator:\n  greet: |\n    салют\n"
    (own / "phrases" / "ru.yaml").write_text(text + own_act, encoding="utf-8")


def test_without_a_folder_of_its_own_a_clinic_has_the_shipped_standard(tmp_path: Path) -> None:
    for rulebook in (load_rulebook(), load_rulebook(tmp_path / "nowhere")):
        assert rulebook.standard is load_standard()
        assert rulebook.pack_of(Language.PL) is load_pack(Language.PL)


def test_a_clinics_own_greeting_counts_and_other_languages_stay_shipped(own: Path) -> None:
    assert load_rulebook().score(GREETED).findings["greeting"].verdict is Verdict.FAIL
    _with_own_greeting(own)
    rulebook = load_rulebook(own)
    assert rulebook.score(GREETED).findings["greeting"].verdict is Verdict.PASS
    assert rulebook.pack_of(Language.UK) is load_pack(Language.UK)


def test_a_clinics_own_weights_count(own: Path) -> None:
    text = (SHIPPED / "phone_standard.yaml").read_text(encoding="utf-8").replace("version: ", "version: 7")
    (own / "phone_standard.yaml").write_text(text, encoding="utf-8")
    card = load_rulebook(own).score(GREETED)
    assert str(card.standard_version).startswith("7")


def test_a_file_that_would_never_be_read_is_refused(own: Path) -> None:
    (own / "phrases" / "russian.yaml").write_text("id: x\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"russian.yaml:1: a file of this name is not read; here belong"):
        load_rulebook(own)


def test_a_broken_pattern_is_refused_with_its_line(own: Path) -> None:
    _with_own_greeting(own)
    file = own / "phrases" / "ru.yaml"
    lines = file.read_text(encoding="utf-8").replace("    салют\n", "    са(лют\n").splitlines()
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ContentError, match=rf"ru.yaml:{lines.index('    са(лют') + 1}: "):
        load_rulebook(own)


def test_a_criterion_that_is_there_twice_is_refused(own: Path) -> None:
    title = "{ru: а, uk: а, pl: a, en: a, zh: a}"
    criterion = f"  - {{id: greeting, stage: contact, weight: 1, title: {title}}}\n"
    (own / "phone_standard.yaml").write_text(f"id: own\nversion: 1\ncriteria:\n{criterion * 2}", encoding="utf-8")
    with pytest.raises(ContentError, match=r"phone_standard.yaml:5: the criterion 'greeting' is there twice"):
        load_rulebook(own)

"""`callcenter models add`: a model on a stick, as a folder or a zip file, for a machine without network."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from callcenter.app.commands.models import models
from callcenter.kit.languages import Language
from recordings.model_shelf.adding import add
from recordings.model_shelf.errors import ModelError
from recordings.model_shelf.model_store import SHIPPED, ModelStore
from recordings.model_shelf.offered import load_offers
from recordings.model_shelf.receipt import Receipt
from recordings.model_shelf.shelf import Shelf
from recordings.model_shelf.trial import Trial, try_model
from tests.support.model_site import zipped_model, zipped_shape
from tests.unit.recordings.model_shelf.world import NOW


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def _no_trial(folder: Path) -> None:
    pass


def _add(folder: Path, given: Path, language: Language | None = None, trial: Trial = _no_trial) -> Receipt:
    shelf = Shelf(folder / "models")
    return add(shelf, load_offers(), given, language, now=NOW, step=lambda clause: None, trial=trial)


def _real(stick: Path, name: str = "my-model") -> Path:
    shutil.copytree(SHIPPED / "demo-ru", stick / name, ignore=shutil.ignore_patterns("manifest.json"))
    return stick / name


def test_a_folder_is_copied_really_loaded_and_used(tmp_path: Path, stick: Path) -> None:
    receipt = _add(tmp_path, _real(stick), trial=try_model)
    assert (receipt.language, receipt.name, receipt.source) == (Language.RU, "my-model", "my-model")
    shutil.rmtree(stick)
    found = ModelStore(tmp_path / "models", allow_demo=False).find(Language.RU)
    assert found is not None
    assert found.name == "my-model"


def test_a_zip_file_is_unpacked_its_name_tells_the_language(tmp_path: Path, stick: Path) -> None:
    given = stick / "vosk-model-uk-v3.zip"
    given.write_bytes(zipped_shape("vosk-model-uk-v3"))
    receipt = _add(tmp_path, given)
    assert (receipt.language, receipt.checked) == (Language.UK, "brought as a file, nothing tells its checksum")


def test_an_official_file_is_compared_with_our_table(tmp_path: Path, stick: Path) -> None:
    given = stick / "vosk-model-small-pl-0.22.zip"
    given.write_bytes(zipped_shape("vosk-model-small-pl-0.22"))
    with pytest.raises(ModelError, match=r"pl-0\.22\.zip is not the official file of that name .* fetch it again"):
        _add(tmp_path, given)


def test_the_folder_around_a_model_will_do_too(tmp_path: Path, stick: Path) -> None:
    _real(stick)
    assert _add(tmp_path, stick).language is Language.RU


def test_a_model_that_does_not_tell_its_language_is_asked_about(tmp_path: Path, stick: Path) -> None:
    given = stick / "model.zip"
    given.write_bytes(zipped_shape("model"))
    with pytest.raises(ModelError, match=r"model\.zip does not tell its language; say it, such as --language pl"):
        _add(tmp_path, given)
    assert _add(tmp_path, given, Language.EN).language is Language.EN


def test_a_model_of_another_language_is_refused(tmp_path: Path, stick: Path) -> None:
    with pytest.raises(ModelError, match="words are Russian, not Polish; give the Polish model"):
        _add(tmp_path, _real(stick), Language.PL)


def test_a_demo_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="a demo model, which understands synthetic voices only"):
        _add(tmp_path, SHIPPED / "demo-ru")


def test_a_path_that_is_not_there_is_said(tmp_path: Path, stick: Path) -> None:
    with pytest.raises(ModelError, match=r"there is no .*nothing; check the path, and that the stick is plugged in"):
        _add(tmp_path, stick / "nothing")


def test_a_folder_without_a_model_is_said_with_what_is_missing(tmp_path: Path, stick: Path) -> None:
    with pytest.raises(ModelError, match=r"stick holds no whole Vosk model, am/final\.mdl is missing"):
        _add(tmp_path, stick)


def test_a_folder_with_two_models_is_not_guessed_at(tmp_path: Path, stick: Path) -> None:
    _real(stick, "one")
    _real(stick, "two")
    with pytest.raises(ModelError, match=r"stick holds 2 models \(one, two\); give the folder of one"):
        _add(tmp_path, stick)


def test_a_broken_model_is_refused_with_what_the_recogniser_says(tmp_path: Path, stick: Path) -> None:
    broken = _real(stick)
    final = broken / "am" / "final.mdl"
    final.write_bytes(final.read_bytes()[:1_000])
    with pytest.raises(ModelError, match=r"the model cannot be used \(.+\); fetch or copy it again"):
        _add(tmp_path, broken, trial=try_model)
    assert ModelStore(tmp_path / "models", allow_demo=False).find(Language.RU) is None


def test_a_model_that_crashes_the_recogniser_costs_one_process(tmp_path: Path) -> None:
    crash = (sys.executable, "-c", "import os; os.kill(os.getpid(), 11)")
    with pytest.raises(ModelError, match="it crashes the recogniser: SIGSEGV"):
        try_model(tmp_path, crash)


def test_a_model_that_never_loads_is_given_up(tmp_path: Path) -> None:
    waits = (sys.executable, "-c", "import signal; signal.pause()")
    with pytest.raises(ModelError, match="it did not load within 0 s"):
        try_model(tmp_path, waits, longest_s=0.3)


def test_a_zip_of_a_real_model_loads(tmp_path: Path, stick: Path) -> None:
    given = stick / "brought.zip"
    given.write_bytes(zipped_model("whatever"))
    assert _add(tmp_path, given, Language.RU, trial=try_model).name == "brought"


def _link(place: Path) -> None:
    secret = place.parents[3] / "secret"
    secret.write_text("nobody else's business")
    place.symlink_to(secret)


def _dead_link(place: Path) -> None:
    place.symlink_to("nowhere")


def _link_to_a_folder(place: Path) -> None:
    place.symlink_to("/usr")


@pytest.mark.parametrize("made", [_link, _dead_link, _link_to_a_folder])
def test_a_folder_with_links_is_refused_with_how_to_copy_it(
    tmp_path: Path, stick: Path, made: Callable[[Path], None]
) -> None:
    given = _real(stick)
    made(given / "graph" / "odd")
    with pytest.raises(ModelError, match=r"graph/odd in my-model is a link .*nothing was installed; .*cp -rL"):
        _add(tmp_path, given)
    assert ModelStore(tmp_path / "models", allow_demo=False).find(Language.RU) is None


def test_a_folder_with_a_pipe_is_refused_and_nobody_waits_for_it(tmp_path: Path, stick: Path) -> None:
    given = _real(stick)
    os.mkfifo(given / "manifest.json")
    with pytest.raises(ModelError, match=r"manifest\.json in my-model is neither a file nor a folder"):
        _add(tmp_path, given)


def test_a_pipe_instead_of_a_zip_file_is_refused(tmp_path: Path, stick: Path) -> None:
    os.mkfifo(stick / "model.zip")
    with pytest.raises(ModelError, match=r"model\.zip is neither a file nor a folder"):
        _add(tmp_path, stick / "model.zip", Language.RU)


def test_a_link_beside_the_model_is_not_followed(tmp_path: Path, stick: Path) -> None:
    (stick / "latest").symlink_to(_real(stick))
    assert _add(tmp_path, stick).name == "stick"


def test_the_help_says_that_a_zip_file_will_do() -> None:
    told = CliRunner().invoke(models, ["add", "--help"]).output
    assert "add [OPTIONS] PATH" in told
    assert "DIR" not in told

"""Links and '..' on the way to the models: what is in use is never deleted, nor what is not ours."""

from collections.abc import Callable
from pathlib import Path

import pytest

from callcenter.kit.languages import Language
from tests.support.model_site import zipped_shape
from tests.unit.recordings.model_shelf.world import FILE, NAME, Machine, offered


def _through_a_link(folder: Path) -> Path:
    (folder / "disk" / "models").mkdir(parents=True)
    (folder / "data").symlink_to(folder / "disk")
    return folder / "data" / "models"


def _the_folder_is_a_link(folder: Path) -> Path:
    (folder / "disk").mkdir()
    (folder / "models").symlink_to(folder / "disk")
    return folder / "models"


def _the_store_is_a_link(folder: Path) -> Path:
    (folder / "disk").mkdir()
    (folder / "models").mkdir()
    (folder / "models" / ".store").symlink_to(folder / "disk")
    return folder / "models"


def _up_and_down(folder: Path) -> Path:
    (folder / "data").mkdir()
    return folder / "data" / ".." / "models"


@pytest.mark.parametrize("place", [_through_a_link, _the_folder_is_a_link, _the_store_is_a_link, _up_and_down])
def test_a_second_pull_leaves_the_model_in_use_wherever_the_folder_lies(
    machine: Machine, tmp_path: Path, place: Callable[[Path], Path]
) -> None:
    machine.folder = place(tmp_path)
    machine.pull()
    machine.pull()
    assert machine.read("am/final.mdl") == b"x"
    assert machine.site.ranges() == [""], "it was there already"


@pytest.fixture
def foreign(machine: Machine, tmp_path: Path) -> Path:
    """A model that an administrator keeps elsewhere, and linked."""
    machine.put_by_hand()
    return (machine.folder / "ru").rename(tmp_path / "vosk-model-ru")


def test_a_pull_over_a_linked_model_of_somebody_else_replaces_the_link_only(machine: Machine, foreign: Path) -> None:
    (machine.folder / "ru").symlink_to(foreign)
    machine.pull()
    assert machine.read("am/final.mdl") == b"x"
    machine.pull()
    assert (foreign / "am" / "final.mdl").read_bytes() == b"old"


def test_a_linked_model_of_somebody_else_is_only_unlinked(machine: Machine, foreign: Path) -> None:
    (machine.folder / "ru").symlink_to(foreign)
    with machine.shelf.only_one(Language.RU):
        machine.shelf.take_away(Language.RU)
    assert machine.shelf.place(Language.RU) is None
    assert not (machine.folder / "ru").is_symlink()
    assert (foreign / "am" / "final.mdl").read_bytes() == b"old"


def test_a_model_of_ours_is_deleted_with_its_files(machine: Machine) -> None:
    machine.pull()
    with machine.shelf.only_one(Language.RU):
        machine.shelf.take_away(Language.RU)
    assert not [name for name in machine.left_over() if "final.mdl" in name]


def test_who_was_told_of_the_model_before_can_still_load_it(machine: Machine) -> None:
    machine.pull()
    told = machine.shelf.place(Language.RU)
    assert told is not None
    newer = zipped_shape(NAME, **{"am/final.mdl": b"newer"})
    machine.site.files[FILE] = newer
    (told / "installed.json").unlink()
    machine.pull(offered(newer))
    assert machine.read("am/final.mdl") == b"newer"
    assert (told / "am" / "final.mdl").read_bytes() == b"x"
    with machine.shelf.only_one(Language.RU):
        assert not told.exists()

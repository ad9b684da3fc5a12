"""What a built model says of itself."""

import hashlib
from pathlib import Path

from callcenter.kit.languages import Language
from recordings.demo_model.manifest import BUILDER_VERSION, manifest, readme
from tests.unit.recordings.demo_model.test_measures import figures
from tests.unit.recordings.demo_model.test_small_model import model


def test_the_manifest_holds_what_a_reader_must_know(tmp_path: Path) -> None:
    folder = model(tmp_path, "a", "ab")

    made = manifest(Language.PL, folder, figures(), "f" * 64, "espeak-ng 1.52.0")

    assert made["name"] == "demo-pl"
    assert made["demo"] is True
    assert made["phrases_sha256"] == "f" * 64
    assert made["vocabulary"] == 2
    assert made["size_bytes"] == sum(path.stat().st_size for path in folder.parts())
    assert made["files"] == {
        path.relative_to(tmp_path).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.parts()
    }
    assert BUILDER_VERSION in str(made["built"])


def test_the_readme_says_for_whom_the_model_is_not(tmp_path: Path) -> None:
    text = readme(Language.PL, model(tmp_path, "a"), figures())

    assert text.startswith("# demo-pl")
    assert "refused for real calls" in text
    assert "make demo-model LANG=pl" in text

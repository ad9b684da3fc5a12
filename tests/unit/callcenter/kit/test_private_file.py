"""What patients said is written for the owner of the file alone."""

from pathlib import Path

from callcenter.kit.private_file import open_private


def test_nobody_but_the_owner_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    with open_private(path) as file:
        file.write("слова")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text(encoding="utf-8") == "слова"


def test_a_file_that_everybody_could_read_is_written_anew_and_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("a longer text from before", encoding="utf-8")
    path.chmod(0o644)
    with open_private(path) as file:
        file.write("слова")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text(encoding="utf-8") == "слова"

"""A recording that is not in the language of the clinic: said on the spot, with what to do, and written down anew."""

import json
import shutil
from pathlib import Path

import pytest

from tests.support.commands import callcenter

POLISH = Path(__file__).parents[3] / "golden" / "transcripts" / "pl-dialogue.wav"
DOUBT = (
    f"{POLISH}: this is probably not Russian, so the words are wrong; --language uk|pl|en|zh writes it down in another "
    "one\n"
)


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """A demo clinic that speaks Russian."""
    return {
        "CALLCENTER_DATA_DIR": str(tmp_path / "data"),
        "CALLCENTER_CLINIC_LANGUAGE": "ru",
        "CALLCENTER_DEMO": "yes",
    }


def test_transcribe_doubts_the_language_and_names_the_others(settings: dict[str, str]) -> None:
    wrong = callcenter("transcribe", str(POLISH), "--json", settings=settings)
    assert wrong.code == 0
    assert wrong.err.endswith(DOUBT)
    assert json.loads(wrong.out)["other_language"] is True
    right = callcenter("transcribe", str(POLISH), "--json", "--language", "pl", settings=settings)
    assert "probably" not in right.err
    assert "other_language" not in json.loads(right.out)


def test_a_folder_names_at_the_end_what_is_probably_in_another_language(
    settings: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "calls"
    folder.mkdir()
    shutil.copy(POLISH, folder / "pl.wav")
    shutil.copy(POLISH.with_name("ru-dialogue.wav"), folder / "ru.wav")
    ran = callcenter("transcribe", str(folder), settings=settings)
    assert (ran.code, ran.out) == (0, "2 written, 0 done before, 0 failed\n")
    assert ran.err.count("probably") == 1
    assert ran.err.splitlines()[-1].startswith(f"{folder}/pl.wav: this is probably not Russian")
    again = callcenter("transcribe", str(folder), settings=settings)
    assert again.out == "0 written, 2 done before, 0 failed\n"
    assert again.err.splitlines()[-1] == ran.err.splitlines()[-1]


def test_listen_doubts_the_language_when_the_call_is_over(settings: dict[str, str]) -> None:
    ran = callcenter(
        "listen", str(POLISH.with_name("zh-dialogue.wav")), "--fast", "--language", "en", settings=settings
    )
    assert ran.code == 0
    assert "this is probably not English" in ran.err


def test_a_file_brought_again_in_its_language_is_written_down_anew(settings: dict[str, str]) -> None:
    callcenter("migrate", settings=settings)
    wrong = callcenter("ingest", str(POLISH), settings=settings)
    assert "  transcribed  " in wrong.out
    assert "Probably not Russian" in wrong.out
    assert wrong.err.endswith(DOUBT)
    right = callcenter("ingest", str(POLISH), "--language", "pl", settings=settings)
    assert right.out.split()[:2] == [wrong.out.split()[0], "scored"]
    assert "probably" not in right.out + right.err
    assert "boli mnie ząb" in callcenter("search", "zęby", settings=settings).out


def test_a_file_brought_again_in_the_language_that_was_doubted_is_scored_all_the_same(
    settings: dict[str, str],
) -> None:
    callcenter("migrate", settings=settings)
    callcenter("ingest", str(POLISH), settings=settings)
    again = callcenter("ingest", str(POLISH), "--language", "ru", settings=settings)
    assert again.out.split()[1] == "scored"


def test_the_owner_at_the_machine_has_any_recording_written_down_in_another_language(settings: dict[str, str]) -> None:
    callcenter("migrate", settings=settings)
    first = callcenter("ingest", str(POLISH), "--language", "pl", settings=settings)
    assert "  scored  " in first.out
    again = callcenter("ingest", str(POLISH), "--language", "uk", settings=settings)
    assert again.out.split()[0] == first.out.split()[0]
    assert "Probably not Ukrainian" in again.out

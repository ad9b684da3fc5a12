"""`callcenter listen`: the words of a file as if it were a call going on."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import ROOT, callcenter, environment
from tests.unit.recordings.audio.sounds import read_kept, tone, write

DIALOGUE = Path(__file__).parents[3] / "golden" / "transcripts" / "ru-dialogue.wav"


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    return {"CALLCENTER_DATA_DIR": str(tmp_path / "data"), "CALLCENTER_CLINIC_LANGUAGE": "ru"}


def test_a_call_is_printed_utterance_by_utterance(settings: dict[str, str]) -> None:
    ran = callcenter("listen", str(DIALOGUE), "--demo-model", "--fast", settings=settings)
    assert (ran.code, ran.err) == (0, "in Russian, with demo-ru 1, which understands synthetic voices only\n")
    lines = ran.out.splitlines()
    assert len(lines) == 6
    assert lines[0] == "  0:00  administrator  здравствуйте клиника ромашка меня зовут анна"
    assert lines[1] == "  0:04  patient        здравствуйте у меня болит зуб"


def test_a_call_on_one_channel_names_nobody(settings: dict[str, str], tmp_path: Path) -> None:
    samples, rate = read_kept(DIALOGUE)
    mono = write(tmp_path / "mono.wav", samples[: 7 * rate].sum(axis=1), rate=rate)
    ran = callcenter("listen", str(mono), "--demo-model", "--fast", settings=settings)
    assert ran.code == 0
    assert "patient" not in ran.out
    assert ran.out.startswith("  0:00  здравствуйте клиника ромашка")


def test_partials_are_printed_as_they_grow(settings: dict[str, str], tmp_path: Path) -> None:
    samples, rate = read_kept(DIALOGUE)
    short = write(tmp_path / "short.wav", samples[: 5 * rate, 0], samples[: 5 * rate, 1], rate=rate)
    ran = callcenter("listen", str(short), "--demo-model", "--partials", settings=settings)
    said = [line.split("administrator  ")[1] for line in ran.out.splitlines() if "administrator" in line]
    assert said[-1] == "здравствуйте клиника ромашка меня зовут анна"
    partials = [line.removesuffix(" …") for line in said if line.endswith(" …")]
    assert partials[0] == "здравствуйте"
    assert partials == sorted(partials, key=len)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--demo-model"], "is not there; check the path"),
        (["--language", "ru"], "call.wav: no speech model for Russian; run `callcenter models pull ru`"),
    ],
)
def test_what_cannot_be_listened_to_is_one_line_and_exit_code_1(
    settings: dict[str, str], tmp_path: Path, words: list[str], message: str
) -> None:
    file = tmp_path / "call.wav"
    if "--language" in words:
        write(file, tone(440, 1.0))
    ran = callcenter("listen", str(file), *words, settings=settings)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert message in ran.err


def test_a_killed_recogniser_is_told_with_its_side_and_what_it_cost(settings: dict[str, str], tmp_path: Path) -> None:
    samples, rate = read_kept(DIALOGUE)
    short = write(tmp_path / "short.wav", samples[: 6 * rate, 0], samples[: 6 * rate, 1], rate=rate)
    command = [sys.executable, "-c", "from callcenter.app.cli import main; main()", "listen", str(short)]
    with subprocess.Popen(
        [*command, "--demo-model", "--partials"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment({**settings, "PYTHONUNBUFFERED": "1"}),
    ) as listening:
        assert listening.stdout is not None
        assert listening.stdout.readline()  # the first words are on their way
        for child in _children(listening.pid):
            os.kill(child, signal.SIGKILL)
        _, err = listening.communicate(timeout=60)
    assert listening.returncode == 1
    assert re.search(
        r"the recogniser died on the administrator's side \(.*\): up to \d+ s are lost, and it goes on", err
    )


def _children(parent: int) -> list[int]:
    return [int(one) for file in Path(f"/proc/{parent}/task").glob("*/children") for one in file.read_text().split()]

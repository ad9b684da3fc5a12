"""A pull that is cut off from outside: kill -9 in the middle, a full disk. The command runs in a process of its own."""

import hashlib
import signal
import subprocess
import sys
import threading
from pathlib import Path

from callcenter.kit.languages import Language
from recordings.model_shelf.model_store import ModelStore
from tests.support.commands import ROOT, environment
from tests.support.model_site import FakeSite, Faults, zipped_model
from tests.unit.recordings.model_shelf.world import Machine


def _command(machine: Machine, *arguments: str, before: str = "") -> subprocess.Popen[str]:
    """`callcenter models ...` in a process of its own; the large Russian model, whose checksum the list tells."""
    machine.folder.mkdir(exist_ok=True)
    settings = {
        "CALLCENTER_DATA_DIR": str(machine.folder.parent / "data"),
        "CALLCENTER_MODELS_DIR": str(machine.folder),
        "CALLCENTER_MODELS_URL": machine.site.address,
    }
    program = f"{before}\nfrom callcenter.app.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", program, "models", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(settings),
    )


def _offer_large(site: FakeSite) -> bytes:
    content = zipped_model("vosk-model-ru-0.42")
    site.files["vosk-model-ru-0.42.zip"] = content
    site.offer_list(**{"vosk-model-ru-0.42": hashlib.md5(content, usedforsecurity=False).hexdigest()})
    return content


def test_after_kill_9_in_the_middle_the_next_pull_fetches_only_the_rest(machine: Machine) -> None:
    content = _offer_large(machine.site)
    machine.site.faults = Faults(hold_at=2_000_000)
    with _command(machine, "pull", "ru", "--size", "large") as killed:
        assert machine.site.reached.wait(60)
        part = machine.shelf.part("vosk-model-ru-0.42.zip")
        _until_it_has(part, 1_500_000)
        killed.send_signal(signal.SIGKILL)
    machine.site.held.set()
    assert not (machine.folder / "ru").exists()
    there = part.stat().st_size
    machine.site.faults = Faults()
    with _command(machine, "pull", "ru", "--size", "large") as again:
        out, err = again.communicate(timeout=120)
    assert again.returncode == 0, err
    assert machine.site.ranges()[-1] == f"bytes={there}-"
    assert out.startswith("vosk-model-ru-0.42 is in use for Russian (MD5 as in http://127.0.0.1:")
    assert there < len(content)
    assert ModelStore(machine.folder, allow_demo=False).languages() == [Language.RU]


def _until_it_has(part: Path, size: int) -> None:
    """Return as soon as another process has written so much."""
    looks = threading.Event()
    for _ in range(3_000):
        if part.exists() and part.stat().st_size >= size:
            return
        looks.wait(0.02)
    raise AssertionError(f"{part.name} does not grow")


def test_a_full_disk_is_said_and_nothing_half_is_installed(machine: Machine) -> None:
    machine.put_by_hand()
    _offer_large(machine.site)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))"
    with _command(machine, "pull", "ru", "--size", "large", before=limit) as full:
        out, err = full.communicate(timeout=120)
    assert full.returncode == 1
    assert "is full" in err
    assert "make room there, then run this again" in err
    assert out == ""
    assert machine.nothing_has_changed
    with _command(machine, "pull", "ru", "--size", "large") as again:
        _, err = again.communicate(timeout=120)
    assert again.returncode == 0, err
    assert machine.site.ranges()[-1].startswith("bytes=")

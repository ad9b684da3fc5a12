"""Install the system parts that tests need: `python -m tests.support.system` (part of `make test`).

As root on a machine with apt it installs Debian's Chromium and, where no server programs are found, PostgreSQL; a real
Asterisk is unpacked into a cache and needs no root. Whatever cannot be had is written down with its reason; the
tests that need it are skipped, and the run's last lines say so (tests/support/run_rules.py).
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.support.asterisk.apt import NotAvailableError
from tests.support.asterisk.install import cached as asterisk_cached
from tests.support.asterisk.install import install as install_asterisk
from tests.support.postgres import NoPostgresError, server_programs
from tests.support.run_rules import SYSTEM_PARTS

_UPDATE_S = 180
_INSTALL_S = 900
_QUIET = ("-qq", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=1")
_CREATE_CLUSTER = Path("/etc/postgresql-common/createcluster.conf")


@dataclass(frozen=True, slots=True)
class Part:
    """Something that tests need from the system."""

    name: str
    is_here: Callable[[], bool]
    install: Callable[[], None]
    """Raises NotAvailableError with the reason."""


def main() -> int:
    """Install what is missing; always 0: what cannot be had is a skipped test, not a broken command."""
    missing = []
    for part in PARTS:
        if part.is_here():
            continue
        sys.stdout.write(f"installing {part.name} for the tests ...\n")
        sys.stdout.flush()
        try:
            part.install()
        except NotAvailableError as error:
            sys.stdout.write(f"no {part.name}: {error}\n")
            missing.append(f"{part.name}: {error}")
    SYSTEM_PARTS.parent.mkdir(exist_ok=True)
    SYSTEM_PARTS.write_text("".join(f"{' '.join(line.split())}\n" for line in missing), encoding="utf-8")
    return 0


def _has_chromium() -> bool:
    return shutil.which("chromium") is not None and any(Path("/usr/lib").glob("*/libatomic.so.1"))


def _install_chromium() -> None:
    # Without recommended packages there is no font at all; DejaVu has Latin and Cyrillic, WenQuanYi has Chinese.
    # The program that drives it (Playwright's Node) needs libatomic, which a bare Debian lacks.
    _apt_install("chromium", "fonts-dejavu-core", "fonts-wqy-zenhei", "libatomic1")


def _has_postgres() -> bool:
    try:
        server_programs()
    except NoPostgresError:
        return False
    return True


def _install_postgres() -> None:
    if os.geteuid() == 0 and not _CREATE_CLUSTER.exists():
        # The package would make and start a server of its own; tests start theirs (tests/support/postgres.py).
        _CREATE_CLUSTER.parent.mkdir(exist_ok=True)
        _CREATE_CLUSTER.write_text("create_main_cluster = false\nstart_conf = manual\n", encoding="ascii")
    _apt_install("postgresql")


def _has_asterisk() -> bool:
    return asterisk_cached() is not None


def _install_asterisk() -> None:
    install_asterisk()


PARTS = (
    Part("Chromium", _has_chromium, _install_chromium),
    Part("PostgreSQL", _has_postgres, _install_postgres),
    Part("Asterisk", _has_asterisk, _install_asterisk),
)


FFMPEG = Part("ffmpeg", lambda: shutil.which("ffmpeg") is not None, lambda: _apt_install("ffmpeg"))
"""For one benchmark only: what we are compared with needs it."""


def bring(part: Part) -> None:
    """Install a part where it is missing; whoever cannot have it skips, with the reason."""
    if part.is_here():
        return
    try:
        part.install()
    except NotAvailableError as error:
        pytest.skip(f"no {part.name}: {error}")


def _apt_install(*packages: str) -> None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise NotAvailableError(f"install {' '.join(packages)} yourself: only root on a Debian machine may do it here")
    _read_package_lists()
    _twice(["apt-get", *_QUIET, "install", *packages], _INSTALL_S)


@cache
def _read_package_lists() -> None:
    _twice(["apt-get", "-qq", "-o", "Acquire::Retries=1", "update"], _UPDATE_S)


def _twice(command: Sequence[str], limit_s: int) -> None:
    """Run quietly; once more where it failed, because a mirror may be busy for a moment."""
    try:
        _run(command, limit_s)
    except NotAvailableError:
        _run(command, limit_s)


def _run(command: Sequence[str], limit_s: int) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "UCF_FORCE_CONFFOLD": "1", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=limit_s,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotAvailableError(f"{' '.join(command)} did not finish within {limit_s} s") from error
    if done.returncode != 0:
        raise NotAvailableError(f"{' '.join(command)} failed: {done.stderr.strip()[-300:]}")


if __name__ == "__main__":
    sys.exit(main())

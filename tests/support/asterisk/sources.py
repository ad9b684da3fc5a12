"""Where this machine gets its Debian packages from: read from apt's own files, both old and new writing."""

import re
from collections.abc import Iterator
from pathlib import Path

APT_FOLDER = Path("/etc/apt")
# A Debian archive's address ends in /debian; the security archive (/debian-security) has no unstable suite.
_ARCHIVE = re.compile(r"^(https?|mirror\+https?|file|copy|cdrom)://?\S*/debian/?$")
_ONE_LINE = re.compile(r"^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s")
_URIS = re.compile(r"^URIs:((?:.*)(?:\n[ \t]+.*)*)", re.MULTILINE | re.IGNORECASE)
_DISABLED = re.compile(r"^Enabled:\s*(no|false|0)\s*$", re.MULTILINE | re.IGNORECASE)


def debian_mirrors(folder: Path = APT_FOLDER) -> list[str]:
    """Addresses of Debian archives in apt's sources, in apt's order, each once. Empty if there is none."""
    found: dict[str, None] = {}
    for path in _source_files(folder):
        text = path.read_text(encoding="utf-8", errors="replace")
        for address in _deb822(text) if path.suffix == ".sources" else _one_line(text):
            if _ARCHIVE.match(address):
                found[address.rstrip("/")] = None
    return list(found)


def _source_files(folder: Path) -> list[Path]:
    parts = folder / "sources.list.d"
    main = [folder / "sources.list"] if (folder / "sources.list").is_file() else []
    return main + sorted(p for p in parts.glob("*") if p.suffix in {".list", ".sources"})


def _one_line(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if match := _ONE_LINE.match(line):
            yield match[1]


def _deb822(text: str) -> Iterator[str]:
    without_comments = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    for stanza in re.split(r"\n[ \t]*\n", without_comments):
        if not _DISABLED.search(stanza):
            for match in _URIS.finditer(stanza):
                yield from match[1].split()

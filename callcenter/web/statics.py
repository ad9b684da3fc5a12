"""Static files with addresses that change with their content, so that browsers may keep them for ever."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from callcenter.kit.errors import CallCenterError

STATIC = Path(__file__).parent / "static"
_KEEP = "public, max-age=31536000, immutable"


class KeptFiles(StaticFiles):
    """Static files; one asked for by its content's hash may be kept for a year, any other must be asked for again."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file with the cache header that fits the way it was asked for."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["cache-control"] = _KEEP if b"v=" in scope.get("query_string", b"") else "no-cache"
        return response


class StaticAddresses:
    """Turns 'desk/desk.js' into '/static/desk/desk.js?v=<hash>'; `folders` maps a feature's name to its folder."""

    def __init__(self, folders: Mapping[str, Path]) -> None:
        self._folders = folders
        self._hashes: dict[Path, tuple[int, str]] = {}

    def __call__(self, name: str) -> str:
        """The address of a static file; raises CallCenterError naming a file that is not there."""
        path = self._path(name)
        try:
            changed = path.stat().st_mtime_ns
        except FileNotFoundError as exc:
            raise CallCenterError(
                f"the browser file {name} is missing; make it with `python -m callcenter.web.assets.build`"
            ) from exc
        known = self._hashes.get(path)
        if known is None or known[0] != changed:
            known = (changed, hashlib.blake2s(path.read_bytes(), digest_size=6).hexdigest())
            self._hashes[path] = known
        return f"/static/{name}?v={known[1]}"

    def _path(self, name: str) -> Path:
        first, _, rest = name.partition("/")
        return self._folders[first] / rest if first in self._folders else STATIC / name

"""The key that signs sign-in cookies: given as a setting, or made once and kept in the data folder."""

import os
import secrets
from pathlib import Path

from callcenter.app.given import ConfigError
from callcenter.kit.secret import Secret

_FILE = "session-secret"


def session_secret(given: Secret | None, data_dir: Path) -> Secret:
    """The given secret, else the one kept in `data_dir`, made there at the first start and readable to us alone.

    Two processes that start at the same moment end with the same secret.
    """
    if given is not None:
        return given
    path = data_dir / _FILE
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(path)
        kept = path.read_text(encoding="ascii").strip()
    except OSError as exc:
        raise ConfigError(f"the session secret {path} cannot be kept: {exc.strerror}") from exc
    if not kept:
        raise ConfigError(f"the session secret {path} is empty; delete the file, and a new one is made")
    return Secret(kept)


def _make(path: Path) -> None:
    """Write a new secret beside and link it into place: whoever comes first wins, and nobody reads half of it."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()

"""Reading typed values out of the environment, with a message for every value that cannot be used."""

import difflib
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from callcenter.app.settings_table import FILE_SUFFIX, PREFIX, SETTINGS
from callcenter.kit.errors import CallCenterError
from callcenter.kit.secret import Secret

_Choice = TypeVar("_Choice", bound=StrEnum)
_YES = frozenset({"1", "yes", "true", "on"})
_NO = frozenset({"0", "no", "false", "off"})
_DECIMAL = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class ConfigError(CallCenterError):
    """A setting cannot be used; the message names the variable and says what to write."""


def is_yes(written: str) -> bool:
    """Whether a word that was written for a yes or no is a yes."""
    return written.lower() in _YES


class Given:
    """What the environment says about our settings. A variable that is set but empty counts as not given."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._values = {
            name.removeprefix(PREFIX): value.strip()
            for name, value in environment.items()
            if name.startswith(PREFIX) and value.strip()
        }
        _refuse_unknown(self._values)

    def text(self, name: str, default: str = "") -> str:
        """The value as it was written."""
        _must_be_listed(name)
        return self._values.get(name, default)

    def integer(self, name: str, default: int, *, low: int, high: int) -> int:
        """The value as a whole number from `low` to `high`."""
        written = self.text(name)
        if not written:
            return default
        is_short = written.isascii() and written.isdigit() and len(written) <= len(str(high))
        if not is_short or not low <= int(written) <= high:
            raise ConfigError(f"{PREFIX}{name} is {written!r}; write a whole number from {low} to {high}")
        return int(written)

    def decimal(self, name: str, default: float, *, low: float, high: float) -> float:
        """The value as a number from `low` to `high`, with a point where it is not whole."""
        written = self.text(name)
        if not written:
            return default
        if not _DECIMAL.fullmatch(written) or not low <= float(written) <= high:
            raise ConfigError(
                f"{PREFIX}{name} is {written!r}; write a number from {low:g} to {high:g}, such as {low:g}"
            )
        return float(written)

    def flag(self, name: str) -> bool:
        """The value as yes or no; no where it is not given."""
        written = self.text(name, "no").lower()
        if written not in _YES | _NO:
            raise ConfigError(f"{PREFIX}{name} is {written!r}; write yes or no")
        return is_yes(written)

    def choice(self, name: str, default: _Choice) -> _Choice:
        """The value as one word of an enumeration."""
        written = self.text(name, default.value).lower()
        try:
            return type(default)(written)
        except ValueError as exc:
            words = ", ".join(word.value for word in type(default))
            raise ConfigError(f"{PREFIX}{name} is {written!r}; write one of {words}") from exc

    def path(self, name: str) -> Path | None:
        """The value as an absolute path; '~' is the home folder."""
        written = self.text(name)
        try:
            return Path(written).expanduser().absolute() if written else None
        except RuntimeError as exc:
            raise ConfigError(f"{PREFIX}{name} is {written!r}; nobody here has such a home folder") from exc

    def folder(self, name: str) -> Path | None:
        """The path of a folder that must be there."""
        path = self.path(name)
        if path is not None and not path.is_dir():
            raise ConfigError(f"{PREFIX}{name}: there is no folder {path}; make it, or correct the path")
        return path

    def word(self, name: str, default: str, *, longest: int = 40) -> str:
        """The value as a name of letters, digits, dots, dashes and underlines, safe as the name of a file."""
        written = self.text(name, default)
        if not written:
            return written
        if len(written) > longest or not _WORD.fullmatch(written):
            raise ConfigError(
                f"{PREFIX}{name} is {written!r}; write up to {longest} letters, digits, dots, dashes or underlines"
            )
        return written

    def secret(self, name: str) -> Secret | None:
        """The secret itself, or the content of the file that NAME_FILE names, less the line's end."""
        direct = self.text(name)
        file = self._values.get(name + FILE_SUFFIX)
        if direct and file:
            raise ConfigError(f"{PREFIX}{name} and {PREFIX}{name}{FILE_SUFFIX} are both given; keep one")
        if file:
            direct = _content(name, file)
        return Secret(direct) if direct else None


def _content(name: str, file: str) -> str:
    try:
        content = Path(file).expanduser().read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as exc:
        problem = exc.strerror if isinstance(exc, OSError) else "it is not UTF-8 text"
        raise ConfigError(f"{PREFIX}{name}{FILE_SUFFIX}: {file} cannot be read: {problem}") from exc
    if not content:
        raise ConfigError(f"{PREFIX}{name}{FILE_SUFFIX}: {file} is empty; write the secret into it")
    return content


def _refuse_unknown(values: Mapping[str, str]) -> None:
    known = {setting.name for setting in SETTINGS}
    known |= {setting.name + FILE_SUFFIX for setting in SETTINGS if setting.is_secret}
    for name in sorted(values):
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), n=1)
            advice = f"did you mean {PREFIX}{near[0]}?" if near else "`callcenter doctor --settings` lists all"
            raise ConfigError(f"unknown setting {PREFIX}{name}; {advice}")


def _must_be_listed(name: str) -> None:
    if all(setting.name != name for setting in SETTINGS):
        raise AssertionError(f"{name} is missing from settings_table.py")

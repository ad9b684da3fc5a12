"""Tracebacks for logs: where it went wrong and what kind of error, without what the error says.

An error's words may hold a patient's name, number or speech: a database tells the row it refused, a parser the text
it could not read. So only the words of errors about our own files and settings, and of lost connections, are kept.
"""

import traceback
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]

_MAY_SPEAK = frozenset({"ContentError", "ConfigError", "OperationalError", "ExchangeError", "TranscribeError"})


def quiet_traceback(exc_info: ExcInfo) -> str:
    """The traceback of an error and of its causes, oldest first, with the words left out where they may be private."""
    parts: list[str] = []
    error: BaseException | None = exc_info[1]
    while error is not None:
        parts.append(_one(error))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nwhich led to\n".join(reversed(parts))


def _one(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    kind = type(error).__name__
    said = str(error).splitlines()
    words = f": {said[0]}" if said and kind in _MAY_SPEAK else ""
    return f"{frames}{type(error).__module__}.{kind}{words}"

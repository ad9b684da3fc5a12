"""The manager protocol's packets, pure: text in, headers out; an action in, text out.

We parse them ourselves and split at CR LF only. The library splits at every character that Unicode counts as a line
end (form feed, U+2028, ...), which lets a caller's name add headers of its own.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from callcenter.telephony.port import ExchangeError

# C0 and C1 control characters and Unicode's line and paragraph separators: any of these could end a header early.
CONTROL_CHARACTERS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_\-]*")


@dataclass(frozen=True, slots=True)
class Packet:
    """One response or event: its headers in the order of the wire; a repeated header keeps its first value."""

    headers: Mapping[str, str]

    @property
    def event(self) -> str:
        """The event's name, or empty for a response."""
        return self.headers.get("Event", "")

    @property
    def action_id(self) -> str:
        """Which of our actions this answers, or empty."""
        return self.headers.get("ActionID", "")

    @property
    def is_success(self) -> bool:
        """True for a response that is no error (Success, Pong, Follows, Goodbye)."""
        return self.headers.get("Response", "Error").lower() != "error"

    @property
    def ends_list(self) -> bool:
        """True for the last event of a list, and for one that was cut short."""
        return self.headers.get("EventList", "").lower() in {"complete", "cancelled"}

    def get(self, name: str) -> str:
        """A header's value; empty where it is absent or Asterisk says that it does not know."""
        value = self.headers.get(name, "")
        return "" if value in {"<unknown>", "<none>", "(null)"} else value


def parse_packet(text: str) -> Packet | None:
    """The packet in `text` (without its empty last line); None for what is neither response nor event.

    A line that is no header is passed over: it may be a torn packet, and the rest is still worth reading.
    """
    headers: dict[str, str] = {}
    for line in text.split("\r\n"):
        name, colon, value = line.partition(":")
        if colon and _NAME.fullmatch(name):
            headers.setdefault(name, value.removeprefix(" "))
    return Packet(headers) if "Event" in headers or "Response" in headers else None


def action_text(name: str, action_id: str, fields: Iterable[tuple[str, str]]) -> str:
    """The action as it goes over the wire. Raises ExchangeError for a value that could smuggle in a header."""
    lines = [("Action", name), ("ActionID", action_id), *fields]
    for field, value in lines:
        if not _NAME.fullmatch(field) or CONTROL_CHARACTERS.search(value):
            raise ExchangeError(
                f"the value for {field} holds a control character and was not sent to the exchange",
                retryable=False,
            )
    return "".join(f"{field}: {value}\r\n" for field, value in lines)


_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_QUOTED_PAIR = re.compile(r'\\(["\\])')


def clean_name(text: str) -> str:
    """A caller's name as a person may read it; control characters become spaces.

    Asterisk escapes names as C does, and its SIP stack leaves SIP's own escapes of quotes in them; both are undone.
    """
    unescaped = _ESCAPED.sub(lambda match: _ESCAPES.get(match[1], match[1]), text)
    unquoted = _QUOTED_PAIR.sub(r"\1", unescaped)
    return " ".join(CONTROL_CHARACTERS.sub(" ", unquoted).split())

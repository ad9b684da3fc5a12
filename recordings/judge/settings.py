"""Which language model the clinic has, if any."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from callcenter.kit.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeSettings:
    """A model behind an address that speaks as OpenAI's does."""

    url: str
    """Without a slash at its end, such as http://127.0.0.1:11434/v1."""
    model: str
    """Its name there."""
    key: Secret | None = None
    """Sent as a bearer token; None where the server asks for none."""
    timeout_s: float = 60.0
    """Seconds for one whole answer."""


def is_safe_way(url: str) -> bool:
    """Whether words on their way to this address are encrypted, or stay in the house."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https" or host == "localhost":
        return True
    try:
        return ip_address(host).is_private
    except ValueError:  # a name: it may lie anywhere
        return False

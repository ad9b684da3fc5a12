"""Where results are told. Pure."""

from dataclasses import dataclass

from callcenter.kit.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """The clinic's other system."""

    url: str
    secret: Secret
    """Signs what is told; the receiver has it too."""
    timeout_s: float = 10.0
    """An answer that comes later is none."""

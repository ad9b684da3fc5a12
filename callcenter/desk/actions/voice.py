"""Saying a step aloud, on exchanges that speak for the operator (the simulator's demo)."""

from dataclasses import dataclass

from callcenter.desk.parts import DeskParts
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.telephony.port import ExchangeError

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A step of the script as the exchange says it."""

    call: ProviderCallId
    step: str
    text: str
    """With numbers in words."""
    screen: str
    """As it stands on the screen."""
    language: Language


def utter(parts: DeskParts, said: Utterance | None) -> None:
    """Have the exchange say it, where it can. The step is on the screen already, so a refusal only costs the sound."""
    if said is None or parts.exchange is None or not parts.exchange.capabilities.speak:
        return
    try:
        parts.exchange.speak(said.call, said.step, said.text, said.language)
    except ExchangeError:
        _log.warning("a step could not be said aloud", step=said.step)

"""Robots without sounds and threads of their own: the exchange says the texts, and work is done at once."""

from collections.abc import Callable, Sequence

from callcenter.kit.languages import Language
from callcenter.telephony.voice_port import Prompt
from ivr.flow.commands import Said
from ivr.leading.parts import GENERAL
from ivr.prompt_sounds.general_store import GENERAL_TEXTS


class SaidByTheExchange:
    """No sounds of ours: the exchange says the texts."""

    def prompts_of(self, said: Sequence[Said], language: Language) -> Sequence[Prompt]:
        """The texts."""
        return [Prompt(id=one.prompt, text=one.spoken, language=language) for one in said]

    def prepare(self, said: Sequence[Said], language: Language) -> None:
        """Nothing: texts are there at once."""

    def general(self, language: Language) -> Prompt | None:
        """The text that fits everywhere."""
        return Prompt(id=GENERAL, text=GENERAL_TEXTS[language], language=language)


def at_once(work: Callable[[], None]) -> None:
    """Runs work in the thread that hands it in."""
    work()

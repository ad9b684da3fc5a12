"""What the pages of flows stand on; callcenter/app gives it."""

from collections.abc import Callable
from dataclasses import dataclass

from callcenter.kit.clock import Clock
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from ivr.flow.facts import Clinic
from ivr.flow.loader import Book
from ivr.flow.understanding import Understand
from ivr.prompt_sounds.service import PromptSounds
from ivr.screens.text_store import ChangedTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowParts:
    """Everything."""

    database: Database
    clock: Clock
    book: Callable[[], Book]
    understand: Understand
    sounds: PromptSounds
    texts: ChangedTexts
    clinic: Callable[[Language], Clinic]
    """The clinic as it is named in a language."""

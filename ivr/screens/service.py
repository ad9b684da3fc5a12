"""What the pages of flows read: the list, one flow, a talk with it, the sound of a prompt."""

from collections.abc import Sequence
from datetime import timedelta

from callcenter.domain.calls import Direction
from callcenter.kit.errors import NotFoundError
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.web.texts import Texts
from ivr.flow.engine import Tools
from ivr.flow.loader import Book
from ivr.flow.model import Flow
from ivr.prompt_sounds.sound import Rate
from ivr.prompt_sounds.versions import Recording
from ivr.prompt_sounds.wav import encode
from ivr.screens import store
from ivr.screens.flow_view import FlowOnScreen
from ivr.screens.list_view import RecordedShare, Row, prompts_in, recorded_share, row_of
from ivr.screens.parts import FlowParts
from ivr.screens.prompt_view import spoken
from ivr.screens.talk import Setting, TalkView, talk
from ivr.screens.words import FlowWords

DAYS = 7
"""Whose calls the list counts."""


class FlowPages:
    """The use cases."""

    def __init__(self, parts: FlowParts) -> None:
        self._parts = parts

    def rows(self, texts: Texts) -> list[Row]:
        """All flows: those of calls that come in first; of each direction the most used, then the front menu."""
        book, since = self._parts.book(), self._parts.clock.now() - timedelta(days=DAYS)
        with self._parts.database.read() as connection:
            outcomes, unmade = store.outcomes_since(connection, since), store.calls_not_made(connection, since)
        rows = [
            row_of(flow, texts, self._recorded(book, flow), outcomes.get(flow.id, {}), unmade.get(flow.id, (0, 0)))
            for flow in book.flows.values()
        ]
        return sorted(rows, key=_place)

    def flow(self, name: str) -> Flow:
        """A flow. Raises NotFoundError."""
        found = self._parts.book().flows.get(name)
        if found is None:
            raise NotFoundError(
                N_("There is no such conversation; it may have been removed. All of them are under Robot, above.")
            )
        return found

    def on_screen(self, flow: Flow, language: Language, texts: Texts) -> FlowOnScreen:
        """The page of a flow with its prompts in a language. Raises NotFoundError."""
        words = self._parts.book().words(language)
        changed = frozenset(self._parts.texts.all(language))
        return FlowOnScreen(flow, words, texts, self._parts.clinic(language), self._recording, changed)

    def talk(self, flow: Flow, setting: Setting, typed: Sequence[str], texts: Texts) -> TalkView:
        """A talk with a flow. Raises NotFoundError."""
        words = self._parts.book().words(setting.language)
        tools = Tools(flow=flow, prompts=words, understand=self._parts.understand)
        return talk(tools, self._parts.clinic(setting.language), setting, typed, FlowWords(texts.pgettext))

    def sound(self, flow: str, language: Language, prompt: str) -> bytes:
        """A prompt as a WAV file, as a made-up call would hear it. Raises NotFoundError."""
        said = spoken(self.flow(flow).id, prompt, self._parts.book().words(language), self._parts.clinic(language))
        if said is None:
            raise NotFoundError(N_("There is no such prompt in this language."))
        sound = self._parts.sounds.sound_of(said, language, Rate.WIDE, as_file=False)
        if sound.is_general or not len(sound.samples):
            raise NotFoundError(N_("The voice engine could not say this prompt. Try again in a moment."))
        return encode(sound.samples, Rate.WIDE)

    def _recorded(self, book: Book, flow: Flow) -> list[RecordedShare]:
        prompts = prompts_in(flow)
        return [
            recorded_share(prompts, book.words(language), self._parts.clinic(language), self._recording)
            for language in Language
            if language in book.prompts
        ]

    def _recording(self, language: Language, prompt: str) -> Recording | None:
        return self._parts.sounds.studio.versions(language, prompt).now


def _place(row: Row) -> tuple[bool, int, bool, str]:
    return row.direction is not Direction.INBOUND, -row.calls, row.id != "front_menu", row.id

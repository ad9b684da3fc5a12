"""Changing the texts of prompts: checked, kept, taken back."""

from dataclasses import dataclass

from callcenter.domain.people import Operator
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.kit.words import N_
from callcenter.web.texts import Texts
from ivr.flow.prompts import Prompt
from ivr.screens.parts import FlowParts
from ivr.screens.text_check import TextCheck, check_text

_log = get_logger(__name__)

_CHANGED_MEANWHILE = N_("Somebody else has changed this text meanwhile. Copy yours, load the page again and compare.")
_NOT_WRITTEN = N_("The text could not be kept: the clinic's content folder cannot be written. Ask whoever runs it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewText:
    """What somebody has written."""

    prompt: str
    text: str
    fallback: str = ""

    @property
    def as_prompt(self) -> Prompt:
        """The prompt that it would be."""
        return Prompt(id=self.prompt, text=" ".join(self.text.split()), fallback=" ".join(self.fallback.split()))


class PromptTexts:
    """The use cases."""

    def __init__(self, parts: FlowParts) -> None:
        self._parts = parts

    def changed(self, language: Language) -> frozenset[str]:
        """Which prompts were changed on screen."""
        return frozenset(self._parts.texts.all(language))

    def check(self, language: Language, new: NewText, texts: Texts) -> TextCheck:
        """How a text would be said, and what is wrong with it. Raises NotFoundError."""
        self._known(language, new.prompt)
        clinic = self._parts.clinic(language)
        return check_text(self._parts.book(), language, new.as_prompt, clinic, texts.gettext)

    def keep(self, who: Operator, language: Language, new: NewText, texts: Texts, *, was: str) -> TextCheck:
        """Keep a text unless something is wrong with it; calls that begin from now on say it.

        `was`: what stood there when it was opened. Raises NotFoundError; BadInputError where it is another by now, or
        the folder cannot be written.
        """
        if " ".join(self._known(language, new.prompt).text.split()) != " ".join(was.split()):
            raise BadInputError(_CHANGED_MEANWHILE)
        found = self.check(language, new, texts)
        if not found.problems:
            try:
                self._parts.texts.put(language, new.as_prompt)
            except OSError as exc:
                raise BadInputError(_NOT_WRITTEN) from exc
            _log.info("a prompt was worded otherwise", prompt=new.prompt, language=language.value, operator=who.id)
        return found

    def take_back(self, who: Operator, language: Language, prompt: str) -> None:
        """Say the product's text again, or that of the clinic's own files. Raises NotFoundError, BadInputError."""
        self._known(language, prompt)
        try:
            self._parts.texts.remove(language, prompt)
        except OSError as exc:
            raise BadInputError(_NOT_WRITTEN) from exc
        _log.info("a prompt's text was taken back", prompt=prompt, language=language.value, operator=who.id)

    def _known(self, language: Language, prompt: str) -> Prompt:
        found = self._parts.book().words(language).by_id.get(prompt)
        if found is None:
            raise NotFoundError(N_("There is no such prompt in this language."))
        return found

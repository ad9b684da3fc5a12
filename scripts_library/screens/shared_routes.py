"""What the routes of scripts share: forms, the page of one document, who may edit."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Request
from starlette.convertors import Convertor, register_url_convertor

from callcenter.domain.people import Role
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.web.labels import label
from callcenter.web.viewer import Viewer
from scripts_library.book.documents import Key
from scripts_library.book.opened import LONGEST_SOURCE, Opened
from scripts_library.screens.page import ScriptPage, script_page
from scripts_library.screens.parts import ScriptParts
from scripts_library.screens.people_service import People
from scripts_library.screens.preview import Clinic

_MOST_FIELDS = 500
LARGEST_TEXT_POST = 12 * LONGEST_SOURCE
"""Bytes of a whole text as a browser sends it: nine for each Chinese sign, and room to say what is too long."""


class _LanguageOfAddress(Convertor[str]):
    """'en' in /scripts/en/...: leaves /scripts/statistics/... to others."""

    regex = "|".join(language.value for language in Language)

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("script_language", _LanguageOfAddress())
DOCUMENT = "/scripts/{language:script_language}/{name}"
"""The address of a document, to which others add."""


async def _posted(request: Request) -> Mapping[str, str]:
    form = await request.form(max_fields=_MOST_FIELDS, max_part_size=LARGEST_TEXT_POST)
    return {name: value for name, value in form.items() if isinstance(value, str)}


PostedForm = Annotated[Mapping[str, str], Depends(_posted)]
"""The fields of a form that are not known beforehand; of those that are there twice the last."""


def may_edit(viewer: Viewer) -> bool:
    """Managers edit, everybody reads."""
    return viewer.operator.role.includes(Role.MANAGER)


def number(text: str) -> int:
    """A number of our own forms and addresses. Raises BadInputError."""
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    raise BadInputError(N_("A number is expected here. Go back, load the page again and try once more."))


class Shower:
    """Makes the page of a document."""

    def __init__(self, parts: ScriptParts) -> None:
        self._parts = parts
        self.people = People(parts.database, parts.clock)

    def opened(self, key: Key, viewer: Viewer) -> Opened:
        """The document, with its draft for those who may edit. Raises NotFoundError."""
        return self._parts.book.open(key, as_held=not may_edit(viewer))

    def page(self, opened: Opened, viewer: Viewer) -> ScriptPage:
        """Its page, with what is wrong."""
        problems = self._parts.book.check(opened.key, opened.source)
        texts = viewer.texts
        return script_page(
            opened,
            problems,
            texts.gettext,
            lambda outcome: label(texts, outcome),
            self._parts.scripts.library.title,
        )

    def clinic(self, viewer: Viewer) -> Clinic:
        """The clinic for previews."""
        return Clinic(
            words=self._parts.clinic,
            zone=self._parts.zone,
            now=self._parts.clock.now(),
            operator=viewer.operator.name,
            price=self.people.price(),
        )

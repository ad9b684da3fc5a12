"""HTTP for taking over a script from a file: what is wrong and what is new is shown before it becomes a draft."""

import base64
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, File, Request, UploadFile
from starlette.responses import Response

from callcenter.domain.calls import Direction
from callcenter.kit.content import ContentError, parse_content
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.web.pages import page, see_other
from callcenter.web.viewer import ManagerViewer, Viewer
from scripts_library.book.archive import is_archive, read_archive
from scripts_library.book.changes import new_script
from scripts_library.book.compiling import parse_document
from scripts_library.book.differences import differences
from scripts_library.book.documents import Key, key_of
from scripts_library.book.opened import LONGEST_SOURCE
from scripts_library.problems import Problem
from scripts_library.reading import is_part, read_part, read_script
from scripts_library.screens.addresses import address_of
from scripts_library.screens.parts import ScriptParts
from scripts_library.screens.problem_words import say
from scripts_library.screens.shared_routes import LARGEST_TEXT_POST, PostedForm, Shower

_LARGEST = 4 * LONGEST_SOURCE
"""Bytes of a file."""
_LARGEST_POST = 2 * _LARGEST
"""Bytes. Beyond _LARGEST our own page says what is wrong; beyond this the server does, in two words."""
TOO_LARGE = N_(
    "This file is longer than 500,000 characters; a script is never that long. Choose the YAML file of one script."
)
NOT_TEXT = N_("This file is no text in UTF-8. Save it as UTF-8, then choose it again.")
EMPTY_FILE = N_("This file is empty. Choose the YAML file of a script.")
NO_FILE = N_("Choose a file first.")
FIRST_WORDS, LAST_WORDS = N_("Hello, how can I help you?"), N_("Thank you for calling, goodbye!")


def _uploaded(file: Annotated[UploadFile | None, File()] = None) -> tuple[str, bytes]:
    return (file.filename or "", file.file.read(_LARGEST + 1)) if file else ("", b"")


class ImportRoutes:
    """The addresses."""

    def __init__(self, parts: ScriptParts, shower: Shower) -> None:
        self._book = parts.book
        self._show = shower

    def add_to(self, router: APIRouter) -> None:
        """Put the addresses into a router."""
        router.get("/scripts/import")(self.ask)
        router.post("/scripts/import", max_body_size=_LARGEST_POST)(self.read)
        router.post("/scripts/import/take", max_body_size=LARGEST_TEXT_POST)(self.take)
        router.post("/scripts/import/take-all", max_body_size=LARGEST_TEXT_POST)(self.take_all)
        router.get("/scripts/new")(self.ask_new)
        router.post("/scripts/new")(self.create)

    def ask(self, request: Request, viewer: ManagerViewer) -> Response:
        """Which file?"""
        return page(request, "scripts/import.html", problem="", problems=())

    def read(
        self, request: Request, viewer: ManagerViewer, sent: Annotated[tuple[str, bytes], Depends(_uploaded)]
    ) -> Response:
        """What the file would change; nothing is stored."""
        name, data = sent
        problem = (EMPTY_FILE if name else NO_FILE) if not data else TOO_LARGE if len(data) > _LARGEST else ""
        if problem:
            return page(request, "scripts/import.html", status=422, problem=problem, problems=())
        if is_archive(data):
            return self._look_at_all(request, viewer, data)
        try:
            source = data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            return page(request, "scripts/import.html", status=422, problem=NOT_TEXT, problems=())
        return self._look(request, viewer, source, name or "script.yaml")

    def take(self, request: Request, viewer: ManagerViewer, form: PostedForm) -> Response:
        """Make it the draft."""
        source = form.get("source", "").replace("\r\n", "\n")
        try:
            key = _key(source, "script.yaml")
            self._book.put(viewer.operator, key, source)
        except (ContentError, BadInputError):
            return self._look(request, viewer, source, "script.yaml")
        return see_other(address_of(key))

    def take_all(self, request: Request, viewer: ManagerViewer, form: PostedForm) -> Response:
        """Make every document of a ZIP that says something new its draft: all of them or none."""
        data = b""
        try:
            data = base64.urlsafe_b64decode(form.get("archive", "").encode())
            self._book.put_all(viewer.operator, self._news(read_archive(data)))
        except (ValueError, BadInputError):
            return self._look_at_all(request, viewer, data)
        return see_other("/scripts")

    def ask_new(self, request: Request, viewer: ManagerViewer) -> Response:
        """What is the new script called?"""
        return page(request, "scripts/new.html", typed={}, problem="")

    def create(self, request: Request, viewer: ManagerViewer, form: PostedForm) -> Response:
        """Begin a new script."""
        language = form.get("language", "")
        direction = form.get("direction", "")
        title = " ".join(form.get("title", "").split())[:80]
        texts = viewer.texts.gettext
        try:
            script = new_script(
                form.get("name", "").strip(),
                Language(language) if language in set(Language) else viewer.language,
                title,
                Direction(direction) if direction in set(Direction) else Direction.INBOUND,
                (texts(FIRST_WORDS), texts(LAST_WORDS)),
            )
            self._book.create(viewer.operator, script)
        except BadInputError as error:
            return page(request, "scripts/new.html", status=422, typed=dict(form), problem=str(error))
        return see_other(f"{address_of(key_of(script))}?step=greet")

    def _look_at_all(self, request: Request, viewer: Viewer, data: bytes) -> Response:
        """Every document of a ZIP that says something else than what is published, with what that is."""
        try:
            news = self._news(read_archive(data))
        except ContentError as error:
            said = (say(Problem(error.path, error.line, error.problem), viewer.texts.gettext),)
            return page(request, "scripts/import.html", status=422, problem="", problems=said)
        except BadInputError as error:
            return page(request, "scripts/import.html", status=422, problem=str(error), problems=())
        held = self._book.sources()
        documents = []
        for key, source in sorted(news.items()):
            after = parse_document(key, source)
            before = parse_document(key, held[key]) if key in held else None
            documents.append((key, after.title, differences(before, after)))
        packed = base64.urlsafe_b64encode(data).decode()
        return page(request, "scripts/import_archive.html", documents=documents, archive=packed)

    def _news(self, documents: Mapping[Key, str]) -> Mapping[Key, str]:
        held = self._book.sources()
        return {key: source for key, source in documents.items() if held.get(key) != source}

    def _look(self, request: Request, viewer: Viewer, source: str, name: str) -> Response:
        """Everything about a text before it is taken: where it belongs, what is new, what is wrong."""
        translate = viewer.texts.gettext
        try:
            if len(source) > LONGEST_SOURCE:
                return page(request, "scripts/import.html", status=422, problem=TOO_LARGE, problems=())
            key = _key(source, name)
            after = parse_document(key, source)
        except ContentError as error:
            said = (say(Problem(error.path, error.line, error.problem), translate),)
            return page(request, "scripts/import.html", status=422, problem="", problems=said)
        held = self._book.sources(key.language).get(key)
        before = parse_document(key, held) if held else None
        listed = next((one for one in self._book.overview() if one.key == key), None)
        return page(
            request,
            "scripts/import_look.html",
            key=key,
            title=after.title,
            source=source,
            is_new=before is None,
            has_draft=listed is not None and listed.draft is not None,
            changed=differences(before, after),
            problems=[say(one, translate) for one in self._book.check(key, source)],
        )


def _key(source: str, name: str) -> Key:
    """Where a text belongs, by its own words. Raises ContentError."""
    entry = parse_content(source, name)
    return key_of(read_part(entry) if is_part(entry) else read_script(entry))

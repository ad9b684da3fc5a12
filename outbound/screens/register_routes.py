"""HTTP of the register of numbers that asked not to be called."""

from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from starlette.responses import Response

from callcenter.domain.outreach import EVERY_PURPOSE
from callcenter.domain.people import Role
from callcenter.kit.errors import BadInputError
from callcenter.kit.words import N_
from callcenter.web.pages import page, see_other
from callcenter.web.viewer import AnyViewer, ManagerViewer, Viewer
from outbound.do_not_call_store import EVERY_CHANNEL
from outbound.screens.parts import CampaignPageParts
from outbound.screens.posted import LARGEST_FILE, LARGEST_POST
from outbound.screens.refusal_words import RefusalWords
from outbound.screens.register_service import MOST, NO_REASON, Register

_ADDRESS = "/do-not-call"
_LONGEST_SEARCH = 80
NO_FILE = N_("Choose a file first.")
TOO_LARGE = N_("This file is larger than 4 MB. Cut it into smaller ones and choose them one after the other.")
WRONG_NUMBER = N_("This is no phone number. Write it with digits, such as %(example)s.")
_EXAMPLES = {"RU": "+7 495 123-45-67", "UA": "+380 44 123 4567", "PL": "+48 22 123 45 67", "CN": "+86 10 1234 5678"}


def _uploaded(file: Annotated[UploadFile | None, File()] = None) -> bytes | None:
    return file.file.read(LARGEST_FILE + 1) if file and file.filename else None


class RegisterRoutes:
    """The addresses."""

    def __init__(self, parts: CampaignPageParts) -> None:
        self._parts, self._register = parts, Register(parts)

    def add_to(self, router: APIRouter) -> None:
        """Put the addresses into a router."""
        router.get(_ADDRESS)(self.show)
        router.post(_ADDRESS)(self.add)
        router.post(f"{_ADDRESS}/import", max_body_size=LARGEST_POST)(self.take_in)
        router.post(f"{_ADDRESS}/remove")(self.remove)
        router.post(f"{_ADDRESS}/undo")(self.undo)

    def show(
        self,
        request: Request,
        viewer: AnyViewer,
        q: str = "",
        purpose: str = "",
        channel: str = "",
        page_number: int = 1,
        removed: int = 0,
        added: str = "",
    ) -> Response:
        """A page of the register."""
        return self._page(request, viewer, q, (purpose, channel), page_number, removed=removed, added=added)

    def add(
        self,
        request: Request,
        viewer: ManagerViewer,
        number: Annotated[str, Form()] = "",
        purpose: Annotated[str, Form()] = EVERY_PURPOSE,
        channel: Annotated[str, Form()] = EVERY_CHANNEL,
    ) -> Response:
        """One number by hand."""
        try:
            found = self._register.number(number)
        except BadInputError:
            typed = {"number": number, "purpose": purpose, "channel": channel}
            return self._page(request, viewer, errors={"number": self._wrong(viewer)}, typed=typed, status=422)
        is_new = self._register.add(found, purpose, channel, viewer.operator.id)
        return see_other(f"{_ADDRESS}?added={'new' if is_new else 'known'}")

    def take_in(
        self,
        request: Request,
        viewer: ManagerViewer,
        sent: Annotated[bytes | None, Depends(_uploaded)],
        purpose: Annotated[str, Form()] = EVERY_PURPOSE,
        channel: Annotated[str, Form()] = EVERY_CHANNEL,
    ) -> Response:
        """The numbers of a file."""
        problem = NO_FILE if sent is None else TOO_LARGE if len(sent) > LARGEST_FILE else ""
        if problem or sent is None:
            return self._page(request, viewer, errors={"file": viewer.texts.gettext(problem)}, status=422)
        try:
            done = self._register.add_file(sent, purpose, channel, viewer.operator.id)
        except BadInputError as exc:
            return self._page(request, viewer, errors={"file": viewer.texts.gettext(str(exc))}, status=422)
        return page(request, "campaigns/imported.html", done=done)

    def remove(
        self,
        request: Request,
        viewer: ManagerViewer,
        number: Annotated[str, Form()] = "",
        purpose: Annotated[str, Form()] = "",
        channel: Annotated[str, Form()] = "",
        why: Annotated[str, Form()] = "",
    ) -> Response:
        """Take a line out, with a reason."""
        if not why.strip():
            errors = {f"why {number} {purpose} {channel}": viewer.texts.gettext(NO_REASON)}
            return self._page(request, viewer, number, errors=errors, status=422)
        change = self._register.remove(number, purpose, channel, why, viewer.operator.id)
        return see_other(f"{_ADDRESS}?removed={change}")

    def undo(self, viewer: ManagerViewer, change: Annotated[int, Form()]) -> Response:
        """Put it back."""
        self._register.undo(change, viewer.operator.id)
        return see_other(f"{_ADDRESS}?added=back")

    def _page(
        self,
        request: Request,
        viewer: Viewer,
        text: str = "",
        which: tuple[str, str] = ("", ""),
        number: int = 1,
        *,
        removed: int = 0,
        added: str = "",
        errors: dict[str, str] | None = None,
        typed: dict[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        text, (purpose, channel) = " ".join(text.split())[:_LONGEST_SEARCH], which
        number = min(max(number, 1), 100_000)
        shown = self._register.page(viewer.operator.id, text, purpose, channel, (number - 1) * MOST)
        query = {"q": text, "purpose": purpose, "channel": channel}
        return page(
            request,
            "campaigns/register.html",
            status=status,
            shown=shown,
            words=RefusalWords(viewer.texts, self._parts.flow_title),
            query={name: value for name, value in query.items() if value},
            first=(number - 1) * MOST + 1,
            number=number,
            size=MOST,
            edits=viewer.operator.role.includes(Role.MANAGER),
            undo=self._register.change(removed) if 0 < removed < 2**62 else None,
            added=added,
            errors=errors or {},
            typed=typed or {},
        )

    def _wrong(self, viewer: Viewer) -> str:
        example = _EXAMPLES.get(self._parts.country, "+44 20 7946 0018")
        return viewer.texts.gettext(WRONG_NUMBER) % {"example": example}

"""The signed-in reader of a screen, as a parameter of a route."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request

from callcenter.domain.people import Operator, Role
from callcenter.kit.errors import CallCenterError, NotAllowedError
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.web.runtime import language_of, runtime_of, signed_in
from callcenter.web.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks at a screen, and how it is written for them."""

    operator: Operator
    language: Language
    zone: ZoneInfo
    texts: Texts
    session: str
    """Key of the session; a live stream ends with it."""


class SignInNeededError(CallCenterError):
    """Nobody is signed in, or the session has ended."""


class RoleNeededError(NotAllowedError):
    """The signed-in person's role does not include this."""


def viewer_of(request: Request) -> Viewer | None:
    """The signed-in reader, or None."""
    person = signed_in(request)
    if person is None:
        return None
    runtime = runtime_of(request)
    language = language_of(request)
    return Viewer(
        operator=person.operator,
        language=language,
        zone=runtime.parts.clinic.zone,
        texts=runtime.screens.texts[language],
        session=person.key,
    )


def require(role: Role) -> Callable[[Request], Viewer]:
    """A dependency: the signed-in reader, who has at least `role`."""

    def viewer(request: Request) -> Viewer:
        found = viewer_of(request)
        if found is None:
            raise SignInNeededError(N_("You are not signed in, or your session has ended. Sign in and try again."))
        if not found.operator.role.includes(role):
            raise RoleNeededError(N_("Your role does not allow this. Ask the clinic's manager or owner."))
        return found

    return viewer


AnyViewer = Annotated[Viewer, Depends(require(Role.ADMINISTRATOR))]
ManagerViewer = Annotated[Viewer, Depends(require(Role.MANAGER))]

"""HTTP in and out of missing answers: the groups, an answer made of one, set aside, undo."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from callcenter.kit.words import N_, P_
from callcenter.web.feature import Feature
from callcenter.web.pages import page, see_other
from callcenter.web.viewer import ManagerViewer, Viewer
from scripts_library.loader import Library
from scripts_library.screens.addresses import address_of
from scripts_library.unfit.groups import Group
from scripts_library.unfit.service import UnfitGroups

_HERE = Path(__file__).parent
ADDRESS = "/scripts/unfit"
PHONE_NUMBER = P_("private words", "phone number")
_MOST_GROUPS = 40
_MOST_NOTES = 500

Text = Annotated[str, Form()]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfitParts:
    """What the pages stand on; given by the composition root."""

    unfit: UnfitGroups
    library: Library


class UnfitRoutes:
    """The addresses."""

    def __init__(self, parts: UnfitParts) -> None:
        self._unfit = parts.unfit
        self._library = parts.library

    def feature(self) -> Feature:
        """What the web application needs of missing answers."""
        router = APIRouter(include_in_schema=False)
        router.get(ADDRESS)(self.overview)
        router.post(f"{ADDRESS}/answer")(self.suggest)
        router.post(f"{ADDRESS}/add")(self.add)
        router.post(f"{ADDRESS}/aside")(self.set_aside)
        router.post(f"{ADDRESS}/undo/{{batch}}")(self.undo)
        return Feature(name="script_unfit", router=router, templates=_HERE / "templates")

    def overview(self, request: Request, viewer: ManagerViewer, script: str = "") -> Response:
        """The groups, those that lost the most visits first."""
        groups, done = self._unfit.groups(_hidden(viewer), script[:80])
        return page(
            request,
            "script_unfit/overview.html",
            groups=groups[:_MOST_GROUPS],
            left_out=max(0, len(groups) - _MOST_GROUPS),
            titles={self._key(one): self._titles(one) for one in groups[:_MOST_GROUPS]},
            done=done,
            only=script,
            script_title=self._library.title(script, viewer.language) if script else "",
        )

    def suggest(self, request: Request, viewer: ManagerViewer, notes: Text = "") -> Response:
        """The answer that a group suggests, to be looked over."""
        return self._form(request, viewer, notes, {}, {})

    def add(
        self, request: Request, viewer: ManagerViewer, notes: Text = "", label: Text = "", goto: Text = ""
    ) -> Response:
        """Write the answer into the draft, and open its step there."""
        try:
            made = self._unfit.make(_ids(notes), _hidden(viewer))
            home = self._unfit.add(viewer.operator, _ids(notes), label, goto)
        except BadInputError as exc:
            problem = viewer.texts.gettext(str(exc))
            return self._form(request, viewer, notes, {"label": label, "goto": goto}, {"label": problem})
        return see_other(f"{address_of(home)}?step={made.step.id}")

    def set_aside(self, viewer: ManagerViewer, notes: Text = "") -> Response:
        """No answer is needed."""
        self._unfit.set_aside(viewer.operator, _ids(notes))
        return see_other(ADDRESS)

    def undo(self, viewer: ManagerViewer, batch: str) -> Response:
        """Let them wait again."""
        self._unfit.undo(viewer.operator, batch)
        return see_other(ADDRESS)

    def _form(
        self, request: Request, viewer: Viewer, notes: str, typed: Mapping[str, str], errors: Mapping[str, str]
    ) -> Response:
        made = self._unfit.make(_ids(notes), _hidden(viewer))
        suggestion = made.suggestion
        return page(
            request,
            "script_unfit/answer.html",
            status=422 if errors else 200,
            made=made,
            notes=notes,
            step_address=f"{address_of(made.home)}?step={made.step.id}",
            label=typed.get("label", suggestion.label),
            goto=typed.get("goto", suggestion.goto),
            errors=errors,
            steps=[(step.id, step.title) for step in made.script.steps.values() if step.id != made.step.id],
        )

    def _key(self, group: Group) -> str:
        return f"{group.language} {group.script} {group.step}"

    def _titles(self, group: Group) -> tuple[str, str]:
        """Titles of the script and the step, in the language of the calls; ids where they are gone."""
        script = self._library.by_id.get((group.script, Language(group.language)))
        if script is None:
            return self._library.title(group.script, Language(group.language)), group.step
        step = script.steps.get(group.step)
        return script.title, step.title if step else group.step


def _hidden(viewer: Viewer) -> str:
    """What stands in brackets in place of a telephone number, as in recordings."""
    return viewer.texts.pgettext(*PHONE_NUMBER)


def _ids(notes: str) -> list[int]:
    """The notes that a form names: '3-17-40'. Raises BadInputError."""
    parts = notes.split("-")[:_MOST_NOTES]
    if not all(one.isascii() and one.isdigit() and len(one) < 16 for one in parts):
        raise BadInputError(N_("This group cannot be found. Load the page again and try once more."))
    return [int(one) for one in parts]

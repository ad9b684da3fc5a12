"""HTTP in and out of trials of wordings: begin, watch, stop, take over."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.web.feature import Feature
from callcenter.web.pages import page, see_other
from callcenter.web.viewer import ManagerViewer
from scripts_library.loader import Library
from scripts_library.model import Script
from scripts_library.screens.addresses import address_of
from scripts_library.screens.problem_words import say as said_of
from scripts_library.statistics.shares import Share
from scripts_library.wordings.chart import HEIGHT, WIDTH, chart_of
from scripts_library.wordings.sequential import chance_of_error, difference
from scripts_library.wordings.service import NO_TRIAL, UnfitWordingError, WordingTrials

_HERE = Path(__file__).parent
ADDRESS = "/scripts/wordings"
NO_STEP = N_("There is no such step in a script of this language. Open the script and choose one there.")

Text = Annotated[str, Form()]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingParts:
    """What the pages stand on; given by the composition root."""

    trials: WordingTrials
    library: Library


class WordingRoutes:
    """The addresses."""

    def __init__(self, parts: WordingParts) -> None:
        self._trials = parts.trials
        self._library = parts.library

    def feature(self) -> Feature:
        """What the web application needs of trials."""
        router = APIRouter(include_in_schema=False)
        router.get(ADDRESS)(self.overview)
        router.get(f"{ADDRESS}/new")(self.choose)
        router.post(f"{ADDRESS}/new")(self.begin)
        router.get(f"{ADDRESS}/{{trial}}")(self.trial)
        router.post(f"{ADDRESS}/{{trial}}/stop")(self.stop)
        router.post(f"{ADDRESS}/{{trial}}/adopt")(self.adopt)
        return Feature(name="script_wordings", router=router, templates=_HERE / "templates")

    def overview(self, request: Request, viewer: ManagerViewer) -> Response:
        """All trials."""
        watched = self._trials.overview()
        return page(
            request,
            "script_wordings/overview.html",
            watched=watched,
            titles={
                one.trial.id: self._titles(one.trial.script, one.trial.language, one.trial.step) for one in watched
            },
            shares={
                one.trial.id: (_share(one.a.goals, one.a.calls), _share(one.b.goals, one.b.calls)) for one in watched
            },
        )

    def choose(
        self, request: Request, viewer: ManagerViewer, script: str = "", language: str = "", step: str = ""
    ) -> Response:
        """The form: first the script, then the step and its second wording."""
        return self._form(request, viewer.language, script, language, step, "", "")

    def begin(
        self,
        request: Request,
        viewer: ManagerViewer,
        script: Text = "",
        language: Text = "",
        step: Text = "",
        say: Text = "",
    ) -> Response:
        """Begin a trial."""
        try:
            number = self._trials.begin(viewer.operator, script, self._script(script, language).language, step, say)
        except UnfitWordingError as exc:
            problem = said_of(exc.problem, viewer.texts.gettext).text
            return self._form(request, viewer.language, script, language, step, say, problem)
        except (BadInputError, NotFoundError) as exc:
            problem = viewer.texts.gettext(str(exc))
            return self._form(request, viewer.language, script, language, step, say, problem)
        return see_other(f"{ADDRESS}/{number}")

    def trial(self, request: Request, viewer: ManagerViewer, trial: str) -> Response:
        """One trial."""
        watched, history = self._trials.watch(_number(trial))
        found = watched.trial
        script = self._library.by_id.get((found.script, found.language))
        step = script.steps.get(found.step) if script else None
        return page(
            request,
            "script_wordings/trial.html",
            trial=found,
            a=watched.a,
            b=watched.b,
            shares=(_share(watched.a.goals, watched.a.calls), _share(watched.b.goals, watched.b.calls)),
            apart=difference(watched.a, watched.b),
            error=chance_of_error(watched.a, watched.b),
            titles=self._titles(found.script, found.language, found.step),
            chart=chart_of(history),
            size=(WIDTH, HEIGHT),
            is_changed=step is None or step.say not in {found.say_a, found.say_b},
            is_published=step is not None and step.say == found.say_b,
            document=f"/scripts/{found.language.value}/{found.script}?step={found.step}" if step else "",
        )

    def stop(self, viewer: ManagerViewer, trial: str) -> Response:
        """End a trial, or put its winner away."""
        self._trials.stop(viewer.operator, _number(trial))
        return see_other(f"{ADDRESS}/{_number(trial)}")

    def adopt(self, viewer: ManagerViewer, trial: str) -> Response:
        """Write the second wording into the draft."""
        watched, _ = self._trials.watch(_number(trial))
        key = self._trials.adopt(viewer.operator, _number(trial))
        return see_other(f"{address_of(key)}?step={watched.trial.step}")

    def _form(
        self, request: Request, reader: Language, script: str, language: str, step: str, say: str, problem: str
    ) -> Response:
        known = {one.value for one in Language}
        found = self._script(script, language) if script and language in known else None
        shown = [one for one in self._library.scripts if one.language is (found.language if found else reader)]
        chosen = found.steps.get(step) if found else None
        return page(
            request,
            "script_wordings/new.html",
            status=422 if problem else 200,
            scripts=sorted(shown or self._library.scripts, key=lambda one: one.title),
            script=found,
            step=chosen,
            say=say or (chosen.say if chosen else ""),
            problem=problem,
        )

    def _script(self, script: str, language: str) -> Script:
        try:
            return self._library.get(script, Language(language))
        except ValueError as exc:
            raise NotFoundError(NO_STEP) from exc

    def _titles(self, script: str, language: Language, step: str) -> tuple[str, str]:
        found = self._library.by_id.get((script, language))
        if found is None:
            return self._library.title(script, language), step
        return found.title, found.steps[step].title if step in found.steps else step


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotFoundError(NO_TRIAL)
    return int(text)


def _share(goals: int, calls: int) -> Share:
    return Share(hits=goals, of=calls)

"""HTTP in and out of what came of scripts: all of them, one, and the calls at a step."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from callcenter.domain.outcomes import Outcome
from callcenter.kit.errors import NotFoundError
from callcenter.kit.words import N_
from callcenter.web.feature import Feature
from callcenter.web.labels import label
from callcenter.web.pages import page
from callcenter.web.viewer import ManagerViewer, Viewer
from scripts_library.loader import Library
from scripts_library.model import Answer, Script, Step
from scripts_library.screens.page import FROM_PART, ONLY_IF, OTHERWISE, REQUIRED, RETURNS
from scripts_library.statistics.figures import Period, Wish
from scripts_library.statistics.service import StepStatistics
from scripts_library.statistics.view import ADDRESS, calls_address, never_reached, script_in, step_rows
from scripts_library.tree.picture import Picture, Words, draw

InLanguage = Annotated[str, Query(alias="in")]
"""The language of calls, which need not be the reader's."""
_HERE = Path(__file__).parent
_PAGE = 25
_MOST_PAGES = 400
PERIODS = (
    (Period.WEEK, N_("7 days")),
    (Period.MONTH, N_("30 days")),
    (Period.QUARTER, N_("90 days")),
    (Period.YEAR, N_("a year")),
    (Period.ALL, N_("all time")),
)
NO_CALLS = N_("No call was led by a script of this name. Choose one from the list.")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsParts:
    """What the pages stand on; given by the composition root."""

    statistics: StepStatistics
    library: Library


class StatisticsRoutes:
    """The addresses."""

    def __init__(self, parts: StatisticsParts) -> None:
        self._statistics = parts.statistics
        self._library = parts.library

    def feature(self) -> Feature:
        """What the web application needs of statistics."""
        router = APIRouter(include_in_schema=False)
        router.get(ADDRESS)(self.overview)
        router.get(f"{ADDRESS}/{{script}}")(self.script)
        router.get(f"{ADDRESS}/{{script}}/calls")(self.calls)
        return Feature(name="script_statistics", router=router, templates=_HERE / "templates", static=_HERE / "static")

    def overview(self, request: Request, viewer: ManagerViewer, period: str = "") -> Response:
        """Every script that led calls."""
        wish = wish_of("", period)
        rows = [
            (name, found.title if (found := script_in(self._library, name, "", viewer.language)) else name, figures)
            for name, figures in self._statistics.scripts(wish)
        ]
        rows.sort(key=lambda one: (-one[2].whole.calls, one[1]))
        return page(request, "script_statistics/overview.html", rows=rows, wish=wish, periods=PERIODS)

    def script(
        self,
        request: Request,
        viewer: ManagerViewer,
        script: str,
        period: str = "",
        language: InLanguage = "",
        who: str = "",
        version: str = "",
        view: str = "",
    ) -> Response:
        """One script: the table of its steps, or its tree."""
        wish = wish_of(script, period, language, who, version)
        shown, choices = (
            script_in(self._library, script, wish.language, viewer.language),
            self._statistics.choices(script),
        )
        if shown is None and not choices.languages:
            raise NotFoundError(NO_CALLS)
        figures = self._statistics.figures(wish)
        rows = step_rows(figures, shown, wish)
        return page(
            request,
            "script_statistics/script.html",
            wish=wish,
            title=shown.title if shown else script,
            script=shown,
            figures=figures,
            rows=rows,
            by_step={row.id: row for row in rows},
            never=never_reached(figures, shown),
            choices=choices,
            periods=PERIODS,
            picture=self._picture(shown, viewer) if shown and view == "tree" else None,
            is_booking=shown is None or shown.goal == (Outcome.BOOKED,),
        )

    def calls(
        self,
        request: Request,
        viewer: ManagerViewer,
        script: str,
        step: str,
        period: str = "",
        language: InLanguage = "",
        who: str = "",
        version: str = "",
        answer: str = "",
        lost: str = "",
        number: str = "",
    ) -> Response:
        """The calls at a step, the newest first; each leads to its page at that second."""
        wish = wish_of(script, period, language, who, version)
        place = min(int(number), _MOST_PAGES) if number.isascii() and number.isdigit() else 0
        found = self._statistics.calls(replace(wish, answer=answer, is_lost=bool(lost)), step, place, _PAGE)
        shown = script_in(self._library, script, wish.language, viewer.language)
        more = {"answer": answer, "lost": lost}
        return page(
            request,
            "script_statistics/calls.html",
            wish=wish,
            title=shown.title if shown else script,
            step=shown.steps[step].title if shown and step in shown.steps else step,
            answer=_label(shown, step, answer),
            is_lost=bool(lost),
            calls=found[:_PAGE],
            outcomes={one.value: one for one in Outcome},
            newer=calls_address(wish, step, **more, number=str(place - 1)) if place else "",
            older=calls_address(wish, step, **more, number=str(place + 1)) if len(found) > _PAGE else "",
        )

    def _picture(self, script: Script, viewer: Viewer) -> Picture:
        translate = viewer.texts.gettext
        words = Words(
            required=translate(REQUIRED),
            otherwise=translate(OTHERWISE),
            returns=translate(RETURNS),
            only_if=translate(ONLY_IF),
            from_part=translate(FROM_PART),
            outcome=lambda outcome: label(viewer.texts, outcome),
            script=lambda name: self._library.title(name, script.language),
            part=lambda path: path.rsplit("/", 1)[-1].removesuffix(".yaml"),
        )
        # Every box gets one line, that of a required step, which the template fills with the step's figures.
        steps = {
            name: replace(step, required=True, when="", path=script.path, answers=_without_conditions(step))
            for name, step in script.steps.items()
        }
        return draw(replace(script, steps=steps), words)


def _without_conditions(step: Step) -> tuple[Answer, ...]:
    return tuple(replace(answer, when="") for answer in step.answers)


def wish_of(script: str, period: str, language: str = "", who: str = "", version: str = "") -> Wish:
    """What an address asks for; what cannot be read is left out."""
    known = {one.value: one for one in Period}
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 8 else 0
    return Wish(
        script=script,
        period=known.get(period, Period.QUARTER),
        language=language if len(language) == 2 else "",
        operator=who[:40],
        version=number,
    )


def _label(script: Script | None, step: str, answer: str) -> str:
    if not script or not answer:
        return answer
    labels = {one.id: one.label for one in script.objections}
    labels |= {one.id: one.label for one in script.steps[step].answers} if step in script.steps else {}
    return labels.get(answer, answer)

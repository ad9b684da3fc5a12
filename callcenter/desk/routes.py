"""HTTP in and out of the desk: one page, its live stream, and a post for each button."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import JSONResponse, Response

from callcenter.desk.actions.voice import Utterance
from callcenter.desk.parts import DeskParts
from callcenter.desk.places_view import place_key
from callcenter.desk.problems import NoteTooLongError, StaleNoteError
from callcenter.desk.service import DeskService
from callcenter.desk.view import DeskView, desk_view
from callcenter.kit.errors import CallCenterError
from callcenter.kit.ids import CallId, PatientId
from callcenter.kit.words import N_
from callcenter.web.feature import Feature, NavigationItem
from callcenter.web.live import live_stream
from callcenter.web.pages import is_htmx, no_content, page, see_other
from callcenter.web.screens import Region
from callcenter.web.viewer import AnyViewer, Viewer
from scripts_library.engine import WalkError

_REGIONS = ("alert", "status", "main", "note", "side", "keys")
_HERE = Path(__file__).parent

Text = Annotated[str, Form()]
Number = Annotated[int, Form()]
Given = dict[str, str]
"""What was typed into a form, by field."""


def _new_patient(given_name: Text = "", surname: Text = "", phone: Text = "", gender: Text = "") -> Given:
    return {"given_name": given_name, "surname": surname, "phone": phone, "gender": gender}


def _outcome(
    outcome: Text = "", reason: Text = "", next_step: Text = "", next_date: Text = "", next_time: Text = ""
) -> Given:
    return {
        "outcome": outcome,
        "reason": reason,
        "next_step": next_step,
        "next_date": next_date,
        "next_time": next_time,
    }


NewPatientForm = Annotated[Given, Depends(_new_patient)]
OutcomeForm = Annotated[Given, Depends(_outcome)]


class DeskRoutes:
    """The desk's addresses."""

    def __init__(self, parts: DeskParts) -> None:
        self._desk = DeskService(parts)
        self._is_demo = parts.demo is not None

    def feature(self) -> Feature:
        """What the web application needs of the desk."""
        router = APIRouter(prefix="/desk", include_in_schema=False)
        router.get("")(self.show)
        router.get("/live")(self.live)
        router.get("/search")(self.search)
        router.get("/patients/{patient}")(self.card)
        router.post("/demo/ring")(self.demo_ring)
        for action in (
            *(self.answer, self.hang_up, self.hold, self.resume, self.take, self.objection, self.back, self.capture),
            *(self.patient, self.new_patient, self.places, self.keep, self.let_go, self.book, self.note, self.outcome),
            *(self.put_aside, self.take_up, self.next_step_done, self.robot),
            *(self.go_on_in, self.phrase, self.unfit, self.unfit_back),
        ):
            router.post("/calls/{call}/" + action.__name__.replace("_", "-"))(action)
        return Feature(
            name="desk",
            router=router,
            templates=_HERE / "templates",
            static=_HERE / "static",
            navigation=(NavigationItem(path="/desk", title=N_("Desk"), place=10),),
            home="/desk",
        )

    def show(self, request: Request, viewer: AnyViewer) -> Response:
        """The whole desk."""
        return self._page(request, viewer)

    async def live(self, request: Request, viewer: AnyViewer) -> Response:
        """The stream that keeps the desk up to date."""
        return live_stream(request, viewer, lambda: self._regions(viewer))

    def answer(self, request: Request, viewer: AnyViewer, call: str) -> Response:
        """Take the ringing call."""
        return self._done(request, viewer, lambda: self._desk.line.answer(viewer.operator, CallId(call)))

    def hang_up(self, request: Request, viewer: AnyViewer, call: str) -> Response:
        """End the call."""
        return self._done(request, viewer, lambda: self._desk.line.hang_up(viewer.operator, CallId(call)))

    def hold(self, request: Request, viewer: AnyViewer, call: str) -> Response:
        """Let the patient wait."""
        return self._done(request, viewer, lambda: self._desk.line.hold(viewer.operator, CallId(call)))

    def resume(self, request: Request, viewer: AnyViewer, call: str) -> Response:
        """Take the patient back."""
        return self._done(request, viewer, lambda: self._desk.line.resume(viewer.operator, CallId(call)))

    def take(self, request: Request, viewer: AnyViewer, call: str, version: Number, answer: Text) -> Response:
        """The patient answered so."""
        who = viewer.operator
        return self._done(request, viewer, lambda: self._desk.script.take(who, CallId(call), version, answer))

    def objection(self, request: Request, viewer: AnyViewer, call: str, version: Number, objection: Text) -> Response:
        """The patient objects."""
        who = viewer.operator
        return self._done(request, viewer, lambda: self._desk.script.objection(who, CallId(call), version, objection))

    def back(self, request: Request, viewer: AnyViewer, call: str, version: Number) -> Response:
        """One step back."""
        return self._done(request, viewer, lambda: self._desk.script.back(viewer.operator, CallId(call), version))

    def go_on_in(self, request: Request, viewer: AnyViewer, call: str, version: Number, script: Text) -> Response:
        """Go on in another script."""
        who = viewer.operator
        return self._done(request, viewer, lambda: self._desk.script.go_on_in(who, CallId(call), version, script))

    def phrase(self, request: Request, viewer: AnyViewer, call: str, phrase: Text) -> Response:
        """A sentence that is at hand; it takes the place of the step's until the operator goes back to that."""
        said: list[Utterance] = []
        failed = self._attempt(
            *(request, viewer),
            lambda: said.append(self._desk.script.phrase(viewer.operator, CallId(call), phrase)),
        )
        if failed is not None:
            return failed
        if not is_htmx(request):
            return self._page(request, viewer, message=said[0].screen)
        return page(request, "desk/_phrase.html", said=said[0])

    def unfit(self, request: Request, viewer: AnyViewer, call: str, said: Text = "") -> Response:
        """No answer fits what the patient said."""
        return self._done(request, viewer, lambda: self._desk.unfit.note(viewer.operator, CallId(call), said))

    def unfit_back(self, request: Request, viewer: AnyViewer, call: str) -> Response:
        """Take the last such note back."""
        return self._done(request, viewer, lambda: self._desk.unfit.take_back(viewer.operator, CallId(call)))

    def capture(self, request: Request, viewer: AnyViewer, call: str, field: Text, value: Text = "") -> Response:
        """Something was found out."""
        problems: list[str] = []
        failed = self._attempt(
            *(request, viewer),
            lambda: problems.append(self._desk.script.capture(viewer.operator, CallId(call), field, value)),
        )
        if failed is not None or not problems[0]:
            return failed or self._ok(request)
        message = viewer.texts.gettext(problems[0])
        if not is_htmx(request):
            return self._page(request, viewer, message=message, status=422)
        # Only the message is put in: the field keeps what was typed.
        answer = page(request, "desk/_capture_problem.html", status=422, message=message)
        answer.headers["HX-Retarget"] = f'[id="problem-{call}-{field}"]'
        answer.headers["HX-Reswap"] = "innerHTML"
        return answer

    def patient(self, request: Request, viewer: AnyViewer, call: str, patient: Text = "") -> Response:
        """This patient is calling; empty: nobody that we know."""
        chosen = PatientId(patient) if patient else None
        return self._done(request, viewer, lambda: self._desk.patients.choose(viewer.operator, CallId(call), chosen))

    def new_patient(self, request: Request, viewer: AnyViewer, call: str, given: NewPatientForm) -> Response:
        """Write down a new patient."""
        who = viewer.operator
        return self._filled(
            *(request, viewer, "desk/_new_patient.html", call, given),
            lambda: self._desk.patients.add(who, CallId(call), given),
        )

    def places(self, request: Request, viewer: AnyViewer, call: str, service: Text = "", doctor: Text = "") -> Response:
        """Show places for another service or doctor."""
        who = viewer.operator
        return self._done(request, viewer, lambda: self._desk.booking.look(who, CallId(call), service, doctor))

    def keep(self, request: Request, viewer: AnyViewer, call: str, place: Text) -> Response:
        """The patient agrees to a place."""
        return self._done(request, viewer, lambda: self._desk.booking.keep(viewer.operator, CallId(call), place))

    def let_go(self, request: Request, viewer: AnyViewer, call: str) -> Response:
        """The patient wants another time."""
        return self._done(request, viewer, lambda: self._desk.booking.let_go(viewer.operator, CallId(call)))

    def book(self, request: Request, viewer: AnyViewer, call: str, given: NewPatientForm) -> Response:
        """Book the agreed place, for a new patient with the data given."""
        who = viewer.operator
        return self._filled(
            *(request, viewer, "desk/_book_new.html", call, given),
            lambda: self._desk.booking.book(who, CallId(call), given),
        )

    def note(
        self, request: Request, viewer: AnyViewer, call: str, note: Text = "", note_version: Number = 1
    ) -> Response:
        """Save the note; the browser sends it while it is typed."""
        try:
            version = self._desk.notes.save(viewer.operator, CallId(call), note, note_version)
        except StaleNoteError as stale:
            text = viewer.texts.gettext(str(stale))
            answer = {"problem": text, "other": stale.other, "note_version": stale.note_version}
            return JSONResponse(answer, status_code=409)
        except CallCenterError as exc:
            status = 422 if isinstance(exc, NoteTooLongError) else 409
            return JSONResponse({"problem": self._words(viewer, exc)}, status_code=status)
        return JSONResponse({"note_version": version})

    def outcome(self, request: Request, viewer: AnyViewer, call: str, version: Number, given: OutcomeForm) -> Response:
        """Finish the call."""
        who = viewer.operator
        return self._filled(
            *(request, viewer, "desk/_outcome.html", call, given),
            lambda: self._desk.outcomes.record(who, CallId(call), version, given),
        )

    def put_aside(self, request: Request, viewer: AnyViewer, call: str) -> Response:
        """Finish it later."""
        return self._done(request, viewer, lambda: self._desk.outcomes.put_aside(viewer.operator, CallId(call)))

    def take_up(self, request: Request, viewer: AnyViewer, call: str) -> Response:
        """Bring a task to the screen."""
        return self._done(request, viewer, lambda: self._desk.outcomes.take_up(viewer.operator, CallId(call)))

    def next_step_done(self, request: Request, viewer: AnyViewer, call: str) -> Response:
        """A promise is kept."""
        who = viewer.operator
        return self._done(request, viewer, lambda: self._desk.outcomes.next_step_done(who, CallId(call)))

    def robot(self, request: Request, viewer: AnyViewer, call: str) -> Response:
        """Demo: let the robot answer."""
        return self._done(request, viewer, lambda: self._desk.demo.robot_answers(viewer.operator, CallId(call)))

    def demo_ring(self, request: Request, viewer: AnyViewer, caller: Text) -> Response:
        """Demo: let a patient call."""
        return self._done(request, viewer, lambda: self._desk.demo.ring(viewer.operator, caller))

    def search(self, request: Request, viewer: AnyViewer, q: str = "", call: str = "") -> Response:
        """Patients by part of the name or number, to choose for a call or to look at."""
        found = self._desk.patients.search(viewer.operator, q[:100])
        return page(request, "desk/_found.html", found=found, typed=q.strip(), call=call)

    def card(self, request: Request, viewer: AnyViewer, patient: str) -> Response:
        """The card of a patient, looked up between calls."""
        card = self._desk.patients.card(viewer.operator, PatientId(patient))
        return page(request, "desk/_card_found.html", card=card)

    def _done(self, request: Request, viewer: Viewer, action: Callable[[], None]) -> Response:
        return self._attempt(request, viewer, action) or self._ok(request)

    def _ok(self, request: Request) -> Response:
        """The stream brings the change; without scripts the page is loaded again."""
        return no_content() if is_htmx(request) else see_other("/desk")

    def _attempt(self, request: Request, viewer: Viewer, action: Callable[[], None]) -> Response | None:
        """Run a use case; the answer that tells why it was refused, or None."""
        try:
            action()
        except CallCenterError as exc:
            message = self._words(viewer, exc)
        else:
            return None
        if not is_htmx(request):
            return self._page(request, viewer, message=message, status=409)
        answer = page(request, "desk/_message.html", status=409, message=message)
        answer.headers["HX-Retarget"] = "#desk-message"
        answer.headers["HX-Reswap"] = "innerHTML"
        return answer

    def _words(self, viewer: Viewer, problem: CallCenterError) -> str:
        if isinstance(problem, WalkError):
            return viewer.texts.gettext(
                N_("This is not possible at this step of the script. Look at the screen again.")
            )
        return viewer.texts.gettext(str(problem))

    def _filled(
        self,
        request: Request,
        viewer: Viewer,
        template: str,
        call: str,
        given: Given,
        action: Callable[[], Mapping[str, str]],
    ) -> Response:
        """Run a use case that was given a form; what is wrong goes beside its fields."""
        problems: dict[str, str] = {}
        failed = self._attempt(request, viewer, lambda: problems.update(action()))
        if not problems:
            return failed or self._ok(request)
        errors = {field: viewer.texts.gettext(message) for field, message in problems.items()}
        if not is_htmx(request):
            message = viewer.texts.gettext(N_("Some fields need another look"))
            return self._page(request, viewer, message=" ".join([message, *errors.values()]), status=422)
        return page(request, template, status=422, errors=errors, call=call, given=given, view=self._view(viewer))

    def _page(self, request: Request, viewer: Viewer, *, message: str = "", status: int = 200) -> Response:
        return page(request, "desk/desk.html", status=status, view=self._view(viewer), message=message, **_TOOLS)

    def _view(self, viewer: Viewer) -> DeskView:
        return desk_view(self._desk.look(viewer.operator), self._desk.clinic, is_demo=self._is_demo)

    def _regions(self, viewer: Viewer) -> list[Region]:
        context = {"view": self._view(viewer), **_TOOLS}
        return [Region(f"desk-{name}", f"desk/_{name}.html", context) for name in _REGIONS]


_TOOLS = {"place_key": place_key}

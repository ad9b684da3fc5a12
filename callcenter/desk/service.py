"""The desk: what an operator's screen shows now, and the use cases behind its buttons."""

from callcenter.desk.actions.booking import Booking
from callcenter.desk.actions.demo import DemoControl
from callcenter.desk.actions.edit import Desk
from callcenter.desk.actions.line import LineCommands
from callcenter.desk.actions.look import Look
from callcenter.desk.actions.note import Notes
from callcenter.desk.actions.outcome import Outcomes
from callcenter.desk.actions.patient import PatientChoice
from callcenter.desk.actions.script import ScriptMoves
from callcenter.desk.actions.unfit import UnfitAnswers
from callcenter.desk.parts import DeskParts


class DeskService:
    """All use cases of the desk; each is one method of one of these objects."""

    def __init__(self, parts: DeskParts) -> None:
        desk = Desk(parts)
        self.clinic = parts.clinic
        self.look = Look(parts)
        self.script = ScriptMoves(desk)
        self.unfit = UnfitAnswers(desk)
        self.line = LineCommands(desk, self.script)
        self.patients = PatientChoice(desk)
        self.booking = Booking(desk, self.patients)
        self.notes = Notes(desk)
        self.outcomes = Outcomes(desk)
        self.demo = DemoControl(parts)

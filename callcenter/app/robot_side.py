"""The robot's side of calls, for the pages of calls: the two features meet here."""

from collections.abc import Mapping, Sequence

from callcenter.kit.errors import CallCenterError
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.storage.driver import Connection
from callcenter.web.texts import read_texts
from ivr.leading.remark_store import remarks_of
from ivr.leading.step_store import steps_of
from ivr.leading.store import find_run, kept_edition
from ivr.screens.call_view import robot_in_call
from ivr.screens.store import led_calls
from ivr.screens.titles import title_by_id
from ivr.screens.words import FlowWords
from recordings.screens.ports import RobotPart, RobotRemark, RobotSaid, RobotStep, RobotVisit

_log = get_logger(__name__)


class RobotSideOfCalls:
    """Reads what robots did (recordings/screens/ports.py says what is asked)."""

    def part(self, connection: Connection, call: CallId, language: Language, *, hides: bool) -> RobotPart | None:
        """What a robot did in a call. A run that cannot be read any more is left out."""
        try:
            run = find_run(connection, call)
            edition = kept_edition(connection, run.definition) if run else None
            if run is None or edition is None:
                return None
            flow, _ = edition.read()
        except CallCenterError:
            _log.warning("what a robot did in a call cannot be read", call=call, exc_info=True)
            return None
        texts = read_texts(language)
        steps_taken, remarks = steps_of(connection, call), remarks_of(connection, call)
        found = robot_in_call(flow, run.state, steps_taken, remarks, texts, hides=hides)
        steps = [
            RobotStep(
                at=one.at,
                asked=one.asked,
                heard=one.heard,
                keys=one.keys,
                understood=one.understood,
                confidence=one.confidence,
                is_lost=one.is_lost,
                said=tuple(RobotSaid(said.text, said.is_fixed) for said in one.said),
            )
            for one in found.steps
        ]
        return RobotPart(
            href=f"/flows/{found.flow}",
            title=found.title,
            language=found.language,
            outcome=found.outcome,
            tone=found.tone,
            hides=found.hides,
            steps=steps,
            visits=[RobotVisit(at=one.at, whose=one.whose, answer=one.answer) for one in found.visits],
            remarks=[
                RobotRemark(at=one.at, kind=one.kind, mark=one.mark, text=one.text, seconds=one.seconds)
                for one in found.remarks
            ],
        )

    def titles(self, connection: Connection, calls: Sequence[CallId], language: Language) -> Mapping[CallId, str]:
        """'confirmed · Confirm tomorrow's visits', by call: where a line is too short, what came of it stays."""
        texts = read_texts(language)
        words = FlowWords(texts.pgettext)
        return {
            call: f"{words.outcome(outcome) if outcome else words.goes_on()} · {title_by_id(flow, texts.gettext)}"
            for call, flow, outcome in led_calls(connection, calls)
        }

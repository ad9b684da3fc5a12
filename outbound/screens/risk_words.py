"""Why a patient is more, or less, likely not to come than others, in words. Pure."""

from collections.abc import Mapping

from callcenter.kit.words import P_
from callcenter.web.texts import Texts
from outbound.risk.facts import Factor
from outbound.risk.model import Risk, RiskModel

_SO: Mapping[Factor, tuple[str, str]] = {
    Factor.MISSED_BEFORE: P_("risk", "missed visits before"),
    Factor.MISSED_LAST: P_("risk", "missed the last visit"),
    Factor.CANCELS: P_("risk", "often cancels"),
    Factor.FIRST_VISIT: P_("risk", "first visit"),
    Factor.BOOKED_LONG_AGO: P_("risk", "booked long ago"),
    Factor.EARLY: P_("risk", "early hour"),
    Factor.LATE: P_("risk", "late hour"),
    Factor.MONDAY: P_("risk", "on a Monday"),
    Factor.CONFIRMED: P_("risk", "has confirmed"),
}
_NOT_SO: Mapping[Factor, tuple[str, str]] = {
    Factor.MISSED_BEFORE: P_("risk", "has hardly missed a visit"),
    Factor.MISSED_LAST: P_("risk", "did not miss the last visit"),
    Factor.CANCELS: P_("risk", "seldom cancels"),
    Factor.FIRST_VISIT: P_("risk", "has been here before"),
    Factor.BOOKED_LONG_AGO: P_("risk", "booked shortly before"),
    Factor.EARLY: P_("risk", "not at an early hour"),
    Factor.LATE: P_("risk", "not at a late hour"),
    Factor.MONDAY: P_("risk", "not on a Monday"),
    Factor.CONFIRMED: P_("risk", "has not confirmed"),
}


def parts_told(risk: Risk, model: RiskModel, texts: Texts) -> tuple[list[str], list[str]]:
    """What raises the risk, and what lowers it; the weightiest first."""
    raising: list[str] = []
    lowering: list[str] = []
    for part in risk.parts:
        is_so = part.raises == (model.weights[part.factor] > 0)
        words = texts.pgettext(*(_SO if is_so else _NOT_SO)[part.factor])
        (raising if part.raises else lowering).append(words)
    return raising, lowering

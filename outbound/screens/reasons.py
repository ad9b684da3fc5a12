"""Why a patient is called or is not, in words with dates. Pure."""

from collections.abc import Mapping
from datetime import datetime

from callcenter.kit.words import N_
from callcenter.web.formats import Formats
from callcenter.web.texts import Texts
from outbound.rules.reasons import FOREVER, Personally, Reason

_SHORT: Mapping[Reason, str] = {
    Reason.DUE: N_("due now"),
    Reason.DUE_LATER: N_("due later today"),
    Reason.DIED: N_("has died"),
    Reason.DO_NOT_CALL: N_("asked not to be called"),
    Reason.NO_CONSENT: N_("has not agreed to such calls"),
    Reason.WRONG_NUMBER: N_("the number is somebody else's"),
    Reason.NO_PHONE: N_("no phone number"),
    Reason.NO_ZONE: N_("the time zone is not known"),
    Reason.CANCELLED: N_("the visit was cancelled"),
    Reason.CONFIRMED_ALREADY: N_("the visit is confirmed already"),
    Reason.REFUSED: N_("has refused"),
    Reason.TRIES_SPENT: N_("tried as often as the rules allow"),
    Reason.COMPLAINT_OPEN: N_("a complaint is open"),
    Reason.BALANCE_DUE: N_("owes the clinic money"),
    Reason.OFFER_IN_HAND: N_("is thinking about an offer"),
    Reason.NO_SLOT_FITS: N_("no free place fits"),
    Reason.NOT_DUE: N_("not due yet"),
    Reason.HAS_FUTURE_VISIT: N_("has a visit ahead"),
    Reason.TOO_SOON: N_("too soon after the last call about it"),
    Reason.FAMILY_LIMIT: N_("the family was called often enough"),
    Reason.RECENTLY_CALLED: N_("called a short time ago"),
    Reason.DAY_OFF: N_("no calls today: a day off"),
    Reason.OUTSIDE_WINDOW: N_("outside the hours of calling"),
}
_PERSONALLY: Mapping[Personally, str] = {
    Personally.COMPLAINT: N_("a complaint is open"),
    Personally.UNSETTLED: N_("the last call ended undecided, or somebody else answered"),
    Personally.NO_GUARDIAN: N_("a child, and nobody knows who speaks for it"),
}
_UNTIL = N_("%(reason)s, until %(when)s")
_CALLED_BEFORE = N_("called %(when)s; not again before %(until)s")
_UNKNOWN = N_("another reason: %(reason)s")


class ReasonWords:
    """The reasons in a reader's language."""

    def __init__(self, texts: Texts, formats: Formats, now: datetime) -> None:
        self._texts, self._formats, self._now = texts, formats, now

    def short(self, reason: str) -> str:
        """Without a date; a word that the rules do not know is shown as it is."""
        if reason not in set(Reason):
            return self._texts.gettext(_UNKNOWN) % {"reason": reason}
        return self._texts.gettext(_SHORT[Reason(reason)])

    def personally(self, why: Personally) -> str:
        """Why a person has to call."""
        return self._texts.gettext(_PERSONALLY[why])

    def told(self, reason: str, until: datetime | None, last: datetime | None = None) -> str:
        """With until when it holds; `last`: when the patient was called last, where that is known."""
        words = self.short(reason)
        if until is None or until >= FOREVER or until <= self._now:
            return words
        when = self.when(until)
        if last is not None and reason == Reason.RECENTLY_CALLED:
            return self._texts.gettext(_CALLED_BEFORE) % {"when": self.when(last), "until": when}
        return self._texts.gettext(_UNTIL) % {"reason": words, "when": when}

    def is_past(self, moment: datetime) -> bool:
        """Whether a moment has come."""
        return moment <= self._now

    def when(self, moment: datetime) -> str:
        """The time where it is today, else the day; further days with their year."""
        if self._formats.date(moment) == self._formats.date(self._now):
            return self._formats.time(moment)
        if abs((moment - self._now).days) > _NEAR_DAYS:
            return self._formats.date(moment)
        return f"{self._formats.day(moment)}, {self._formats.time(moment)}"


_NEAR_DAYS = 60

"""The register of numbers that asked not to be called: looked through, added to by hand or from a file, cut down."""

from collections.abc import Sequence
from dataclasses import dataclass

from callcenter.domain.clinic import whole_name
from callcenter.domain.outreach import EVERY_PURPOSE, Channel, Purpose
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import OperatorId, PatientId
from callcenter.kit.phones import PhoneNumber, parse_phone
from callcenter.kit.words import N_
from callcenter.storage.access import ONE_LIST, log_access, log_access_once
from outbound.do_not_call_store import EVERY_CHANNEL, Refusal, add_refusal
from outbound.screens import register_store
from outbound.screens.parts import CampaignPageParts
from outbound.screens.register_file import NumbersRead, read_numbers
from outbound.screens.register_store import ADDED, REMOVED, Change
from outbound.screens.store import calls_there, names_of

BY_HAND = "by_hand"
MOST = 50
NO_REASON = N_("Say why the number may be called again; it is kept with your name.")
GONE = N_("This line is not in the register any more. Load the page again.")
_LONGEST_REASON = 500
_PURPOSES = (EVERY_PURPOSE, *(one.value for one in Purpose))
_CHANNELS = (EVERY_CHANNEL, *(one.value for one in Channel))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the register with what stands around it."""

    refusal: Refusal
    owners: Sequence[tuple[PatientId, str]]
    """Whose number it is, as the clinic knows."""
    by: str
    """Who put it there by hand; ''."""
    has_call: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the register."""

    lines: Sequence[Line]
    total: int
    removed: Sequence[tuple[Change, str]]
    """The last ones that were taken out, with who did it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import came to."""

    read: NumbersRead
    new: int
    known: int


class Register:
    """The use cases."""

    def __init__(self, parts: CampaignPageParts) -> None:
        self._parts = parts

    def page(self, by: OperatorId, text: str, purpose: str, channel: str, skip: int) -> Page:
        """A page of it; that the list was seen is kept."""
        database = self._parts.database
        log_access_once(database, by, "list", "do_not_call", self._parts.clock.now(), within=ONE_LIST)
        with database.read() as connection:
            found, total = register_store.find_refusals(connection, text, purpose, channel, skip, MOST)
            owners = register_store.owners_of(connection, (one.number.e164 for one in found))
            added = register_store.who_added(connection, found)
            removed = register_store.last_changes(connection, REMOVED, 5)
            names = names_of(connection, {*added.values(), *(one.by for one in removed)})
            calls = calls_there(connection, (one.call for one in found if one.call))
        lines = [
            Line(
                refusal=one,
                owners=[(who, whole_name(given, last)) for who, given, last in owners.get(one.number.e164, ())],
                by=names.get(added.get((one.number.e164, one.purpose, one.channel), OperatorId("")), ""),
                has_call=one.call in calls,
            )
            for one in found
        ]
        return Page(lines=lines, total=total, removed=[(one, names.get(one.by, one.by)) for one in removed])

    def number(self, text: str) -> PhoneNumber:
        """The number that somebody typed. Raises BadInputError."""
        return parse_phone(text, self._parts.country)

    def add(
        self, number: PhoneNumber, purpose: str, channel: str, by: OperatorId, patient: PatientId | None = None
    ) -> bool:
        """Put a number in; False where it stands there already. Raises BadInputError for odd words."""
        _check(purpose, channel)
        now = self._parts.clock.now()
        new = Refusal(number=number, purpose=purpose, channel=channel, reason=BY_HAND, since=now, patient=patient)
        with self._parts.database.work() as work:
            if register_store.find_refusal(work.connection, number.e164, purpose, channel):
                return False
            add_refusal(work.connection, new)
            register_store.note_changes(work.connection, [new], ADDED, by, now)
            log_access(work.connection, by, "refuse_calls", patient or number.e164, now)
        return True

    def add_file(self, data: bytes, purpose: str, channel: str, by: OperatorId) -> Imported:
        """Put the numbers of a file in. Raises BadInputError for a file that cannot be read."""
        _check(purpose, channel)
        read, now = read_numbers(data, self._parts.country), self._parts.clock.now()
        with self._parts.database.work() as work:
            known = register_store.there_already(work.connection, (one.e164 for one in read.numbers), purpose, channel)
            new = [
                Refusal(number=one, purpose=purpose, channel=channel, reason=BY_HAND, since=now)
                for one in read.numbers
                if one.e164 not in known
            ]
            for one in new:
                add_refusal(work.connection, one)
            register_store.note_changes(work.connection, new, ADDED, by, now)
            log_access(work.connection, by, "import_refusals", "do_not_call", now)
        return Imported(read=read, new=len(new), known=len(known))

    def remove(self, number: str, purpose: str, channel: str, why: str, by: OperatorId) -> int:
        """Take a line out; returns the change, by which it can be undone. Raises BadInputError."""
        why, now = " ".join(why.split())[:_LONGEST_REASON], self._parts.clock.now()
        if not why:
            raise BadInputError(NO_REASON)
        with self._parts.database.work() as work:
            there = register_store.find_refusal(work.connection, number, purpose, channel)
            if there is None or not register_store.remove_refusal(work.connection, there):
                raise BadInputError(GONE)
            log_access(work.connection, by, "allow_calls", there.patient or number, now)
            return register_store.note_changes(work.connection, [there], REMOVED, by, now, why)

    def undo(self, change: int, by: OperatorId) -> None:
        """Put back what was taken out, as it stood there. Raises BadInputError where there is nothing to undo."""
        now = self._parts.clock.now()
        with self._parts.database.work() as work:
            found = register_store.find_change(work.connection, change)
            if found is None or found.what != REMOVED or not register_store.undo_change(work.connection, change, now):
                raise BadInputError(GONE)
            one = found.refusal
            if not register_store.find_refusal(work.connection, one.number.e164, one.purpose, one.channel):
                add_refusal(work.connection, one)
            log_access(work.connection, by, "refuse_calls", one.patient or one.number.e164, now)

    def change(self, change: int) -> Change | None:
        """A change that can still be undone, or None."""
        with self._parts.database.read() as connection:
            found = register_store.find_change(connection, change)
        return found if found is not None and found.what == REMOVED and found.undone_at is None else None


def _check(purpose: str, channel: str) -> None:
    if purpose not in _PURPOSES or channel not in _CHANNELS:
        raise BadInputError(N_("Choose from the list for what, and by which channel, the number is not to be called."))

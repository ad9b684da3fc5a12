"""The operator's note, saved while it is typed."""

from dataclasses import replace

from callcenter.desk.actions.edit import Desk
from callcenter.desk.problems import NoteTooLongError, StaleNoteError
from callcenter.domain.events import CallNoted
from callcenter.domain.people import Operator
from callcenter.kit.ids import CallId

LONGEST = 4000
"""Characters of a note."""


class Notes:
    """Keeps the note of a call."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def save(self, who: Operator, call: CallId, note: str, note_version: int) -> int:
        """Keep the note; returns its new version.

        Raises NoteTooLongError, and StaleNoteError where another tab has changed it unseen.
        """
        note = note.replace("\r\n", "\n")
        if len(note) > LONGEST:
            raise NoteTooLongError
        with self._desk.edit(who, call) as edit:
            if edit.desk.note == note:
                return edit.desk.note_version
            if edit.desk.note_version != note_version:
                raise StaleNoteError(edit.desk.note, edit.desk.note_version)
            edit.desk = replace(edit.desk, note=note, note_version=note_version + 1)
            edit.work.emit(CallNoted(call=call, at=edit.now))
            return note_version + 1

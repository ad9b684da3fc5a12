"""Why the desk could not do what was asked; each message says what was kept and what to do next."""

from callcenter.kit.errors import CallCenterError
from callcenter.kit.words import N_


class DeskError(CallCenterError):
    """The desk's refusal; its message is shown in the line reserved for it."""


class StaleDeskError(DeskError):
    """The screen showed an older state than the one that is stored: another tab, or a key pressed twice."""

    def __init__(self) -> None:
        super().__init__(N_("The call has moved on meanwhile, in another tab or by a key pressed twice. Look again."))


class StaleNoteError(DeskError):
    """The note was changed in another tab while it was typed here."""

    def __init__(self, other: str, note_version: int) -> None:
        super().__init__(
            N_("This note was changed in another tab while you typed. Nothing is lost: choose which to keep.")
        )
        self.other = other
        self.note_version = note_version


class NoteTooLongError(DeskError):
    """The note has no room for all that was typed; nothing of it is cut."""

    def __init__(self) -> None:
        super().__init__(
            N_("The note is longer than 4000 characters and was not saved. Shorten it; what you typed is still here.")
        )


class OtherDeskError(DeskError):
    """The call is at another operator's desk."""

    def __init__(self) -> None:
        super().__init__(N_("This call is at another operator's desk now."))


class CallOverError(DeskError):
    """The call has ended before the click arrived."""

    def __init__(self) -> None:
        super().__init__(N_("The call has already ended. What you wrote is kept: finish it with its outcome."))


class NotRingingError(DeskError):
    """The call does not ring at this desk any more."""

    def __init__(self) -> None:
        super().__init__(N_("This call is not ringing here any more: somebody took it, or the caller rang off."))


class ExchangeRefusedError(DeskError):
    """The exchange did not do what was asked."""

    def __init__(self) -> None:
        super().__init__(N_("The telephone exchange did not take the command. Try again, or use the telephone itself."))


class NotPossibleError(DeskError):
    """This exchange has no such command."""

    def __init__(self) -> None:
        super().__init__(N_("This telephone exchange cannot do that from the screen. Use the telephone itself."))


class ScriptChangedError(DeskError):
    """The script was replaced by another version after the call had begun with it."""

    def __init__(self) -> None:
        super().__init__(
            N_("The script was changed during this call. Go on in another one from the list, or talk freely.")
        )


class NoSuchScriptError(DeskError):
    """The script to go on with is not there in the language of the call."""

    def __init__(self) -> None:
        super().__init__(
            N_("The script to go on with is not there any more. Choose another one from the list, or talk freely.")
        )


class EarlierScriptGoneError(DeskError):
    """The script that the call came over from was replaced or deleted meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            N_("The script that this call came from was changed meanwhile, so there is no way back. Go on from here.")
        )


class NothingSaidError(DeskError):
    """A note of what the patient said is empty, or has no room for all of it."""

    def __init__(self) -> None:
        super().__init__(N_("Write what the patient said, in at most 200 characters. Nothing was saved yet."))


class NoScriptError(DeskError):
    """The call has no script to walk."""

    def __init__(self) -> None:
        super().__init__(N_("There is no script for this call. Talk freely and record the outcome."))

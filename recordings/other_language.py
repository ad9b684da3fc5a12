"""Who may have a recording written down in another language than its own, and when. Pure.

The detector of wrong languages misses some, so those who answer for the scores choose freely. Whoever else may open a
recording chooses where no good words can be lost: otherwise anybody could do away with the score of a call.
"""

from callcenter.domain.people import Role
from recordings.recording import Recording, RecordingState, SoundFault

_WITHOUT_WORDS = frozenset({RecordingState.NO_MODEL, RecordingState.FAILED})


def is_in_question(recording: Recording) -> bool:
    """Something says that its language is wrong, or there are no words that say anything of it."""
    is_wordless = any(note.fault is SoundFault.NO_WORDS for note in recording.notes)
    return recording.is_doubted or is_wordless or recording.state in _WITHOUT_WORDS


def may_choose_language(recording: Recording, role: Role, *, was_chosen: bool) -> bool:
    """Whether somebody who may open the recording may choose its language. `was_chosen`: somebody did so before, and
    may have been wrong."""
    if not recording.path:
        return False
    return role.includes(Role.MANAGER) or was_chosen or is_in_question(recording)

"""What can be wrong with a recording."""

from callcenter.kit.errors import BadInputError
from callcenter.kit.words import N_

SOUND_GONE = N_("The sound of this recording is gone from the recordings folder; restore it from a backup.")


class AudioError(BadInputError):
    """A recording cannot be used; the message says why and what can be done. The file itself is never touched."""


class SoundAwayError(AudioError):
    """The file is not there: it may come, or its disk may be away for a while."""

"""What can be wrong with a recording."""

from callcenter.kit.errors import BadInputError


class AudioError(BadInputError):
    """A recording cannot be used; the message says why and what can be done. The file itself is never touched."""

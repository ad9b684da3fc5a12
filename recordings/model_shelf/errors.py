"""What can go wrong with a speech model before it is used."""

from callcenter.kit.errors import CallCenterError


class ModelError(CallCenterError):
    """A speech model could not be had, checked or taken away; the message says what to do. What was there stays."""


class BrokenArchiveError(ModelError):
    """The zip file itself is of no use; it has to be fetched or copied again."""

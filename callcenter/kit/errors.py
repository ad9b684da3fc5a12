"""The one root of all errors that a person may read."""


class CallCenterError(Exception):
    """Something went wrong that we foresaw: the message says what happened and what can be done.

    Messages are shown to operators and printed by the command line, so they never hold a secret,
    and they hold a patient's data only where the reader is the one who typed it.
    """


class BadInputError(CallCenterError):
    """What a person or another system gave us cannot be used; the message says what to give instead."""


class NotAllowedError(CallCenterError):
    """The person who asks may not do this; the message says who may."""


class NotFoundError(CallCenterError):
    """The thing asked for does not exist (any more)."""

"""Marks for texts that are translated later: the extractor of message catalogues finds them, nothing else happens."""


def N_(text: str) -> str:  # noqa: N802 - the customary name of this mark in gettext programs
    """The English text unchanged; it is translated where it is shown."""
    return text


def P_(context: str, text: str) -> tuple[str, str]:  # noqa: N802 - the customary name of this mark
    """The context and the English text unchanged, for short words whose translation depends on the context."""
    return context, text

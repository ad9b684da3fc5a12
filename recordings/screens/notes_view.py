"""What the operator left about a call, as people call things. Pure."""

from collections.abc import Callable
from dataclasses import replace

from callcenter.kit.languages import Language
from recordings.calls.entry import DeskNotes


def titled(notes: DeskNotes, script_title: Callable[[str, Language], str]) -> DeskNotes:
    """The notes with the script's title and its language's own name in place of id and code; a call that was opened
    without a script has none."""
    if not notes.script_language:
        return replace(notes, script="")
    language = Language(notes.script_language)
    return replace(notes, script=script_title(notes.script, language), script_language=language.own_name)

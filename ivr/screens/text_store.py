"""Texts of prompts that were changed on screen: one file a language in the clinic's own content folder.

It is an ordinary file of prompts, read after all others of the folder, so that calls, commands and the lint know it.
"""

import json
import threading
from collections.abc import Mapping
from pathlib import Path

from callcenter.kit.content import read_content
from callcenter.kit.languages import Language
from ivr.flow.prompts import Prompt, read_prompts
from ivr.prompt_sounds.pair_store import write_whole

_HEAD = "# Changed on the pages of the robot's conversations, where it can be undone too.\n"


class ChangedTexts:
    """The files."""

    def __init__(self, own: Path) -> None:
        """`own`: the clinic's own content folder; made with the first change."""
        self._own = own
        self._lock = threading.Lock()

    def all(self, language: Language) -> Mapping[str, Prompt]:
        """What was changed in a language. Raises ContentError where the file was spoilt by hand."""
        path = self._path(language)
        return read_prompts(read_content(path)).by_id if path.is_file() else {}

    def put(self, language: Language, prompt: Prompt) -> None:
        """Keep a text. Raises OSError, ContentError."""
        with self._lock:
            self._write(language, {**self.all(language), prompt.id: prompt})

    def remove(self, language: Language, prompt: str) -> None:
        """Forget a text; what stands in other files is used again. Raises OSError, ContentError."""
        with self._lock:
            self._write(language, {name: one for name, one in self.all(language).items() if name != prompt})

    def _write(self, language: Language, prompts: Mapping[str, Prompt]) -> None:
        path = self._path(language)
        if not prompts:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"  {_quoted(name)}: {_value(one)}\n" for name, one in sorted(prompts.items())]
        text = f"{_HEAD}language: {language.value}\nprompts:\n{''.join(lines)}"
        write_whole(path, text.encode(), forced=True)

    def _path(self, language: Language) -> Path:
        return self._own / "prompts" / f"zz-changed-on-screen.{language.value}.yaml"


def _value(prompt: Prompt) -> str:
    if not prompt.fallback:
        return _quoted(prompt.text)
    return f"{{text: {_quoted(prompt.text)}, fallback: {_quoted(prompt.fallback)}}}"


def _quoted(text: str) -> str:
    """A JSON string is a YAML string too."""
    return json.dumps(text, ensure_ascii=False)

"""The flows as their files say today. A changed file holds from the next call on; one that cannot be read does not."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from callcenter.kit.content import ContentError, parse_content
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from ivr.flow.loader import PROMPTS, SHIPPED, is_prompt_file
from ivr.flow.model import About, Part
from ivr.flow.prompts import read_prompts
from ivr.flow.reading import is_part, read_flow, read_part
from ivr.leading.edition import Edition

_log = get_logger(__name__)

_Signs = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Texts:
    """What the files hold: flows and parts by id, prompts by language."""

    flows: Mapping[str, tuple[str, tuple[str, ...]]]
    """The text of a flow and the ids of all its parts."""
    parts: Mapping[str, str]
    prompts: Mapping[Language, tuple[str, ...]]
    abouts: Mapping[str, About]


class FlowShelf:
    """All flows as texts; looks at the files again before each call."""

    def __init__(self, own: Path | None = None, shipped: Path = SHIPPED, prompts: Path = PROMPTS) -> None:
        """`own`: the clinic's own content folder, whose flows/ and prompts/ replace what is shipped."""
        self.own = own
        self._folders = (shipped,) if own is None else (shipped, own / "flows")
        self._words = (prompts,) if own is None else (prompts, own / "prompts")
        self._lock = threading.Lock()
        self._signs: _Signs = ()
        self._texts: _Texts | None = None

    def edition(self, flow: str, language: Language) -> Edition | None:
        """The texts of a flow in a language as they are now; None where there is no such flow, or no words for it."""
        texts = self._fresh()
        found, words = texts.flows.get(flow), texts.prompts.get(language)
        if found is None or words is None:
            return None
        source, parts = found
        return Edition(language=language, flow=source, parts=tuple(texts.parts[one] for one in parts), prompts=words)

    def about_of(self, flow: str) -> About:
        """Which visits a flow is about; coming ones where there is no such flow."""
        return self._fresh().abouts.get(flow, About.COMING)

    def _fresh(self) -> _Texts:
        with self._lock:
            signs = tuple(_sign(path) for path in self._files(*self._folders, *self._words))
            if self._texts is None or signs != self._signs:
                try:
                    self._texts, self._signs = self._read(), signs
                except (ContentError, OSError) as exc:
                    if self._texts is None:
                        raise
                    _log.warning("flows were changed and cannot be read; calls go on with those before", why=str(exc))
                    self._signs = signs
            return self._texts

    def _read(self) -> _Texts:
        sources = [(str(path), path.read_text(encoding="utf-8")) for path in self._files(*self._folders)]
        entries = [(parse_content(text, path), text) for path, text in sources]
        part_texts = {read_part(entry).id: (read_part(entry), text) for entry, text in entries if is_part(entry)}
        parts = {name: part for name, (part, _) in part_texts.items()}
        flows, abouts = {}, {}
        for entry, text in entries:
            if not is_part(entry):
                flow = read_flow(entry, parts)
                flows[flow.id] = (text, tuple(sorted(_closure(flow.parts, parts))))
                abouts[flow.id] = flow.about
        prompts: dict[Language, tuple[str, ...]] = {}
        for path in self._files(*self._words):
            text = path.read_text(encoding="utf-8")
            if is_prompt_file(entry := parse_content(text, str(path))):
                language = read_prompts(entry).language
                prompts[language] = (*prompts.get(language, ()), text)
        return _Texts(flows, {name: text for name, (_, text) in part_texts.items()}, prompts, abouts)

    @staticmethod
    def _files(*folders: Path) -> list[Path]:
        return [path for folder in folders for path in sorted(folder.rglob("*.yaml"))]


def _closure(names: tuple[str, ...], parts: Mapping[str, Part]) -> set[str]:
    """These parts and all that come with them."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in parts and name not in found:
            found.add(name)
            waiting += parts[name].parts
    return found


def _sign(path: Path) -> tuple[str, int, int]:
    try:
        stat = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), stat.st_mtime_ns, stat.st_size

"""Flows, parts and prompts from their files; a clinic's own folder replaces what is shipped, id by id."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from callcenter.kit.content import ContentError, Entry, read_content
from callcenter.kit.errors import NotFoundError
from callcenter.kit.languages import Language
from ivr.flow.model import Flow, Part
from ivr.flow.prompts import Prompts, merged, read_prompts
from ivr.flow.reading import is_part, read_flow, read_part

SHIPPED = Path(__file__).parents[1] / "flows"
"""The flows that come with the product: <flow>.yaml and parts/<part>.yaml."""
PROMPTS = Path(__file__).parents[1] / "prompts"
"""What they say: <language>.yaml."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All flows and what they say."""

    flows: Mapping[str, Flow]
    prompts: Mapping[Language, Prompts]

    def flow(self, flow_id: str) -> Flow:
        """The flow of that id. Raises NotFoundError."""
        try:
            return self.flows[flow_id]
        except KeyError as exc:
            raise NotFoundError(f"there is no flow {flow_id!r}; flows are {', '.join(sorted(self.flows))}") from exc

    def words(self, language: Language) -> Prompts:
        """The prompts of a language. Raises NotFoundError."""
        try:
            return self.prompts[language]
        except KeyError as exc:
            raise NotFoundError(f"there are no prompts in {language.own_name} ({language})") from exc


def load_book(own: Path | None = None) -> Book:
    """The shipped flows and prompts, and those of a clinic's own folder (flows/ and prompts/ in it) over them.

    Raises ContentError for the first file that cannot be used.
    """
    folders = [SHIPPED] if own is None else [SHIPPED, own / "flows"]
    words = [PROMPTS] if own is None else [PROMPTS, own / "prompts"]
    return Book(flows=load_flows(*folders), prompts=load_prompts(*words))


def load_flows(*folders: Path) -> Mapping[str, Flow]:
    """Every flow under `folders` with its parts; a later folder replaces flows and parts of the same id."""
    entries = [read_content(path) for folder in folders for path in sorted(folder.rglob("*.yaml"))]
    parts = {part.id: part for part in map(read_part, filter(is_part, entries))}
    flows = [read_flow(entry, parts) for entry in entries if not is_part(entry)]
    return MappingProxyType({flow.id: flow for flow in flows})


def load_prompts(*folders: Path) -> Mapping[Language, Prompts]:
    """The prompts under `folders` by language."""
    return merged(read_prompts(read_content(path)) for folder in folders for path in sorted(folder.rglob("*.yaml")))


def load_parts(*folders: Path) -> Mapping[str, Part]:
    """The parts under `folders`; what cannot be read is left to who checks the file itself."""
    found: dict[str, Part] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            try:
                entry = read_content(path)
                if is_part(entry):
                    part = read_part(entry)
                    found[part.id] = part
            except ContentError:
                continue
    return found


def is_prompt_file(entry: Entry) -> bool:
    """Whether a file holds prompts."""
    return isinstance(entry.value, Mapping) and "prompts" in entry.value

"""By what a clinic's calls are scored: the shipped standard and phrase packs, each replaced by the clinic's own file.

A clinic's folder has the shape of the shipped one: phone_standard.yaml and phrases/<language>.yaml, any of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from recordings.scoring.card import ScoreCard
from recordings.scoring.engine import score_call
from recordings.scoring.loader import PHRASES, STANDARD, load_pack, load_standard
from recordings.scoring.pack import PhrasePack
from recordings.scoring.standard import Standard
from recordings.transcript import CallTranscript


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The standard with its phrases, read once."""

    standard: Standard
    own_packs: Mapping[Language, PhrasePack] = field(default_factory=dict)
    """The clinic's own; a language without one has the shipped pack, which is read when it is first needed."""

    def score(self, call: CallTranscript) -> ScoreCard:
        """The scorecard of `call`."""
        return score_call(call, self.standard, self.own_packs.get(call.language) or load_pack(call.language))


def load_rulebook(own: Path | None = None) -> Rulebook:
    """The rulebook of a clinic whose own standards are in the folder `own`; a folder that is not there holds none.

    Raises ContentError as `file:line: message` for the first file that cannot be used.
    """
    if own is None:
        return Rulebook(standard=load_standard())
    for problem in misplaced(own):
        raise problem
    packs = {
        language: load_pack(language, own / PHRASES) for language in Language if _pack_file(own, language).exists()
    }
    return Rulebook(
        standard=load_standard(own / STANDARD) if (own / STANDARD).exists() else load_standard(), own_packs=packs
    )


def misplaced(own: Path) -> Iterator[ContentError]:
    """Files in a clinic's folder that would not be read, because of their names."""
    known = {own / STANDARD, *(_pack_file(own, language) for language in Language)}
    for path in sorted(own.rglob("*.y*ml")):
        if path not in known:
            names = ", ".join(f"{PHRASES}/{language.value}.yaml" for language in Language)
            yield ContentError(path, 1, f"a file of this name is not read; here belong {STANDARD} and {names}")


def _pack_file(own: Path, language: Language) -> Path:
    return own / PHRASES / f"{language.value}.yaml"

"""Reads the standard and the phrase packs from content files.

A pack holds its phrases as blocks of lines, one pattern a line; `#` starts a comment line.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from callcenter.kit.content import ContentError, Entry, read_content
from callcenter.kit.languages import Language, parse_language
from recordings.scoring.acts.model_file import ADMINISTRATOR, PATIENT, load_model
from recordings.scoring.acts.names import AdministratorAct, PatientAct
from recordings.scoring.acts.reading import ActModels
from recordings.scoring.opinion.opinion_file import load_opinion
from recordings.scoring.pack import PhrasePack, Phrases, build_pack
from recordings.scoring.patterns import PatternError, compile_pattern
from recordings.scoring.rulebook import Rulebook
from recordings.scoring.rules.measured import MEASURES
from recordings.scoring.standard import STAGES, TOTAL, Criterion, Standard
from recordings.scoring.text import UNSPACED_LANGUAGES

SHIPPED = Path(__file__).parent.parent / "standards"
_LABELLED = Path(__file__).parent / "labelled"
STANDARD = "phone_standard.yaml"
PHRASES = "phrases"
_NAMES = ("generic",)
_SIGNS = str.maketrans({"ё": "е", "’": "'", "ʼ": "'"})


@cache
def load_standard(path: Path = SHIPPED / STANDARD) -> Standard:
    """The standard of one file. Raises ContentError as `file:line: message`."""
    whole = read_content(path).fields(required=("id", "version", "criteria"), allowed=("title",))
    return read_standard(whole)


def read_standard(whole: Mapping[str, Entry]) -> Standard:
    """The standard of a file's fields. Raises ContentError."""
    criteria = tuple(_criterion(entry) for entry in whole["criteria"].items())
    if not criteria:
        raise whole["criteria"].fail("the standard has no criteria")
    _refuse_twins(whole["criteria"].items())
    total = sum(criterion.weight for criterion in criteria)
    if total != TOTAL:
        raise whole["criteria"].fail(f"the weights add up to {total}, not to {TOTAL}; {_too_much(total)}")
    title = _texts(whole["title"]) if "title" in whole else {}
    return Standard(id=whole["id"].text(), version=whole["version"].integer(), title=title, criteria=criteria)


def _too_much(total: int) -> str:
    return f"take {total - TOTAL} off some of them" if total > TOTAL else f"add {TOTAL - total} to some of them"


def _refuse_twins(criteria: Sequence[Entry]) -> None:
    seen: set[str] = set()
    for entry in criteria:
        name = entry.fields()["id"].text()
        if name in seen:
            raise entry.fields()["id"].fail(f"the criterion {name!r} is there twice")
        seen.add(name)


def _criterion(entry: Entry) -> Criterion:
    fields = entry.fields(
        required=("id", "stage", "weight", "title"), allowed=("critical", "applies", "proof", "limits")
    )
    name, weight, stage = fields["id"].text(), fields["weight"].integer(), fields["stage"].text()
    if weight <= 0:
        raise fields["weight"].fail("a weight must be above 0")
    if stage not in STAGES:
        raise fields["stage"].fail(f"there is no stage {stage!r}; stages are {', '.join(STAGES)}")
    return Criterion(
        id=name,
        stage=stage,
        weight=weight,
        critical="critical" in fields and fields["critical"].flag(),
        title=_texts(fields["title"]),
        applies=_texts(fields["applies"]) if "applies" in fields else {},
        proof=_texts(fields["proof"]) if "proof" in fields else {},
        limits=_limits(name, entry, fields),
    )


def _texts(entry: Entry) -> Mapping[Language, str]:
    texts = entry.fields(required=tuple(language.value for language in Language))
    return {parse_language(name): text.text() for name, text in texts.items()}


def _limits(criterion: str, entry: Entry, fields: Mapping[str, Entry]) -> Mapping[str, float]:
    if criterion not in MEASURES:
        if "limits" in fields:
            raise fields["limits"].fail(
                f"the criterion {criterion!r} is judged by words and has no limits; delete them"
            )
        return {}
    _, needed = MEASURES[criterion]
    if "limits" not in fields:
        raise entry.fail(f"the criterion {criterion!r} is measured and needs limits: {', '.join(needed)}")
    limits = fields["limits"].fields(required=needed)
    return {name: limit.number() for name, limit in limits.items()}


@cache
def load_pack(language: Language, folder: Path = SHIPPED / PHRASES) -> PhrasePack:
    """The phrase pack of `language`. Raises ContentError as `file:line: message`."""
    path = folder / f"{language.value}.yaml"
    whole = read_content(path).fields(
        required=("id", "version", "language", "names", "polite"), allowed=("sets", "administrator", "patient")
    )
    if whole["language"].text() != language.value:
        raise whole["language"].fail(f"a file named {path.name} must hold the language {language.value!r}")
    spaced = language.value not in UNSPACED_LANGUAGES
    sections = {
        "sets": whole["sets"].fields() if "sets" in whole else {},
        "names": whole["names"].fields(allowed=_NAMES),
        "administrator": _acts(whole, "administrator", AdministratorAct),
        "patient": _acts(whole, "patient", PatientAct),
        "polite": {"polite": whole["polite"]},
    }
    known_sets = {name: list(_lines(entry).values()) for name, entry in sections["sets"].items()}
    for section in sections.values():
        for entry in section.values():
            _check(entry, known_sets, spaced=spaced)
    lines = {
        section: {name: list(_lines(entry).values()) for name, entry in entries.items()}
        for section, entries in sections.items()
    }
    phrases = Phrases(
        sets=known_sets,
        names=lines["names"],
        polite=lines["polite"]["polite"],
        own_acts=lines["administrator"],
        own_patient_acts=lines["patient"],
    )
    return build_pack(language, whole["version"].integer(), phrases)


def _acts(whole: Mapping[str, Entry], section: str, acts: type[StrEnum]) -> Mapping[str, Entry]:
    return whole[section].fields(allowed=[act.value for act in acts]) if section in whole else {}


def _lines(entry: Entry) -> Mapping[int, str]:
    """The patterns of a block by their line in the file."""
    text = "" if entry.value is None else str(entry.value)
    numbered = enumerate(text.splitlines(), entry.line + 1)
    cleaned = ((number, line.strip().lower().translate(_SIGNS)) for number, line in numbered)
    return {number: line for number, line in cleaned if line and not line.startswith("#")}


def _check(entry: Entry, sets: Mapping[str, list[str]], *, spaced: bool) -> None:
    for number, line in _lines(entry).items():
        try:
            compile_pattern(line, sets, spaced=spaced)
        except PatternError as exc:
            raise ContentError(entry.path, number, str(exc)) from exc


def load_rulebook(own: Path | None = None) -> Rulebook:
    """The rulebook of a clinic whose own standards are in the folder `own`; a folder that is not there holds none.

    The folder has the shape of the shipped one; each file in it replaces the shipped file of its name. A shipped pack
    is read when it is first needed. Raises ContentError as `file:line: message` for the first file that is wrong.
    """
    if own is None:
        return Rulebook(standard=load_standard(), pack_of=load_pack, models_of=load_models, opinion=load_opinion())
    for problem in misplaced(own):
        raise problem
    packs = {
        language: load_pack(language, own / PHRASES) for language in Language if _pack_file(own, language).exists()
    }
    standard = load_standard(own / STANDARD) if (own / STANDARD).exists() else load_standard()
    return Rulebook(
        standard=standard,
        pack_of=lambda language: packs.get(language) or load_pack(language),
        models_of=load_models,
        opinion=load_opinion(),
    )


@cache
def load_models(language: Language) -> ActModels:
    """The act models of both sides of a call in `language`. Raises ActModelError."""
    return ActModels(load_model(language, ADMINISTRATOR), load_model(language, PATIENT))


@cache
def learned_calls() -> frozenset[str]:
    """Ids of the labelled calls that the shipped second opinion was formed on: the names of their files."""
    return frozenset(path.stem for path in _LABELLED.rglob("*.json"))


def misplaced(own: Path) -> Iterator[ContentError]:
    """Files in a clinic's folder that would not be read, because of their names."""
    known = {own / STANDARD, *(_pack_file(own, language) for language in Language)}
    for path in sorted(own.rglob("*.y*ml")):
        if path not in known:
            names = ", ".join(f"{PHRASES}/{language.value}.yaml" for language in Language)
            yield ContentError(path, 1, f"a file of this name is not read; here belong {STANDARD} and {names}")


def _pack_file(own: Path, language: Language) -> Path:
    return own / PHRASES / f"{language.value}.yaml"

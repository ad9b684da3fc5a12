"""A standard as JSON and back. Forgiving: versions that an older program wrote are read for ever. Pure."""

from collections.abc import Mapping, Sequence
from typing import cast

from callcenter.kit.languages import Language
from recordings.scoring.standard import STAGES, Criterion, Standard
from recordings.transcript import Json


def standard_to_json(standard: Standard) -> dict[str, Json]:
    """What a version stores."""
    return {
        "title": texts_to_json(standard.title),
        "criteria": [criterion_to_json(criterion) for criterion in standard.criteria],
    }


def standard_from_json(stored: Json, name: str, version: int) -> Standard:
    """The standard that a version stores, by its id and number."""
    fields = cast("Mapping[str, Json]", stored)
    criteria = cast("Sequence[Json]", fields.get("criteria") or ())
    return Standard(
        id=name,
        version=version,
        title=_texts(fields.get("title")),
        criteria=tuple(criterion_from_json(one) for one in criteria),
    )


def criterion_to_json(criterion: Criterion) -> dict[str, Json]:
    """One criterion."""
    return {
        "id": criterion.id,
        "stage": criterion.stage,
        "weight": criterion.weight,
        "critical": criterion.critical,
        "title": texts_to_json(criterion.title),
        "applies": texts_to_json(criterion.applies),
        "proof": texts_to_json(criterion.proof),
        "limits": dict(criterion.limits),
    }


def criterion_from_json(stored: Json) -> Criterion:
    """The criterion that was stored."""
    fields = cast("Mapping[str, Json]", stored)
    stage = str(fields.get("stage"))
    limits = cast("Mapping[str, float]", fields.get("limits") or {})
    name = str(fields["id"])
    return Criterion(
        id=name,
        stage=stage if stage in STAGES else STAGES[0],
        weight=int(cast(float, fields.get("weight") or 0)),
        critical=bool(fields.get("critical")),
        title=_texts(fields.get("title")) or dict.fromkeys(Language, name.replace("_", " ")),
        applies=_texts(fields.get("applies")),
        proof=_texts(fields.get("proof")),
        limits={limit: float(value) for limit, value in limits.items()},
    )


def texts_to_json(texts: Mapping[Language, str]) -> dict[str, Json]:
    """A text by language."""
    return {language.value: text for language, text in texts.items()}


def _texts(stored: Json) -> dict[Language, str]:
    """In every language: where one is missing, the text of the first that has it stands in."""
    given = cast("Mapping[str, str]", stored or {})
    known = {language: given[language.value] for language in Language if given.get(language.value)}
    if not known:
        return {}
    first = next(iter(known.values()))
    return {language: known.get(language, first) for language in Language}

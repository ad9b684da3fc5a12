"""Whether the act models are of the corpus of now. Reads the files of both."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from recordings.scoring.acts import features
from recordings.scoring.acts.corpus import read_corpus
from recordings.scoring.acts.model_file import ADMINISTRATOR, SIDES, ActModelError, load_manifest
from recordings.scoring.acts.model_file import SHIPPED as MODELS
from recordings.scoring.acts.names import AdministratorAct, PatientAct

SHIPPED = Path(__file__).parents[1] / "corpus"
LEAST_EXAMPLES = 150
"""How many utterances of the corpus every act of a language needs."""


def corpus_path(language: Language, side: str, corpus: Path = SHIPPED) -> Path:
    """Where the utterances of a side stand."""
    return corpus / language.value / f"{side}.txt"


def stale_act_models(corpus: Path = SHIPPED, models: Path = MODELS) -> Iterator[str]:
    """What is wrong with the corpus or its models, as `path:line: message`."""
    for language in Language:
        try:
            manifest = load_manifest(language, models)
        except ActModelError as problem:
            yield f"{models}:1: {problem}"
            continue
        for side in SIDES:
            path = corpus_path(language, side, corpus)
            yield from _problems(path, side)
            if (
                manifest.version != features.VERSION
                or manifest.corpus.get(side) != sha256(path.read_bytes()).hexdigest()
            ):
                yield f"{path}:1: the act model is of another corpus; run 'make act-models LANG={language.value}'"


def _problems(path: Path, side: str) -> Iterator[str]:
    acts = [act.value for act in (AdministratorAct if side == ADMINISTRATOR else PatientAct)]
    try:
        examples = list(read_corpus(path.read_text(encoding="utf-8"), path, acts))
    except ContentError as problem:
        yield str(problem)
        return
    for act in acts:
        found = sum(act in example.acts for example in examples)
        if found < LEAST_EXAMPLES:
            yield f"{path}:1: {found} utterances do {act!r}; write at least {LEAST_EXAMPLES}"

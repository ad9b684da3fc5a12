"""Reads the corpus of acts for the examples beside the standard."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from recordings.scoring import acts
from recordings.scoring.acts.corpus import read_corpus
from recordings.scoring.acts.names import AdministratorAct
from recordings.standard_screens.examples import Examples, examples_of

_CORPUS = Path(acts.__file__).parents[1] / "corpus"
_log = get_logger(__name__)


@cache
def load_examples(language: Language, corpus: Path = _CORPUS) -> Mapping[str, Examples]:
    """Examples by criterion in one language; none where the corpus cannot be read, which never keeps a page back."""
    path = corpus / language.value / "administrator.txt"
    names = [act.value for act in AdministratorAct]
    try:
        return examples_of(list(read_corpus(path.read_text(encoding="utf-8"), path, names)))
    except (OSError, UnicodeDecodeError, ContentError):
        _log.warning("the corpus of examples cannot be read", language=language.value, exc_info=True)
        return {}

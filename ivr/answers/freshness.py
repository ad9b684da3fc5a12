"""Whether the answer models are of the corpus of now. Reads the files of both."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from ivr.answers.corpus import Answer, read_answers
from ivr.answers.model_file import SHIPPED, VERSION, AnswerModelError, load_manifest

CORPUS = Path(__file__).parent / "corpus"
CONCEPTS = Path(__file__).parent / "concepts"


def read_corpus(language: Language, corpus: Path = CORPUS) -> list[Answer]:
    """All answers of a language. Raises ContentError."""
    return [
        answer
        for path in sorted((corpus / language.value).glob("*.txt"))
        for answer in read_answers(path.read_text(encoding="utf-8"), path)
    ]


def made_from(language: Language, corpus: Path = CORPUS) -> str:
    """The SHA-256 of all that a language's models are made from."""
    total = sha256()
    for path in (*sorted((corpus / language.value).glob("*.txt")), CONCEPTS / f"{language.value}.yaml"):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def stale_answer_models(corpus: Path = CORPUS, models: Path = SHIPPED) -> Iterator[str]:
    """What is wrong with the corpus or its models, as `path:line: message`."""
    for language in Language:
        try:
            read_corpus(language, corpus)
            manifest = load_manifest(language, models)
        except ContentError as problem:
            yield str(problem)
            continue
        except AnswerModelError as problem:
            yield f"{models}:1: {problem}"
            continue
        if manifest.version != VERSION or manifest.made_from != made_from(language, corpus):
            yield (
                f"{corpus / language.value}:1: the answer models are of another corpus;"
                f" run 'make answer-models LANG={language.value}'"
            )

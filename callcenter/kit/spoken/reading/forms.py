"""Tables of word forms, written so that a native reader can check them."""

from collections.abc import Iterator, Mapping

from callcenter.kit.spoken.reading.numerals import Ordinal


def table(text: str) -> tuple[dict[str, int], dict[str, int]]:
    """Cardinals of lines such as `5 пять | пяти пятью`: those of nominative and accusative, and those of other cases.

    'ё' is written 'е', as in the pieces of a text.
    """
    direct: dict[str, int] = {}
    oblique: dict[str, int] = {}
    for number, forms in _lines(text):
        plain, _, bent = forms.partition("|")
        direct.update(dict.fromkeys(plain.split(), number))
        oblique.update(dict.fromkeys(bent.split(), number))
    return direct, oblique


def ordinals(text: str, endings: Mapping[str, str], irregular: Mapping[str, Mapping[str, str]]) -> dict[str, Ordinal]:
    """Ordinals of lines such as `5 пят`: each stem with every ending; `endings` says the letters of its form.

    A stem that `irregular` names has endings of its own.
    """
    found: dict[str, Ordinal] = {}
    for number, stems in _lines(text):
        for stem in stems.split():
            for ending, forms in irregular.get(stem, endings).items():
                word = stem + ending
                more = found[word].forms if word in found else ""
                found[word] = Ordinal(number, more + forms)
    return found


def names(text: str, first: int = 1) -> dict[str, int]:
    """Words of lines such as `января январь`, numbered by their lines."""
    return {word: first + place for place, line in enumerate(text.strip().splitlines()) for word in line.split()}


def every(text: str, value: int) -> dict[str, int]:
    """The same number for all words of a text."""
    return dict.fromkeys(text.split(), value)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for line in text.strip().splitlines():
        number, _, rest = line.strip().partition(" ")
        yield int(number), rest

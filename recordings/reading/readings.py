"""Where figures stand for spoken numbers, times, dates, amounts and telephones. What was spoken is kept. Pure."""

from callcenter.kit.languages import Language
from callcenter.kit.spoken.reading.found import Reading
from callcenter.kit.spoken.reading.registry import readings
from recordings.transcript import Turn


def readings_of(turn: Turn, language: Language) -> tuple[Reading, ...]:
    """The numbers, times, dates, amounts and telephone numbers of a turn, as spans over its words."""
    return readings([word.text for word in turn.words], language)


def readable_text(text: str, language: Language) -> str:
    """Words in figures where they are numbers; the same text where there are none. For quotes, which have no times."""
    words = list(text) if language is Language.ZH else text.split(" ")
    shown: list[str] = []
    done = 0
    for reading in readings(words, language):
        shown += [*words[done : reading.first], reading.text]
        done = reading.last + 1
    return text if not done else ("" if language is Language.ZH else " ").join([*shown, *words[done:]])

"""Dictionary forms of words, and where the words of a Chinese query end. The only place of the two libraries.

A dictionary is read when its language is first asked for: 0.1 to 1.2 s and 2 (en) to 50 MB (pl). As a plain dict it
would be eight times that, which is why the library's memory-saving reader is taken. Chinese costs 33 MB at its first
query.
"""

import threading
from functools import lru_cache

from callcenter.kit.languages import Language
from recordings.search.forms import ALSO, NO_VERBS, WRONG

_LOCK = threading.Lock()
"""One thread reads a dictionary, the others wait for it instead of reading it too."""


class _Dictionaries:
    """The dictionaries of the languages that were asked for."""

    def __init__(self) -> None:
        # Here and not above: a process that never looks for a word never pays for the library.
        from simplemma.strategies import DefaultStrategy

        self._strategy = DefaultStrategy(low_memory=True)

    def get(self, word: str, language: Language) -> str | None:
        """The dictionary form; None where the word is not known, nor can be derived from one that is."""
        if word in WRONG.get(language, ()):
            return word
        lemma = self._strategy.get_lemma(word, language.value)
        if lemma == word and not self.has(word, language):
            return None
        return lemma

    def has(self, word: str, language: Language) -> bool:
        """Whether the dictionary itself holds a word."""
        return self._strategy.is_dictionary_member(word, language.value)


@lru_cache(maxsize=1)
def _dictionaries() -> _Dictionaries:
    return _Dictionaries()


@lru_cache(maxsize=20_000)
def lemmas_of(word: str, language: Language) -> tuple[str, ...]:
    """The dictionary forms of a word in small letters, likeliest first; none where nobody knows it.

    Several where a form belongs to several words ('еду': ехать, еда), or where one word has two dictionary forms by
    which people look for it ('отменить', 'отменять').
    """
    if language is Language.ZH or (not word.isalpha() and "'" not in word):
        return ()
    with _LOCK:
        known = _dictionaries()
        first = known.get(word, language)
        found = [] if first is None else [first.lower()]
        if language is Language.EN:
            found += _english(word, first, known)
        if language is Language.PL and word.endswith("owi") and known.has(word[:-3], language):
            found.append(word[:-3])  # 'kanałowi': of 'kanał', not only of 'kanałowy'
    further = ALSO.get(language, {})
    found += [other for form in (word, *found) for other in further.get(form, ())]
    return tuple(dict.fromkeys(found))


def chinese_words(text: str) -> list[str]:
    """A run of Chinese signs cut into words."""
    import rjieba  # 33 MB, so not before somebody asks in Chinese

    return [str(word) for word in rjieba.cut(text)]


def _english(word: str, lemma: str | None, known: _Dictionaries) -> list[str]:
    """What the dictionary leaves out: the verb of 'booking', the one l of 'cancelled'."""
    if word.endswith("ing") and len(word) > 5 and word not in NO_VERBS:
        bases = (word[:-3], word[:-3] + "e", word[:-4] if word[-4] == word[-5] else "")
        return [base for base in bases if base and known.has(base, Language.EN)][:1]
    if lemma and len(lemma) > 4 and lemma[-1] == lemma[-2] and not known.has(lemma, Language.EN):
        return [lemma[:-1]]
    return []

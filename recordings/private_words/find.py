"""The private words of a call. Pure: transcript and known names in, spans out."""

from collections.abc import Sequence

from callcenter.kit.languages import Language
from recordings.private_words.chinese_names import find_chinese_names
from recordings.private_words.cues import cues_of
from recordings.private_words.dates import find_birth_dates
from recordings.private_words.known_names import KnownName
from recordings.private_words.numbers import BARE, find_numbers, find_tails
from recordings.private_words.spans import PrivateSpan, joined
from recordings.private_words.surnames import find_surnames
from recordings.private_words.tokens import token_turns
from recordings.private_words.vocabulary.registry import vocabulary_of
from recordings.transcript import Turn


def find_private_words(
    turns: Sequence[Turn], language: Language, known: Sequence[KnownName] = ()
) -> tuple[PrivateSpan, ...]:
    """Telephones, card and policy numbers, dates of birth, and surnames of `known` patients, in the order of the call.

    Spans do not overlap. They count the words of a turn as `tokens.turn_words` does.
    """
    vocabulary, heard = vocabulary_of(language), token_turns(turns, language)
    cues = cues_of(heard, vocabulary)
    found = list(find_birth_dates(heard, cues, vocabulary))
    # A date said in digits alone is as long as a telephone: what is asked for decides.
    found += [
        number
        for number in find_numbers(heard, cues, vocabulary)
        if number.reason != BARE or not any(number.overlaps(date) for date in found)
    ]
    found += find_tails(heard, vocabulary)
    if language is Language.ZH:
        found += find_chinese_names(heard, vocabulary, known)
    else:
        found += find_surnames(heard, cues, vocabulary, known, language)
    return joined(found)

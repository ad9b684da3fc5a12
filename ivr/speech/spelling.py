"""How a text is written for espeak-ng, where it would misread the usual writing. Data and one function; pure.

Word positions that the engine tells are those of the rewritten text.
"""

import re

from callcenter.kit.languages import Language

_QUOTES = re.compile('[«»„“”"]')
"""Left out in every language: the Ukrainian voice reads them aloud, and none needs them."""

_FIXES: dict[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    # The Mandarin dictionary spells words with a final -r wrongly: 这儿 is read as English "zhe four five".
    # The same words without it are right. 儿 as a syllable of its own (儿子, 儿科, 女儿, 婴儿) is read well and stays.
    Language.ZH: (
        (re.compile("(?<=[这那哪])儿"), "里"),
        (re.compile("(?<=[会点事今明玩孩门味劲块样头])儿(?![子童科女媳])"), ""),
    ),
}


def for_espeak(text: str, language: Language) -> str:
    """`text` in the writing that espeak-ng reads as a person would."""
    text = _QUOTES.sub("", text)
    for pattern, instead in _FIXES.get(language, ()):
        text = pattern.sub(instead, text)
    return text

"""How a text is written for espeak-ng, where it would misread the usual writing. Data and one function; pure.

Word positions that the engine tells are those of the rewritten text.
"""

import re

from callcenter.kit.languages import Language

_QUOTES = re.compile('[«»„“”"]')
"""Left out in every language: the Ukrainian voice reads them aloud, and none needs them."""

_SURNAMES = {"曾": "增", "单": "善", "仇": "求", "翟": "宅", "朴": "瓢", "任": "人", "解": "谢", "查": "扎", "区": "欧"}
"""Surnames of doctors and patients that the Mandarin dictionary reads as the common word, and what sounds like them."""

_FIXES: dict[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    Language.RU: (
        (re.compile(r"\bЛОР(?![А-ЯЁ])"), "лор"),  # a word, not three letters
        (re.compile(r"\s*&\s*"), " и "),
    ),
    Language.UK: (
        (re.compile(r"(?<=[а-яіїєґ])[`´](?=[а-яіїєґ])", re.IGNORECASE), "'"),  # else: "grave accent"
        (re.compile(r"№\s*"), "номер "),  # else nothing is said
        (re.compile(r"\bУЗД\b"), "у зе де"),
        (re.compile(r"\s*&\s*"), " і "),
    ),
    Language.PL: ((re.compile(r"№\s*|\b[Nn]r\.?\s+(?=\d)"), "numer "),),
    Language.EN: (
        (re.compile(r"\bMs\b\.?"), "Miz"),  # else the letters M and S
        (re.compile(r"\b(Mrs?|Dr)\."), r"\1"),  # the point would end the sentence
        (re.compile(r"№\s*|\bNo\.\s*(?=\d)"), "number "),
        (re.compile(r"\bENT\b"), "E N T"),
    ),
    # The Mandarin dictionary spells words with a final -r wrongly: 这儿 is read as English "zhe four five".
    # The same words without it are right. 儿 as a syllable of its own (儿子, 儿科, 女儿, 婴儿) is read well and stays.
    Language.ZH: (
        (re.compile("(?<=[这那哪])儿"), "里"),
        (re.compile("医生还"), "医生，还"),  # 医生还有号: else 生还, "to survive"
        (re.compile(r"№\s*(\w+)"), r"\1号"),
        (re.compile(r"\s*[&＆]\s*"), "和"),
        *(
            (re.compile(f"(?:(?<![一-鿿])|(?<=是)){one}(?=[一-鿿]{{0,2}}(?:医生|女士|先生))"), alike)
            for one, alike in _SURNAMES.items()
        ),
        (re.compile("(?<=[会点事今明玩孩门味劲块样头])儿(?![子童科女媳])"), ""),
    ),
}


def for_espeak(text: str, language: Language) -> str:
    """`text` in the writing that espeak-ng reads as a person would."""
    text = _QUOTES.sub("", text)
    for pattern, instead in _FIXES.get(language, ()):
        text = pattern.sub(instead, text)
    return text

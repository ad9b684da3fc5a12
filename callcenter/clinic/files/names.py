"""A whole name in two parts, as its language writes it."""

import re

_HAN = re.compile("[\u4e00-\u9fff]+")
_TWO_SIGNS = frozenset(
    (
        *(
            "欧阳",
            "太史",
            "端木",
            "上官",
            "司马",
            "东方",
            "独孤",
            "南宫",
            "万俟",
            "闻人",
            "夏侯",
            "诸葛",
            "尉迟",
            "公羊",
        ),
        *(
            "赫连",
            "澹台",
            "皇甫",
            "宗政",
            "濮阳",
            "公冶",
            "太叔",
            "申屠",
            "公孙",
            "慕容",
            "仲孙",
            "钟离",
            "长孙",
            "宇文",
        ),
        *("宇文", "司徒", "鲜于", "司空", "令狐"),
    )
)
"""Chinese surnames of two signs; all others have one."""
_PATRONYMIC = re.compile(".+(?:вич|вна|ична|івна|ївна|ьич)", re.IGNORECASE)
_WITH_PATRONYMIC = 3


def split_name(name: str) -> tuple[str, str]:
    """Given name (with the patronymic) and surname.

    '王芳' is 芳 of the family 王. 'Kowalska, Anna' has the surname first, and so has 'Петрова Мария Ивановна', which
    ends with a patronymic. Else the last word is the surname; a single word is a given name.
    """
    name = " ".join(name.split())
    if _HAN.fullmatch(name.replace(" ", "")):
        return _chinese(name)
    surname, comma, given = name.partition(",")
    if comma:
        return given.strip(), surname.strip()
    words = name.split()
    if len(words) == _WITH_PATRONYMIC and _PATRONYMIC.fullmatch(words[-1]) and not _PATRONYMIC.fullmatch(words[1]):
        return " ".join(words[1:]), words[0]
    return (" ".join(words[:-1]), words[-1]) if len(words) > 1 else (name, "")


def _chinese(name: str) -> tuple[str, str]:
    surname, blank, given = name.partition(" ")
    if blank:
        return given.replace(" ", ""), surname
    length = 2 if name[:2] in _TWO_SIGNS and len(name) > 2 else 1
    return (name[length:], name[:length]) if len(name) > 1 else (name, "")

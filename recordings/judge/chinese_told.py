"""Names that Chinese callers tell and no list holds: a family name in its place, and what follows. Pure."""

import re
from collections.abc import Iterator, Sequence

from callcenter.kit.languages import Language
from recordings.private_words.chinese_names import find_chinese_names
from recordings.private_words.known_names import KnownName
from recordings.private_words.spans import PrivateSpan
from recordings.private_words.tokens import token_turns
from recordings.private_words.vocabulary.registry import vocabulary_of
from recordings.transcript import Speaker, Turn

_NO_NAME = (
    "谢谢|高兴|方便|马上|万一|白天|任何|何时|余下|石头|金额|文件|关于|安排|温度|毛病|严重|程度|钱|曾经|许多|段时间"
)
"""Ordinary words that begin like a family name."""
_FAMILY = (
    rf"(?!{_NO_NAME})(?:欧阳|司马|上官|诸葛|皇甫|夏侯|慕容|"
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤温康施文牛樊葛邢安齐易乔伍庞颜"
    "倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝宁符舒阮柯纪梅童凌毕季裴霍涂苗谷盛曲翁冉骆蓝游])"
)
"""The family names of nineteen in twenty people."""
_CUE = re.compile(rf"(?:我叫|名字叫|名字是|姓名是|叫做|他叫|她叫|我是|免贵姓|我姓)({_FAMILY})([\u4e00-\u9fff]{{0,2}})")
_ANSWER = re.compile(rf"^[\W嗯哦啊好的]*({_FAMILY})([\u4e00-\u9fff]{{1,2}})(?![\u4e00-\u9fff])")
_TITLED = re.compile(rf"({_FAMILY})(?:先生|女士|小姐|太太|同志|阿姨|叔叔)")


def told_chinese_names(turns: Sequence[Turn]) -> Iterator[PrivateSpan]:
    """Where names are said that a caller tells in this call, or by which the clinic addresses them."""
    names = list(dict.fromkeys(_names(turns)))
    return find_chinese_names(token_turns(turns, Language.ZH), vocabulary_of(Language.ZH), names)


def _names(turns: Sequence[Turn]) -> Iterator[KnownName]:
    for turn in turns:
        yield from (KnownName("", found[1]) for found in _TITLED.finditer(turn.text))
        if turn.speaker is Speaker.PATIENT:
            for pattern in (_CUE, _ANSWER):
                yield from (KnownName(found[2], found[1]) for found in pattern.finditer(turn.text))

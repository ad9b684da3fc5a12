"""Chinese as it is said on the telephone: 下午三点半, 一百八, 幺三八四个零, 十一月二十四号."""

from collections.abc import Sequence
from datetime import time

from callcenter.kit.languages import Language
from callcenter.kit.spoken.reading.grammar import DigitWords, Grammar, Rule, Writing
from callcenter.kit.spoken.reading.hanzi import DIGITS, HanNumerals
from callcenter.kit.spoken.reading.making import Part, clock, day, fraction, money, percent
from callcenter.kit.spoken.reading.numerals import Counted

_NUMERALS = HanNumerals()
_MONTH_NUMBERS = [str(month) for month in range(1, 13)]
_CURRENCIES = ("CNY", "USD", "EUR")


def _year(texts: Sequence[str], at: int) -> Sequence[Counted]:
    """Years digit by digit: 二零二六, 八八."""
    digits = ""
    while at + len(digits) < len(texts) and len(digits) < 4 and texts[at + len(digits)] in DIGITS:
        digits += str(DIGITS[texts[at + len(digits)]])
    whole = [Counted(at + 4, int(digits))] if len(digits) == 4 and digits[:2] in ("19", "20") else []
    return whole or ([Counted(at + 2, int(digits))] if len(digits) == 2 else [])


def _hours(texts: Sequence[str], at: int) -> Sequence[Counted]:
    """Hours that are no 'one': 一点 is mostly 'a little'."""
    return [one for one in _NUMERALS.cardinals(texts, at) if 2 <= one.value <= 24]


def _written(at: time, part: int | None, hour: int, word: str) -> str:
    if part is None:
        return f"{hour}:{at.minute:02}"
    return f"{word.replace(' ', '')}{hour}:{at.minute:02}"


GRAMMAR = Grammar(
    language=Language.ZH,
    numerals=_NUMERALS,
    writing=Writing(thousands="", money={"CNY": "{}元", "USD": "{}美元", "EUR": "{}欧元"}, clock=_written),
    digits=DigitWords(measure="个", plus=frozenset({"加"}), only={"幺": 1, "洞": 0}),
    countries=("CN",),
    minute_zeros=frozenset({"零", "〇"}),
    sets={
        "day": "今天 明天 后天 昨天 前天 周一 周二 周三 周四 周五 周六 周日 周天 星期一 星期二 星期三 星期四 星期五"
        " 星期六 星期日 星期天 号 上午 下午 晚上 早上 时间 几点",
        "weekday": "周 星期 礼拜",
        "ending": "尾号 尾号是 号码 号码是 末尾 后四位 后四位是 验证码 验证码是 手机 电话 编号 卡号",
        "points": "建议 意见 要求 注意 想法 原因 理由 问题 说明 需要 区别 好处 提醒 不同 疑问",
    },
    names={
        "PART": {
            "凌晨": Part.DAWN,
            **dict.fromkeys(("早上", "上午", "早晨", "清晨", "今早", "明早"), Part.MORNING),
            "中午": Part.NOON,
            **dict.fromkeys(("下午", "午后"), Part.PM),
            **dict.fromkeys(("晚上", "傍晚", "今晚", "明晚", "夜里"), Part.LATE),
        },
        "CUR": {"元": 0, "美元": 1, "欧元": 2},
    },
    slots={"Y": _year, "HT": _hours},
    rules=(
        # the days of the week hold a number: 星期三十点 is Wednesday, ten o'clock
        Rule("@weekday 一|二|三|四|五|六"),
        # dates
        Rule("Y 年 N1 月 N2 号|日", day("{year}年{month}月{day}号", _MONTH_NUMBERS, day_slot="N2", month_slot="N1")),
        Rule("N1 月 N2 号|日", day("{month}月{day}号", _MONTH_NUMBERS, day_slot="N2", month_slot="N1")),
        # times
        Rule("PART? 差 U 分 H 点", clock("H", "U", before=True)),
        Rule("PART? 差 一刻 H 点", clock("H", 15, before=True)),
        Rule("PART? H 点 半", clock("H", 30)),
        Rule("PART? H 点 一刻", clock("H", 15)),
        Rule("PART? H 点 三刻", clock("H", 45)),
        Rule("PART? H 点 M 分?", clock("H", "M")),
        Rule("PART? H 点 D 分", clock("H", "D")),
        Rule("PART H 点 钟|整?", clock("H")),
        Rule("HT 点 钟|整", clock("HT")),
        # decimals, before whole hours without a part of the day
        Rule("N 点 D < 度", fraction("D")),
        Rule("N 度 D", fraction("D", least=34, most=42, unit="度")),
        Rule("~@day > HT 点 D"),
        Rule("N 点 D < !D", fraction("D")),
        Rule("~@day > HT 点 < !@points !多 !几", clock("HT")),
        # money, shares
        Rule("N CUR", money(_CURRENCIES)),
        Rule("百 分 之 N", percent()),
        # what only looks like a number
        Rule("十 来|几|多|分 < !钟"),
        Rule("万 一|分"),
        Rule("N 几|来"),
        Rule("一|十 下|起|定|般|样|直|些|会|点"),
    ),
)

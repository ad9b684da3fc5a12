"""Chinese, read one character at a time."""

import re

from recordings.private_words.spans import PrivateKind
from recordings.private_words.vocabulary.shape import Vocabulary, counted

VOCABULARY = Vocabulary(
    units=counted("零|〇|洞 一|幺|妖|壹 二|两|贰 三|叁 四|肆 五|伍 六|陆 七|柒|拐 八|捌 九|玖|勾"),
    teens={},
    tens={},
    hundreds={},
    amounts=frozenset("十百千万亿点半"),
    zeros=frozenset("个"),
    repeats={},
    ordinal=re.compile(r"(?!)"),
    month=re.compile(r"月"),
    year_words=frozenset("年"),
    fillers=frozenset("杠加转嗯然后再接着是"),
    breakers=frozenset("月号日年点分块元角岁度天个位楼室栋次片颗折周期到至和或第"),
    counted=tuple("月日年点分块元角岁度天个楼室栋次片颗折刻半左钟小"),
    before_plain=frozenset("第周期路街"),
    cues={
        PrivateKind.PHONE: ("电话", "手机", "座机", "联系", "回电", "打给", "微信"),
        PrivateKind.CARD: ("银行卡", "信用卡", "卡号", "刷卡", "我的卡", "十六位", "借记卡", "储蓄卡"),
        PrivateKind.POLICY: (
            "医保",
            "保险",
            "社保",
            "保单",
            "身份证",
            "就诊卡",
            "医保卡号",
            "社保卡号",
            "就诊卡号",
            "保险卡号",
        ),
        PrivateKind.BIRTH_DATE: ("出生", "生日", "什么时候生", "哪年生", "生于"),
        PrivateKind.SURNAME: ("姓", "叫", "名字", "姓名", "我是", "这是"),
    },
    number_cues=("号是", "号码", "数字", "记一下"),
    tails=("尾号", "后四位", "末四位"),
    birth_after=("出生", "生的", "生人"),
    letters=frozenset("abcdefghijklmnopqrstuvwxyz"),
    titles=frozenset(("先生", "女士", "小姐", "太太", "同志", "阿姨", "叔叔")),
    doctors=("医生", "大夫", "主任"),
    ordinary=frozenset(),
    is_spaced=False,
)

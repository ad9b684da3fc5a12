"""Chinese sentences of the seeded set. Each character is a word."""

from tests.benchmarks.private_speech.speech import Speech, listed

SPEECH = Speech(
    units=tuple("零一二三四五六七八九"),
    teens=listed("十 十一 十二 十三 十四 十五 十六 十七 十八 十九"),
    tens=listed("_ _ 二十 三十 四十 五十 六十 七十 八十 九十"),
    hundreds=listed("_ 一百 二百 三百 四百 五百 六百 七百 八百 九百"),
    ordinals=(),
    tenths={},
    months=listed("一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月"),
    century="一九",
    year="年",
    this_year="二零二七年",
    ones=("一", "幺"),
    is_chinese=True,
    phone_starts=("幺三", "一八", "幺五"),
    phone_shapes=((1,) * 9,),
    short_shapes=((1,) * 8,),
    policy_shapes=((1,) * 8, (1,) * 10, (1,) * 9),
    policy_letters=("", "a b", "c", ""),
    given=(),
    surnames=tuple((name,) * 5 for name in listed("王建国 李小红 陈静怡 刘伟 赵敏 周明轩 孙丽华 郑海涛 欧阳娜 吴天宇")),
    prices=("二百五十块", "七千块钱", "三百八", "一百二十元", "三千八百元"),
    times=("九点半", "下午三点四十五分", "早上十点", "四点整", "晚上六点半"),
    dates=("十一月二十四号", "三月三号", "星期二十五号", "六月一号", "下周三"),
    houses=("二十五", "一百零八", "四十二", "十七"),
    counts=("三", "十二", "二十八", "三十二"),
)

TEMPLATES = """
a: 请留一个联系电话 / p: 好的您记一下{phone}
p: 我的手机号是{phone}记下了吗
p: 请给我回电{phone}我六点以后有空
a: 怎么联系您 / p: {phone}
p: {phone1} / a: {phone1} / p: {phone2} / a: 嗯然后呢 / p: {phone3} / a: 谢谢记好了
p: 这是我先生的号码{phone}打给他
a: 我核对一下电话{phone}对吗 / p: 对的
p: 家里座机是{short}打这个也行
a: 电话号码报一下 / p: {phone1} / a: 嗯 / p: {phone2} / a: 好 / p: {phone3}
p: 我刷卡付卡号是{card}
a: 请报一下正面的十六位数字 / p: {card}
p: 银行卡{card1} / a: 好 / p: {card2} / a: 继续 / p: {card3} / a: 嗯 / p: {card4}
p: 退款没到我的卡{card}还是那家银行
p: 我的医保卡号是{policy}还有效
a: 请问保险单号 / p: {policy}
p: 保险号码{policy}是单位买的
a: 医保卡带了吗 / p: 带了号码是{policy}
a: 社保号报一下 / p: {policy}
a: 出生日期 / p: {birth}
p: 我是{birth}出生的你们应该有病历
a: 您多大什么时候生的 / p: {birth}
p: 孩子{birth}生的可以看吗
a: 确认一下生日{birth}对吗 / p: 对没错
a: 您贵姓叫什么名字 / p: {nom}
p: 我叫{nom}夏天来过
p: 您好我是{nom}
p: 我想改一下{gen}的预约
a: 已经给{acc}约好了等您来
p: 我打电话问一下{gen}的事她是我妈妈
a: 片子已经给{dat}了他会回电
a: 我们和{ins}说过付款的事了
a: {nom}女士医生在等您
p: 看一次{price}对吧
a: 检查{price}洗牙{price}
a: {time}和{time}都有哪个方便
a: 医生{date}{time}有空
p: 那就{date}{time}左右吧
a: 我们的地址是花园路{house}号二楼
a: {house}号楼{house}室从院子进
p: 我{count}岁牙疼了{count}天了
a: 请提前{count}分钟到带身份证
a: 我们有{count}个医生{count}个诊室
p: 我去年{date}来过补了{count}颗牙
a: 我们九点到晚上八点上班周六十点到四点
a: 给您约在{this_year}{date}{time}
p: 发烧三十八度二每次吃{count}片
a: 九点半十点一刻十一点和十二点四十五都可以
a: 打{count}折分{count}个月付每月{price}
a: {time}陈医生或者{time}赵医生
"""

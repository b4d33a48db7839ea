"""Fold a text character by character (never changing its length) before rates are read."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from engine.model.patterns import later

_PAIRS: Final = (
    "仨三俩两姩年嬿年囯国俌铺氺水曰日玥月"
    "収收萬万億亿兩两貳贰叁三參三壹一贰二肆四伍五陸六陆六柒七捌八玖九拾十佰百陌百仟千弌一弍二弎三"
    "〇零○零◯零幺一點点個个厘厘釐厘哩哩倫伦後后過过還还給给領领錢钱買买賣卖資资財财產产貸贷"
    "欵款債债權权經经營营業业銀银縣县區区國国會会員员這这們们務务總总額额賺赚淨净淨净穩稳贏赢"
    "紅红當当時时間间開开關关門门滿满減减優优費费訂订單单續续約约組组織织結结續续級级線线繳缴"
    "納纳註注冊册儲储獎奖勵励禮礼養养農农場场電电話话號号東东樓楼層层實实體体際际險险證证據据"
    "擔担證证備备報报積积極极漲涨價价倍倍張张對对應应於于為为從从來来時时發发無无與与並并億亿"
    "週周週周隻只餘余華华畫画繫系係系吸吸劃划歲岁師师讓让請请誠诚邀邀慎慎謹谨騙骗風风險险惕惕"
    "罰罚稅税率率駕驾車车墊垫審审徵征應应獲获穫获達达進进遠远選选適适運运買买購购頭头項项預预"
    "題题願愿類类顧顾飛飞館馆飲饮餐餐馬马驗验黃黄龍龙齊齐匯汇息息贈赠贈赠補补貼贴億亿決决剛刚"
    "創创劑剂劇剧勞劳勢势勝胜募募協协雙双叢丛變变啟启圓元圆元團团園园執执堅坚塊块壓压壞坏處处"
    "圆元複复夠够奪夺奮奋孫孙學学寧宁寶宝專专將将尋寻導导屬属歸归幣币幫帮乾干廣广廠厂彈弹彙汇後后"
    "徹彻憑凭懷怀戶户戸户抛抛拋抛拠据掛挂採采換换揚扬損损搶抢撥拨擁拥擇择擴扩攤摊攜携敗败數数"
    "斷断舊旧曆历書书條条檢检歡欢歲岁歷历殘残殺杀氣气沒没況况滅灭溫温準准漢汉潤润濟济災灾爭争"
    "牽牵狀状獨独現现環环瑪玛畢毕異异療疗盤盘眾众睏困矚瞩確确碼码礎础種种稱称稈秆競竞筆笔節节"
    "範范築筑簡简簽签籌筹糧粮純纯紙纸細细終终統统綠绿維维網网緊紧緩缓編编縮缩績绩繼继罷罢聯联"
    "聲声職职腦脑臨临興兴舉举艙舱艱艰藝艺藥药蘭兰虧亏術术衛卫裝装裡里製制規规視视親亲覺觉覽览"
    "計计訊讯討讨訓训記记訪访設设許许診诊詐诈評评詢询試试話话該该認认誘诱語语説说說说課课調调"
    "談谈論论諮咨講讲謝谢識识警警議议護护讀读讓让貝贝負负貢贡貨货販贩貪贪貫贯責责貴贵貿贸賀贺"
    "賓宾賞赏賢贤質质賬账賭赌賴赖赤赤趙赵趨趋跡迹躍跃軍军軟软較较載载輕轻輪轮輸输轉转辦办農农"
    "遊游違违遲迟遷迁郵邮鄉乡鄰邻醫医釋释鈔钞鋪铺錄录鎮镇鏈链鐵铁鑽钻長长閉闭閱阅隊队階阶隨随"
)
_TRADITIONAL: Final = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_CIRCLED: Final = (
    ("①②③④⑤⑥⑦⑧⑨", "123456789"),
    ("❶❷❸❹❺❻❼❽❾", "123456789"),
    ("⑴⑵⑶⑷⑸⑹⑺⑻⑼", "123456789"),
    ("⒈⒉⒊⒋⒌⒍⒎⒏⒐", "123456789"),
    ("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", "一二三四五六七八九十"),
    ("⑩⑽⒑❿", "十十十十"),
)
_SIGNS: Final = (
    ("％﹪", "%%"),
    ("–—―－‐﹣−─", "--------"),
    ("～〜∼˜", "~~~~"),
    ("﹒．", ".."),
    ("、", "、"),
    ("，", ","),
    ("：", ":"),
    ("；", ";"),
    ("！", "!"),
    ("？", "?"),
    ("（【［〔", "(((("),
    ("）】］〕", "))))"),
    ("／", "/"),
    ("ⅩⅹΧχХх", "xxxxxx"),
    ("\u3000\xa0\t", "   "),
)


def _table() -> dict[int, str]:
    table = {0xFF01 + i: chr(0x21 + i).lower() for i in range(94)}
    table.update({ord(c): c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
    table.update({ord(a): _TRADITIONAL.get(b, b) for a, b in _TRADITIONAL.items()})
    for source, target in (*_CIRCLED, *_SIGNS):
        table.update({ord(a): b for a, b in zip(source, target, strict=True)})
    return table


_TABLE: Final = _table()
#: To look each character up takes longer than to find those few that are others.
_OTHERS: Final = later("[" + re.escape("".join(map(chr, _TABLE))) + "]+")
_LETTER_O: Final = later(r"(?<=[0-9.])o(?=[0-9.o%,万千元天年月])")


# Sound-alikes and spellings of 返, 利, 息, 化, 红 that stand for them only beside each other.
_DISGUISE: Final = (
    (
        later(
            r"反(?=[利现息本还佣钱租水])|(?<=多少)反(?=多)|(?<=[全每月日天周])反(?=[0-9一二三四五六七八九百千%]|$)"
        ),
        "返",
    ),
    (later(r"(?<=[年月日])[花滑華桦铧](?=[收利率0-9一二三四五六七八九十:])"), "化"),
    (later(r"(?<=返)[俐莉利浬](?=$|[^群])"), "利"),
    (later(r"(?<=[年月日利本])[熄熙锡惜西晰]{1}(?=[0-9一二三四五六七八九:%])"), "息"),
    (later(r"(?<=分)[虹洪宏鸿](?=[0-9一二三四五六七八九每,。:]|$)"), "红"),
    (later(r"(?<=收)[溢亦宜](?=[率0-9高稳达可:])"), "益"),
)
_PINYIN: Final = (
    (later(r"(?<=返)li(?![a-z])"), "利 "),
    (later(r"(?<=[年月日利本])xi(?![a-z])"), "息 "),
    (later(r"(?<=[年月日])hua(?![a-z])"), "化  "),
    (later(r"(?<=分)hong(?![a-z])"), "红   "),
    (later(r"fan(?=利)"), "返  "),
    (later(r"nian(?=化)"), "年   "),
    (later(r"yue(?=息)"), "月  "),
)
_SUSPECT: Final = later(
    r"反|[年月日][花滑桦铧]|返[俐莉浬]|[年月日利本][熄熙锡惜西晰]|分[虹洪宏鸿]|收[溢亦宜]"
)
_LATIN: Final = later(r"li|xi|hua|hong|fan|nian|yue")


def _plain(match: re.Match[str]) -> str:
    return match.group().translate(_TABLE)


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """The text in half width, simplified characters and lower case; `len` never changes."""
    folded = _OTHERS.sub(_plain, text)
    if "o" in folded:
        folded = _LETTER_O.sub("0", folded)
    if _SUSPECT.search(folded):
        for pattern, plain in _DISGUISE:
            folded = pattern.sub(plain, folded)
    if _LATIN.search(folded):
        for pattern, plain in _PINYIN:
            folded = pattern.sub(plain, folded)
    return folded


_SPACED: Final = later(r"(?<![0-9a-z])(?:[\u4e00-\u9fff0-9%.][ *·_丨|]){3,}[\u4e00-\u9fff0-9%]")
_SPLIT: Final = later(
    r"(?<=[年月日])[ *·._丨|\-/]{1,2}(?=[化息])|(?<=[返分收利本])[ *·._丨|\-/]{1,2}(?=[利红益息金])"
)


#: Without these nothing is closed up.
_MARKS: Final = later(r"[ *·_丨|]")
_BETWEEN: Final = later(r"[ *·._丨|\-/][化息利红益金]")

#: 10 . 8 %, of which the rest was closed up before.
_POINT: Final = later(r"(?<=[0-9]) (?=\. [0-9])|(?<=[0-9] \.) (?=[0-9])")

#: 每月一号给每股450块 says no more than 每月给450块.
_DAY_OF_MONTH: Final = later(
    r"(?<=每月)(?:[0-9]{1,2}|[一二三十]{1,3})[号日](?=[^,。;]{0,6}[给打发付结返领])|(?<=[给发打])每[股份台人位户](?=[0-9一二三四五六七八九])"
)


def close_up(folded: str) -> tuple[str, list[int] | None]:
    """Text without the signs put between the characters of a word to hide it (`月 息 2 分`).

    The second value is the place of every kept character in `folded`, or None if all were kept.
    """
    dropped: set[int] = set()
    if _MARKS.search(folded):
        for match in _SPACED.finditer(folded):
            dropped.update(range(match.start() + 1, match.end(), 2))
        for match in _POINT.finditer(folded):
            dropped.add(match.start())
    if _BETWEEN.search(folded):
        for match in _SPLIT.finditer(folded):
            dropped.update(range(match.start(), match.end()))
    if "每" in folded:
        for match in _DAY_OF_MONTH.finditer(folded):
            dropped.update(range(match.start(), match.end()))
    if not dropped:
        return folded, None
    kept = [i for i in range(len(folded)) if i not in dropped]
    return "".join(folded[i] for i in kept), kept

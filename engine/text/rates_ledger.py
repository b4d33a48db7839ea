"""Returns told in sums of money, read by the part each sum plays in the text as a whole.

No sentence is known beforehand. A sum is a stake (what is put in), a payment (what comes every
day, month or round) or a proceed (what comes once, later); a stake and what comes of it may stand
far apart. Words of giving tell payments from fees, a sign that the stake is safe or invested
tells a promise from a price list.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final, NamedTuple

from engine.text.numerals import amount
from engine.text.rate_context import Scene
from engine.text.rate_patterns import NUM, PAST
from engine.text.rates_sums import CLASSIFIER, MOST, money
from engine.text.rates_whole import Whole

_UNIT: Final = r"(?:个?半?年|个?月|个?季度?|个?星期|个?礼拜|周|天|日)"
_SPAN: Final = re.compile(
    r"(?<![0-9零一二三四五六七八九十每])(?<!第)(?:(?P<n>"
    + NUM
    + r")\s?(?P<unit>个?半年|年半|年|个月|个?工作日|个?季度|个?星期|个?礼拜|周|天|日)"
    r"|(?P<half>半年)|(?P<next>明年|来年|年底|年终|转年|年根|年关|年满|腊月底?|秋收|秋后|入秋|过年))(?![级龄代化息度])"
)
_VAGUE: Final = re.compile("明年|来年|年底|年终|转年|年|秋|腊|入秋|过年")
_LATER: Final = re.compile(
    r"(?:" + NUM + r")(?:年|个月|天|周)(?:之|以)?(?:后|到|满|期|一次性)|半年后|到期|期满"
)
#: How often a sum is paid: each period named, or a period doubled, or one in front of a verb.
_EACH: Final = re.compile(
    r"(?P<z>第[一二三四五六七八九十0-9]{1,2}年|头一?年|首年|次年)|(?:每|按|逐)(?:个|一|满)?(?P<a>半年|学期|工作日|交易日|年|月|季|周(?!转|期)|星期|礼拜|天|日|晚)度?"
    r"|(?P<b>[天日月周季年])(?P=b)"
    r"|(?<![0-9零一二三四五六七八九十几半满第每后])一个?(?P<c>年|月|季度?|星期|礼拜|周|天|日)(?!后|期|内|到期|之后|以后|次|就|定期)"
    r"|(?<![0-9零一二两三四五六七八九十个半上本当次下首第今明后每几年同多整满])(?P<d>[年月季周日])度?(?=租|返|领|派|入|净|收|分|产|回|稳|纯|可|盈|均(?!收入|消费|可支)|补|红利|付|息|利(?!率)|给|结|拿|提|能|[底末初]|固|保|送|得|享)"
    r"|(?<![满上下前后约大])(?P<e>半年)(?=[给返付派分领结补发])"
)
_EACH_AFTER: Final = re.compile(
    r"^(?:元|块|现金|钱)?(?:[/每一]|按)个?(?P<a>半年|年|月|季|周|星期|礼拜|天|日)(?![后内期0-9])"
)
#: One of a number of rounds, whose length is told elsewhere.
_EACH_N: Final = re.compile(
    r"每(?:隔|满)?(?P<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})(?P<unit>个?月|个?星期|个?礼拜|周|天|日|年)"
)
#: 每月×30天: the day is meant; 分两次各: more than one a period; 本息合计: the stake comes in parts.
_BY_DAY: Final = re.compile(r"^\s?[×x*]\s?(?:" + NUM + r")天")
_SHARES: Final = re.compile(r"分?([两二三四234])(?:次|回|笔)(?:各|每[次回笔])")
_IN_PARTS: Final = re.compile(r"本息|本利|连本|含本|(?<!原价)(?:拿|取|领|要)回")
#: 一年两窝，每窝…: rounds counted by the year.
_YEARLY_ROUNDS: Final = re.compile(
    r"(?:一年|每年|年产?)(?P<n>[二两三四五六2-6])(?P<x>[茬窝次批轮期趟回])"
)
_SUM_OF_ALL: Final = re.compile(r"(?:本息|本利)(?:合计|一共|共计|都在|全在)|连本带[利息]|含本金?")
_PARTED: Final = re.compile(
    r"分(?:成|作)?(?P<n>" + NUM + r")(?P<unit>个月|天|周|年)(?:等额|平均)?(?:返|退|付清|还)"
)
_ROUND: Final = re.compile(r"每(?:次|回|笔|期|轮|趟|转|茬|批|单)|一(?:次|回|期|轮)")
_CYCLE: Final = re.compile(
    r"(?P<n>"
    + NUM
    + r")(?P<unit>天|个?月|个?星期|个?礼拜|周|年)(?:为|算|是)?一?个?(?:轮|结|期|次|周期|回|趟|转|茬|批)(?![0-9])"
    r"|(?P<half>半年|每季度?|每月|每年|一年|一季度?|一个?月)(?:[付派结返分发领]{1,2}|打款)?[^,。;]{0,2}一[次回]"
)
_MONTHS: Final = re.compile(
    r"每年(?P<m>(?:[0-9一二三四五六七八九十]{1,3}月(?:份|底|初)?[、和及,与]?){1,4})"
)
_TIMES: Final = re.compile(
    r"(?:共|分|一共|总共)[作成]?(?:结|付|发|返|领|给|派)?(?P<n>" + NUM + r")[次回期笔]"
)
_GIVE: Final = re.compile(
    r"赠|到手|落|分(?![0-9一二三四五六七八九十]|钟|期|之|店)|保底|[年月]租|返|领|派|发(?![票货布展])|补|租金|收租|分红|红利|红包|息|收益|回报|利润|利钱|福利|到账|打[到给进您你]|打款|给|得|产出|产(?![品权])|进账|入账|结|赚|挣|拿|收入|月入|分[您你给]|归[您你]|回馈|孝|送|退|奖|兑|享|津贴|吃利|净|[的有]利|付|到手|收(?=[0-9一二三四五六七八九十两#])"
)
_GIVE_AFTER: Final = re.compile(
    r"[元块钱左右现金]{0,3}(?:的?(?:利|租金|红利|分红|补贴|补助|收益|红包|福利|津贴|货补|辛苦)|到账|到手|入账|进账|打[到给]|打款|给[您你]|归[您你]|收入|收租|返|落袋|回本|进)"
)
_SPENT: Final = re.compile(
    r"抵(?=#|[0-9]|房)|(?<!会)费每?一?个?[年月日天]|我(?:先|就|也|自己|们?)?[拿投放存买]|邀|推荐|介绍|好友|拉新|(?<!免)(?<!不收)(?:[月年]供|还款|月还|电费(?!收|钱|归|返)|水费|物业|(?:管理|服务|手续)费(?!返)|底薪|[月日年]薪|工资|薪资|时薪|罚|滞纳|逾期|违约|扣|房贷|退休金(?!额)|租房|学费|保费|花费|开销|伙食|首付|优惠|立减|满减|抵扣|抵用|立省|节省|省下|补课费|话费|社保|低保|助学金|奖学金|救助|养老保险|报销)"
)
_COUPON: Final = re.compile(
    r"(?:券|代金|积分|购物卡|立减|抵现|抵用|优惠)(?!.{0,6}(?:现金|折现|提现|兑现))"
)
#: What the stake is told by, on its left and on its right.
_PUT: Final = re.compile(
    r"(?:布施|善款|交|存|充值?|(?<![首支])付|投|买|购|入[会股伙社金住]?|出资?|借|放|押|缴|[预认]?[订购定](?![金])|办[理卡]?|拿出?|认[养领缴筹]|储值?|捐|献|垫|帮|凑|集|消费|起点|门槛|只[要需]|仅需|每|单笔|单元|本金|本钱|总价|全款|单价|房价|价|卡|款|合约|会员?费|一[份股台坛箱套间张提个单只头瓶件辆棵对组]|花|满|首发|成本|押金|定金|算|套餐|股金|标价|拢共|总共)[^,。;!?]{0,8}$"
)
_PIECE: Final = re.compile(
    r"^[元块]?(?:钱)?(?:人民币)?(?:[占]?[一/每]|)?(?:对|"
    + CLASSIFIER
    + r"|张|平米|位|手|吨)|^[元块]?钱?(?:起[投存购步]?|打底|门槛|参股|占|首发|发[行售]|开售|抢|入[股会伙门场]|认[购养领]|的[话]?|进|[,]?(?:买|办|开|拿|领)|一[\u4e00-\u9fff](?=[,。;:( ])|[^,。0-9]{0,6}(?:放|存|投|搁|借|押|交))"
)
_NO_STAKE: Final = re.compile(
    r"(?:即得|[领送赠返奖]|注册资[本金]|实缴|预算|营[收业]额?|产值|规模|总投资|市值|估值|缺口?|缺|差|交易额|流水|罚款?|薪|工资|退休金|最高|上限|限额|封顶|票房|补贴|补助|手续费|管理费|服务费|优惠|立减|省|抵|市场价|亏|赔|撮合|突破|余额|累计|已[发返付]|超过?|奖学金|销售额|保额|贷款?额度|再投|加盟费|转让费)[^,。;!?0-9]{0,5}$"
)
_SAFE: Final = re.compile(
    r"[本利]清|本利|比银行|银行[才还]?[高低]|[拿要取]回|退(?:还|回|款|本|股|会费|押|卡|全|您|你|给|出|机|床)|[全原可]退|照退|还本|还[您你](?!款)|原价|原数|原路|如数|[月季年]清|结清|抽[走本回]|想走|打(?:个|声)?招呼|吱[一个]?声|提前[^,。]{0,5}(?:说|天|通知)|押[金一]|担保|退[0-9一二三四五六七八九]|不动|本金|本钱|保底|到期|期满|合同|回购|回收|收回|收走|接盘|兜底|随时[取提退抽]|返本|回本|白[吹拿得赚用练]|保证|签"
)
#: Words that stand for a return by themselves.
_SURE: Final = re.compile(
    r"分润|分[您你]|退现|退(?!货|票|房)|[发领]满|净|返|利(?![民国润率])|息|红利|分红|收益|回报|领|福利|租|产出|发[给您你]|打[到给]|给[您你大]|到账|得|派|补贴|收[一1]块|结|吃|本金|本息|连本"
)
#: Verbs that put money to work, and words by which it comes back whole.
_INVEST: Final = re.compile(
    r"参股|合伙|入会|矿机|一[台股份头棵坛间张对套组单]$|投|存|放|出?借|入[股伙社]|托管|本金|押|每$|认[购养领筹]|合股|搁"
)
_AFTER: Final = re.compile(
    "(?:投|存|交|付|充|入股?|本金|价格?|房款|买|认购|每|认[养购领])[^,。;]{0,3}$"
)
_GIVEN_BACK: Final = re.compile(r"退|还本|原[数路价]|收回|回购|全返|白[吹拿得赚用练]")
#: Buying alone is no investing: 满1000返100, 充1000送200.
_SHOP: Final = re.compile(r"满$|充值?|消费|购物|买|花|首付|下单|办[理卡]|储值")
_REFUND: Final = re.compile(
    r"^(?:元|块)?(?:本金|卡费|会费|货款|订金|床款|股本|押金)?(?:全额?|原[数路封样]|整笔|如数|照|分文不少|一分不少|一次)?[^,。;0-9]{0,4}退"
)
_WHOLE: Final = re.compile(
    r"折|结|打|连本|本息|本利|含本|一共|总共|共计|合计|拿回|取回?|领回|收走|得|收回|收购|回购|回收|买回|赎回|变|提(?![供前成升])|到手|牵回|拉走|折价|退|返还|还|兑|给|拿|付|收|接|卖"
)
_MORE: Final = re.compile(
    r"给|付|发|拿|领|分(?![0-9一二三四五六七八九十钟期之店])|连本带(?![利息])|得|另[外给奖付送]?|再[给送奖补付]|外加|多[给拿得返领付]|额外|谢|奖|辛苦|跑腿|红包|利息|红利|利|补|心意|孝|价值|现金|分红|收益|赚|挣|送|福利"
)
_BACK_AFTER: Final = re.compile(
    r"^(?:元|块)?钱?(?:的?(?:价钱?|价格))?[^,。;0-9]{0,4}(?:收(?![银费款到])|回购|回收|买回|牵回|赎回|受让|承接|接|[可全以部]{0,4}提|退|返还|还|到手|拿走|取)"
)
_WORK: Final = re.compile(
    r"起批|批发价|招聘|诚聘|急招|招工|底薪|月薪[0-9一二三四五六七八九]|日薪|包吃|试用期|五险|计件|长白班|应届|保姆|十三薪|工资(?=面议|月结|日结|待遇|[0-9])"
)
_LET: Final = re.compile(
    r"押一付|拎包|求租|招租|(?:厂房|车位|办公|写字楼|商铺|门面|整层)[^,。]{0,4}出租|合租|整租|转租|转让费|租房|免租期|租客在住|二手房|租约到"
)
_LET_NOT: Final = re.compile(r"包租|返租|回租|托管|租金保底|保底|甩手|打理|投资|年租|全退")
_OFFICE: Final = re.compile(
    r"低保|残疾|高龄津贴|失业|医保|农保|社保局|抚恤|助学金|助学贷|奖学金|民政局|村集体|医疗救助|报销|人社|财政|惠农|公积金|国补|以旧换新|收支|公示|结余"
)
#: 100元/万/月
_PER_TEN_THOUSAND: Final = re.compile(
    r"(?<![0-9.])([0-9]{1,4}(?:\.[0-9]{1,2})?)元?[/每]一?万元?[/每]([年月天日周季])"
)
_BREAK: Final = re.compile(r"[。!?;\n\r]")
_COMMA: Final = re.compile(r"[,。!?;:\n\r|()]")
_FAR, _NEAR, _AHEAD = 170, 60, 44
_HIGHEST: Final = 6000.0
_LOWEST: Final = 0.5
_PER_YEAR: Final = {
    "半": 2.0,
    "学": 2.0,
    "年": 1.0,
    "月": 12.0,
    "季": 4.0,
    "周": 52.0,
    "星": 52.0,
    "礼": 52.0,
}
_NAMES: Final = {
    1.0: "year",
    2.0: "half-year",
    4.0: "quarter",
    12.0: "month",
    52.0: "week",
    365.0: "day",
}


class _Sum(NamedTuple):
    start: int
    end: int
    value: float
    near: str  # its own clause up to the sum, back to the sum before
    left: str  # the same, back to the sentence
    right: str
    joined: bool  # another sum follows within reach
    told: bool  # a currency or a scale is written


class _Rhythm(NamedTuple):
    per_year: float
    name: str


def ledger(folded: str, scene: Scene) -> list[Whole]:
    """Every payment and every proceed for which the text names a stake."""
    read = money(folded)
    if (len(read) < 2 and "/" not in folded) or _closed(folded):
        return []
    told = list(_placed(folded, read))
    rhythms = [_rhythm(folded, one) for one in told]
    safe = _SAFE.search(folded) is not None
    found = [
        Whole(
            m.start(), m.end(), float(m[1]) / 100.0 * _per_year(m[2]).per_year, _per_year(m[2]).name
        )
        for m in _PER_TEN_THOUSAND.finditer(folded)
    ]
    for i in range(len(told)):
        if rhythms[i] is not None:
            reading = _payment(folded, told, rhythms, i, safe or scene.invest, scene.loan)
        else:
            reading = _proceed(folded, told, rhythms, i, safe, scene.invest)
        if reading is not None and _LOWEST <= reading.annual <= _HIGHEST:
            found.append(reading)
    return found


def _closed(folded: str) -> bool:
    """Work offered, rooms let, an office's notice: sums there are no returns."""
    if _WORK.search(folded) or _OFFICE.search(folded):
        return True
    return _LET.search(folded) is not None and _LET_NOT.search(folded) is None


def _placed(folded: str, read: list[tuple[int, int, float, bool]]) -> list[_Sum]:
    told = []
    for i, (start, end, value, written) in enumerate(islice(read, MOST)):
        before = folded[max(read[i - 1][1] if i else 0, start - 36) : start]
        left = _BREAK.split(before)[-1]
        limit = read[i + 1][0] if i + 1 < len(read) else len(folded)
        after = folded[end : min(limit, end + 16)]
        right = _BREAK.split(after)[0]
        told.append(
            _Sum(
                start,
                end,
                value,
                _COMMA.split(left)[-1],
                left,
                right,
                i + 1 < len(read) and limit <= end + 16,
                written,
            )
        )
    return told


def _per_year(word: str) -> _Rhythm:
    value = 2.0 if "半" in word or "学" in word else _PER_YEAR.get(word[0], 365.0)
    return _Rhythm(value, _NAMES[value])


def _rhythm(folded: str, one: _Sum) -> _Rhythm | None:
    if one.near.endswith("每") or (
        one.joined
        and "," not in one.right
        and re.search("(?:一|每)(?:天|个?月|年|周)$", one.near)
        and re.match("[元块]?钱?[给得收返赚息利结]", one.right)
    ):
        return None  # 每月每万元: the month belongs to what comes of it
    if one.joined and "," not in one.right and _EACH_AFTER.match(one.right):
        return None  # 一万一天三块三
    if _BY_DAY.match(one.right):
        return _Rhythm(365.0, "day")
    for text in (one.near, "" if _PUT.search(one.near) else one.left[-24:]):
        last = None
        for match in _EACH.finditer(text):
            # A clause of its own may only say 每月, not 一年.
            if text is one.near or match["a"] or match["b"] or match["z"]:
                last = match
        if (each := _EACH_N.search(text)) is not None and (count := amount(each["n"])):
            return _Rhythm(1.0 / _years(count, each["unit"]), f"{count:g} {each['unit']}")
        if last is not None and not _LATER.search(text, last.end()):
            rhythm = _per_year("年" if last["z"] else last[last.lastgroup or 0])
            shares = _SHARES.search(text, last.end())
            often = (amount(shares[1]) or 1.0) if shares else 1.0
            return _Rhythm(rhythm.per_year * often, rhythm.name)
        # 四十万每年返两万八: the year belongs to what comes next.
        own = (
            text is one.near
            and (not one.joined or "," in one.right)
            and (_PUT.search(one.near) is None or _GIVE.search(one.near) is not None)
        )
        if own and (after := _EACH_AFTER.match(one.right)) is not None:
            return _per_year(after["a"])
    rounds = _YEARLY_ROUNDS.search(folded, max(0, one.start - 40), one.start)
    if rounds is not None and "每" + rounds["x"] in one.near:
        return _Rhythm(amount(rounds["n"]) or 1.0, rounds.group())
    if _ROUND.search(one.near):
        low, high = max(0, one.start - _FAR), one.end + 12
        if (months := _MONTHS.search(folded, low, high)) is not None:
            count = float(len(re.findall("月", months["m"])))
            return _Rhythm(count, _NAMES.get(count, "year"))
        cycle = None
        for cycle in _CYCLE.finditer(folded, low, high):  # noqa: B007 - the last one
            pass
        if cycle is not None:
            if cycle["half"]:
                return _per_year(cycle["half"].lstrip("每一").removeprefix("个"))
            count_ = amount(cycle["n"])
            if count_:
                return _Rhythm(1.0 / _years(count_, cycle["unit"]), f"{count_:g} rounds")
        times = _TIMES.search(folded, low, one.start)
        spans = _spans(folded, low, one.start)
        if times is not None and spans and (number := amount(times["n"])):
            return _Rhythm(number / spans[-1][0], f"{number:g} times")
    return None


def _years(count: float, unit: str) -> float:
    unit = unit.removeprefix("个")
    if unit == "年半":
        return count + 0.5
    if unit.startswith(("周", "星", "礼")):
        return count * 7.0 / 365.0
    if unit.startswith("半"):
        return count / 2.0
    return count / _PER_YEAR.get(unit[0], 365.0)


def _spans(folded: str, low: int, high: int) -> list[tuple[float, str]]:
    found = []
    for match in _SPAN.finditer(folded, low, high):
        if match["n"]:
            count = amount(match["n"])
            if count and not (match["unit"] == "年" and count > 60):
                found.append((_years(count, match["unit"]), match.group()))
        else:
            found.append((0.5 if match["half"] else 1.0, match.group()))
    return found


def _stake(
    folded: str,
    told: list[_Sum],
    rhythms: list[_Rhythm | None],
    i: int,
    least: float,
    invested: bool,
) -> tuple[_Sum, bool] | None:
    """The sum that this one comes of, and whether words say so."""
    out = told[i]
    plain: _Sum | None = None
    named: _Sum | None = None
    for j in range(i - 1, -1, -1):
        other = told[j]
        if out.start - other.end > _FAR:
            break
        if rhythms[j] is not None or other.value <= least or _NO_STAKE.search(other.near[-14:]):
            continue
        if _PUT.search(other.near) or _PIECE.match(other.right):
            named = other
            break
        gap = out.start - other.end
        if j == i - 1 and gap <= 8 and not _COMMA.search(folded, other.end, out.start):
            named = other  # 一百块钱一年给十五块
            break
        if plain is None and other.told and gap <= _NEAR and other.value >= 500.0:
            plain = other
    for j in range(i + 1, min(len(told), i + 3)):
        other = told[j]
        if rhythms[j] is not None or other.value <= least or _NO_STAKE.search(other.near):
            continue
        if least and _REFUND.match(other.right) and other.start - out.end <= _FAR:
            if named is None or other.value > named.value:
                return other, True  # the whole stake is named where it comes back
        elif named is None and other.start - out.end <= _AHEAD and _AFTER.search(other.near):
            return other, True
    if named is not None:
        return named, True
    return (plain, False) if plain is not None and invested else None


def _payment(
    folded: str, told: list[_Sum], rhythms: list[_Rhythm | None], i: int, safe: bool, loan: bool
) -> Whole | None:
    out, rhythm = told[i], rhythms[i]
    after = _COMMA.split(out.right)[0]
    own = out.near[-24:] + "#" + after
    if rhythm is None or PAST.search(out.near[-24:]) or _SPENT.search(own) or _COUPON.search(own):
        return None
    returned = re.search("还|退|变成?$", own) is not None
    stake = _stake(
        folded, told, rhythms, i, 0.0 if returned or rhythm.per_year == 1.0 else out.value, safe
    )
    if stake is None:
        return None
    base = stake[0]
    if out.value == base.value and not re.search("每|按", own):
        return None
    invested = stake[1] and (
        _INVEST.search(base.near) is not None
        or re.match(
            "^[元块]?[,]?[一/每占]{0,2}(?:股|份)|^[元块]?(?:参股|入[股伙会]|打底|起步|门槛)|^钱?(?:投|存|放|借|搁)",
            base.right,
        )
        is not None
    )
    given = (_GIVE.search(out.left[-24:] + "#") or _GIVE_AFTER.match(after)) is not None
    if not given and i and rhythms[i - 1] is not None and out.start - told[i - 1].end <= 8:
        given = True  # 头一年给两万，第二年两万四
    ahead = base.end <= out.start
    beside = ahead and out.start - base.end <= 6
    sure = stake[1] and _SURE.search(own) is not None
    shop = _SHOP.search(base.near) is not None and not invested
    if not (
        (given and (safe or sure or (stake[1] and not shop)))
        or (invested and (ahead or _BY_DAY.match(out.right)))
        or (beside and (safe or loan))
        or (ahead and stake[1] and safe)
    ):
        return None
    if out.value > base.value and rhythm.per_year == 1.0 and not re.search("[还退拿变收回]", own):
        return None
    if out.value > base.value and re.search("[还退拿变收回]", own):
        gain = (out.value / base.value - 1.0) * rhythm.per_year * 100.0
        return Whole(base.start, out.end, gain, rhythm.name)
    start, end = min(base.start, out.start), max(base.end, out.end)
    parted = _PARTED.search(folded, max(0, base.end), out.end + 30)
    if parted is not None and (count := amount(parted["n"])) and base.end <= out.start:
        years, total = _years(count, parted["unit"]), out.value * count
        if 0.97 * base.value <= total <= 2.0 * base.value:
            # 分24个月返还, 每月6250: the stake itself comes back, all of it or more
            gain = total - base.value if total > base.value * 1.005 else base.value
            return Whole(start, end, gain / base.value / years * 100.0, parted.group())
    if _IN_PARTS.search(own) or _SUM_OF_ALL.search(out.right):
        spans = _spans(folded, out.end, min(len(folded), out.end + 18)) or _spans(
            folded, base.end, out.start
        )
        if not spans:
            return None
        years = spans[0][0]
        gain = out.value * rhythm.per_year * years - base.value
        return Whole(start, end, gain / base.value / years * 100.0, spans[0][1])
    return Whole(start, end, out.value / base.value * rhythm.per_year * 100.0, rhythm.name)


def _beside(folded: str, base: _Sum) -> _Rhythm | None:
    """十天一结，每万元结一百: the rhythm is told before the stake."""
    before = folded[max(0, base.start - 12) : base.start]
    if (cycle := _CYCLE.search(before)) is not None and cycle["n"] and (n := amount(cycle["n"])):
        return _Rhythm(1.0 / _years(n, cycle["unit"]), f"{n:g} {cycle['unit']}")
    if (each := re.search(r"[每按一]个?(半年|[年月季周日天])度?[每一]?$", before)) is not None:
        return _per_year(each[1])
    return None


def _proceed(
    folded: str,
    told: list[_Sum],
    rhythms: list[_Rhythm | None],
    i: int,
    safe: bool,
    invest: bool,
) -> Whole | None:
    out = told[i]
    own = out.near[-24:]
    after = _COMMA.split(out.right)[0]
    if (
        own.endswith("每")
        or PAST.search(own)
        or _SPENT.search(own + after)
        or _COUPON.search(own + after)
    ):
        return None
    more = _MORE.search(own + "#" + after) is not None
    whole = _WHOLE.search(own) is not None or _BACK_AFTER.match(out.right) is not None
    if _REFUND.match(out.right) and any(rhythms):
        return None  # what comes back beside the payments
    top = re.search("返(?!还)|领(?!回)|分红", own) is not None
    sign = safe or invest or re.search("连本|本息|本利", own) is not None
    stake = _stake(folded, told, rhythms, i, 0.0, sign)
    if stake is None:
        return None
    base, put = stake
    # 充一万返一万二: so little more than the stake contains it.
    if top and base.value < out.value < base.value * 1.6:
        top, whole = False, True
    sold = _SHOP.search(base.near) is not None
    words = own + "#" + after
    sure = put and (_SURE.search(words) or (not sold and _GIVE.search(words))) is not None
    beside = _beside(folded, base) if put and out.value < base.value else None
    if beside is not None and _GIVE.search(own + "#" + after):
        annual = out.value / base.value * beside.per_year * 100.0
        return Whole(base.start, out.end, annual, beside.name)
    if not (more or whole or top):
        return None
    if out.value > base.value * 10.0 and not (top and sure):
        return None
    if out.value > base.value and (not top or base.start > out.start):
        gain = out.value - base.value
        if not (whole or top):
            return None
    elif top or (more and out.value < base.value and (safe or sure)):
        gain = out.value
    else:
        return None
    between = _spans(folded, base.end, out.start)
    later = _spans(folded, out.end, min(len(folded), out.end + 18))
    before = _spans(folded, max(0, min(base.start, out.start) - 20), min(base.start, out.start))
    nearest = [*between[::-1], *later[:1], *before[::-1]]
    # 秋后 and 年底 stand for a year only where no length is told.
    exact = [span for span in nearest if not _VAGUE.match(span[1])]
    term = (exact or nearest or [None])[0]
    shop = (
        not between
        and gain < base.value
        and sold
        and (gain == out.value or re.search("得|送", own) is not None)
    )
    if shop and not _GIVEN_BACK.search(folded):
        return None
    if term is None:
        if not (put and _SURE.search(own + after)) or shop:
            return None
        term = (1.0, "year")
    bought = re.search("[收回][购收回]", own + after) is not None
    if gain > base.value * 4.0 and not (invest and sure) and not bought:
        return None
    start, end = min(base.start, out.start), max(base.end, out.end)
    return Whole(start, end, gain / base.value / term[0] * 100.0, term[1])

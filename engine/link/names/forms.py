"""What legal forms, branches, shops and bodies are called in names."""

from __future__ import annotations

import re

LEGAL = re.compile(
    r"股份有限公司|有限责任公司|有限公司|股份公司|集团公司|总公司|(?<![分支子])公司|(?:农民专业|专业)?合作社联合社|合作联社|联合社|信用联社|联社"
    r"|农民专业合作社|专业合作社|(?<!信用)合作社|合伙企业|个人独资企业|供销社"
)
#: What a branch is called.
_KINDS = (
    r"(?:中心支公司|支公司|中支|分公司|子公司|分行|支行|分理处|储蓄所|营业部|营业厅|营业所|办事处|代表处|代办处|联络处|分店|分部|分社|分校|分院|分厂"
    r"|门店|门市部|门市|体验店|旗舰店|专卖店|直营店|加盟店|服务点|信用社|(?<=\d)部)"
)
BANK = re.compile(rf"^(.*?(?:银行|信用社|证券|保险|期货|人寿(?!保险)))(.{{2,14}}?{_KINDS})$")
BRANCH = re.compile(rf"^(.{{4,}}?){_KINDS}$")
KINDS = re.compile(rf"[\u4e00-\u9fff]{{2,8}}?{_KINDS}")
KIND = re.compile(rf"(?:{_KINDS}|店)$")
#: What a branch has behind the name of its head office: 宁远第一分公司.
ITS_BRANCH = re.compile(rf"[\u4e00-\u9fff0-9（）()]{{0,15}}?(?:{_KINDS}|店)")
#: What a shop or works calls itself.
SHOP = re.compile(
    r"(?:作坊|经营部|经销部|经销处|经营处|代销点|批零部|服务部|门市部|销售部|批发部|零售部|供应站|服务站|工作室|总厂|总店|总汇|商行|商店|门市|门店|中心|商铺"
    r"|店|部|行|厂|馆|坊|站|铺|城|院|社|所|场|园|庄|阁|吧|屋|摊)$"
)
#: Bodies that are no part of the firm they are named after: its union, its museum, its school.
BODY = re.compile(
    r"(?:(?:促进|联合|联谊|基金|委员|理事|持股|研究|读书|协|学|商|工)会|(?:党支部|支部|党委|团委|居委|村委)"
    r"|(?:博物|纪念|展览|展示|文化|体验|陈列|科技|美术|图书|档案|会客)馆|(?:小|中|大)学|学院|学校|幼儿园|托儿所|研究院|研究所|实验室"
    r"|医院|卫生院|(?:合唱|艺术|剧|歌舞|演艺|表演|志愿者)团|(?:活动|培训|研发|展示|职工|党建|党群)[^有]{0,4}中心|滑雪场|动物园|植物园|展厅|车队|球队|食堂|停车场|售票处)$"
)

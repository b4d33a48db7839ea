"""Invented results: a realistic one to look at, a hostile one to break things."""

from __future__ import annotations

import random
from dataclasses import asdict

import pandas as pd

from engine.model.ingested import RejectedRow, SourceReport
from engine.model.screening import (
    ADVERT_COLUMNS,
    ADVERT_EXTRA,
    ENTITY_COLUMNS,
    ENTITY_EXTRA,
    EVIDENCE_COLUMNS,
    EVIDENCE_EXTRA,
    Screening,
)
from engine.model.terms import RecordKind

NUMBERS = {
    "source_row",
    "score",
    "points",
    "licence_similarity",
    "rank",
    "annual_rate_pct",
    "link_similarity",
    "start",
    "end",
    "quote_start",
    "reg_capital_wan",
    "merged_rows",
}


def frame(rows, columns):
    return pd.DataFrame(
        {
            column: pd.Series(
                [row.get(column, 0 if column in NUMBERS else "") for row in rows],
                dtype=None if column in NUMBERS else object,  # half surrogates need object
            )
            for column in columns
        }
    )


def screening(entities=(), adverts=(), evidence=(), **more):
    return Screening(
        frame(entities, ENTITY_COLUMNS + ENTITY_EXTRA),
        frame(adverts, ADVERT_COLUMNS + ADVERT_EXTRA),
        frame(evidence, EVIDENCE_COLUMNS + EVIDENCE_EXTRA),
        **more,
    )


def hit(entity="", advert="", field="scope", quote="", matched="", status="counted", **more):
    start = quote.find(matched)
    return {
        "entity_id": entity,
        "ad_id": advert,
        "field": field,
        "quote": quote,
        "matched": matched,
        "quote_start": start,
        "start": start,
        "end": start + len(matched),
        "status": status,
        "rule_id": "reg.invest.name",
        "points": 5,
        **more,
    }


_SCOPES = {
    "投资理财": "投资咨询；财富管理咨询；接受委托从事股权投资管理；企业管理咨询；商务信息咨询",
    "养老服务": "养老服务；会员制养老社区运营；旅居养老服务；保健食品销售；会议及展览服务",
    "私募股权": "从事对未上市企业的股权投资，通过认购非公开发行股票等方式持有上市公司股份",
    "网络借贷": "网络借贷信息中介服务；互联网信息服务；数据处理；计算机软硬件技术开发",
}
_REASONS = [
    "名称含“财富管理”，属投资理财类重点领域，未见金融监管部门许可",
    "经营范围含“接受委托从事股权投资管理”，疑似面向社会公众募集资金，待核查",
    "广告承诺“年化收益18%”“保本保息”，疑似承诺还本付息（利诱性）",
    "广告以“推荐一人返现500元”招揽，疑似向社会公众公开宣传（公开性、社会性）",
    "与已列线索“宁海县鑫汇达商务信息有限公司”同一法定代表人、同一经营地址",
]
_CHECKS = [
    "实际从事什么业务，是否收取客户资金、签订何种合同，请出示空白合同样本",
    "墙上、前台、宣传单是否有“保本”“高收益”“稳赚”等字样，拍照留存",
    "是否有老年客户集中听课、领取礼品、签到等情况",
    "是否有许可证或备案证明，原件核对名称与有效期",
]
_BASIS = [
    "《防范和处置非法集资条例》第十九条",
    "《防范和处置非法集资条例》第九条",
    "法释〔2010〕18号第一条（2022年修正）",
    "《广告法》第二十五条",
]


def realistic(count=60):
    """Sixty leads in three territories, with adverts, licensed bodies and dismissed firms."""
    dice = random.Random(7)
    entities, evidence, adverts = [], [], []
    for number in range(1, count + 1):
        sector = dice.choice(list(_SCOPES))
        scope = _SCOPES[sector] + "。（依法须经批准的项目，经相关部门批准后方可开展经营活动）"
        band = "高" if number < 9 else "中" if number < 30 else "低"
        name = (
            f"宁海县{dice.choice('鑫汇恒泰瑞丰嘉盛')}{dice.choice('达远通源信诚')}"
            f"{dice.choice(['财富管理', '投资咨询', '养老服务', '商务信息咨询', '股权投资基金管理'])}"
            f"有限公司{dice.choice(['', '', '城关分公司'])}"
        )
        key = f"E{number:05d}"
        building = dice.choice(["金泰花园2号楼", "世纪商务广场A座", "农贸市场", ""])
        floor = dice.choice(["1层", "3层", "十二层", "负一层"]) if building else ""
        room = f"{dice.randint(1, 20):02d}室" if building else ""
        kinds = dice.randint(1, 5) if band != "低" else 1
        entities.append(
            {
                "entity_id": key,
                "source_file": "登记导出.xlsx",
                "source_row": number,
                "name": name,
                "uscc": f"91330226MA2{number:07d}X",
                "disposition": "线索",
                "band": band,
                "score": max(12, 96 - number),
                "points": 130 - number,
                "sector": sector,
                "sectors": sector,
                "elements": "非法性|公开性|利诱性|context"[: 3 + 4 * (kinds % 3)],
                "reasons": "|".join(_REASONS[:kinds]),
                "basis": "|".join(_BASIS[: min(kinds, 4)]),
                "department": dice.choice(["县金融办", "县民政局|县市场监管局"]),
                "territory": dice.choice(["跃龙街道第三网格", "桃源街道", "梅林街道兴海社区", ""]),
                "county": "宁海县",
                "town": "跃龙街道",
                "road": "中山中路18号",
                "building": building,
                "floor": floor,
                "room": room,
                "rank": number,
                "scope": scope,
                "address": f"宁海县跃龙街道中山中路18号{building}{floor}{room}",
                "licence_status": dice.choice(["未见", "名录缺失", "不适用"]),
                "affiliates": "宁海县鑫汇达商务信息有限公司" if kinds > 4 else "",
                "adverts": f"AD{number:03d}" if kinds > 2 else "",
                "checks": "|".join(_CHECKS[:kinds]),
                "responsible": "王某某",
                "merged_rows": 1 if number == 5 else 0,
            }
        )
        word = _SCOPES[sector].split("；")[-1 if sector == "私募股权" else 0]
        evidence.append(hit(key, quote=scope, matched=word[:8]))
        evidence.append(hit(key, field="name", quote=name, matched=name[5:9], points=7))
        if kinds > 2:
            body = (
                f"【{name[3:9]}】新春感恩回馈！年化收益18%，保本保息，1万元起投，推荐一人返现500元，"
                "名额有限，欢迎叔叔阿姨到店领取鸡蛋。地址：中山中路18号。电话 0574-6555XXXX"
            )
            adverts.append(
                {
                    "ad_id": f"AD{number:03d}",
                    "band": "高" if number < 9 else "中",
                    "score": 90,
                    "annual_rate_pct": 18.0,
                    "entity_id": key,
                    "entity_name": name,
                    "link_how": "名称相似",
                    "link_similarity": 93,
                    "advertiser": name[:9],
                    "channel": "微信公众号",
                    "publish_time": "2024-03-05",
                    "text": body,
                    "reasons": "|".join(_REASONS[2:4]),
                    "title": "新春理财盛惠",
                    "basis": "《广告法》第二十五条",
                    "points": 40,
                    "source_file": "广告.csv",
                    "source_row": number,
                }
            )
            for word in ("年化收益18%", "保本保息", "推荐一人返现500元"):
                evidence.append(hit("", f"AD{number:03d}", "text", body, word))
            evidence.append(hit(key, f"AD{number:03d}", "text", body, "保本保息", points=30))
    for number in range(1, 6):
        entities.append(
            {
                "entity_id": f"L{number}",
                "name": f"宁海县兴农小额贷款股份有限公司第{number}营业部",
                "uscc": f"91330226MA3{number:07d}X",
                "disposition": "持牌核对",
                "band": "无",
                "sector": "小额贷款",
                "territory": "桃源街道",
                "address": f"气象北路{number}号",
                "licence_needed": "小额贷款公司经营许可证（省地方金融管理局）",
                "licence_status": "名录缺失",
                "department": "县金融办",
                "rank": 100 + number,
            }
        )
        entities.append(
            {
                "entity_id": f"D{number}",
                "name": f"宁海县宏基金属制品有限公司{number}分厂",
                "disposition": "已排除",
                "band": "无",
                "sector": "其他",
                "rank": 200 + number,
            }
        )
        quote = f"宁海县宏基金属制品有限公司{number}分厂"
        evidence.append(
            hit(
                f"D{number}",
                field="name",
                quote=quote,
                matched="基金",
                status="dismissed",
                reason="“基金”是“宏基”与“金属”相接，不是一个词",
            )
        )
    report = SourceReport(
        RecordKind.REGISTRATION,
        "登记导出.xlsx",
        "Sheet1",
        "ab" * 32,
        "xlsx",
        2,
        {"企业名称": "name", "统一社会信用代码": "uscc", "经营范围": "scope", "住所": "address"},
        ("序号", "录入员"),
        73,
        71,
        2,
        ("第 12 行的统一社会信用代码校验位不符：疑似被改成科学记数",),
    )
    rejected = tuple(
        RejectedRow(
            RecordKind.REGISTRATION,
            "登记导出.xlsx",
            "Sheet1",
            row,
            "没有企业名称",
            '{"序号": "12", "住所": "中山路"}',
        )
        for row in (12, 44)
    )
    return screening(
        entities,
        adverts,
        evidence,
        rejected=rejected,
        messages=("未提供持牌名录，持牌情况一律按未知。",),
        run={
            "version": "0.1.0",
            "inputs": [{**asdict(report), "kind": report.kind.value}],
            "rows": {
                "registration": {"in": 73, "screened": 70, "merged_duplicates": 1, "rejected": 2}
            },
        },
    )


NASTY = (
    '=HYPERLINK("x")有限公司',
    "+86 138",
    "-1+1",
    "@SUM(A1)",
    "＝1+1",
    "\t=cmd",
    "很长" * 30000,
    "表情😀👨‍👩‍👧公司",
    "控制\x00\x07\x1b字符\r\n换行",
    "半个\ud83d代理",
    '引号",逗号',
    "_x0041_公司",
    "|||",
    "",
)


def hostile():
    """Every nasty text in every text column of one row."""
    entities = [
        {column: number if column in NUMBERS else nasty for column in ENTITY_COLUMNS + ENTITY_EXTRA}
        | {"entity_id": f"E{number}", "disposition": kind, "band": "高"}
        for number, nasty in enumerate(NASTY)
        for kind in ("线索", "持牌核对", "已排除")
    ]
    adverts = [
        {column: number if column in NUMBERS else nasty for column in ADVERT_COLUMNS + ADVERT_EXTRA}
        | {"ad_id": f"A{number}", "band": "中"}
        for number, nasty in enumerate(NASTY)
    ]
    evidence = [
        hit(f"E{number}", f"A{number}", "text", nasty, nasty[:6], status, reason=nasty)
        for number, nasty in enumerate(NASTY)
        for status in ("counted", "dismissed")
    ]
    rejected = tuple(
        RejectedRow(RecordKind.ADVERT, nasty, nasty, 1, nasty, nasty) for nasty in NASTY
    )
    return screening(
        entities, adverts, evidence, rejected=rejected, messages=NASTY, run={"x": list(NASTY)}
    )

"""A pack of three rules and a corpus of seven invented adverts, small enough to reckon by hand."""

from pathlib import Path

import pytest

PACK = """id: bench
title: 试
version: 0.1.0
min_engine: 0.1.0
bands: {高: 70, 中: 40, 低: 1}
"""
SECTORS = """sectors:
  - {id: finance_like, name: 涉金融字样, department: 金融, exposure: 10}
"""
RULES = """id: AD-T-001
title: 承诺保本
severity: high
applies_to: advert
role: signal
family: promise
sectors: [finance_like]
element: 利诱性
features:
  word: {kind: keyword, fields: [text], terms: [保本保息, 稳赚不赔]}
match: {any: [word]}
points: 40
legal: [{instrument: 条例, article: 第十九条}]
tests:
  - {name: 甲, record: {text: 保本保息}, expect: hit}
  - {name: 乙, record: {text: 卖白菜}, expect: miss}
---
id: AD-T-002
title: 入股分红
severity: high
applies_to: advert
role: signal
family: money
sectors: [finance_like]
element: 社会性
features:
  pay: {kind: keyword, fields: [text], terms: [诚邀入股]}
  gain: {kind: keyword, fields: [text], terms: [按月分红]}
match: {all: [pay, gain]}
points: 35
legal: [{instrument: 条例, article: 第十九条}]
tests:
  - {name: 甲, record: {text: 诚邀入股，按月分红}, expect: hit}
  - {name: 乙, record: {text: 卖白菜}, expect: miss}
---
id: AD-T-003
title: 从未出现
severity: high
applies_to: advert
role: signal
family: never
sectors: [finance_like]
element: 利诱性
features:
  word: {kind: keyword, fields: [text], terms: [坐等收钱]}
match: {any: [word]}
points: 40
legal: [{instrument: 条例, article: 第十九条}]
tests:
  - {name: 甲, record: {text: 坐等收钱}, expect: hit}
  - {name: 乙, record: {text: 卖白菜}, expect: miss}
"""
ADVERTS = """编号,广告主,广告内容,发布时间,媒体类型
T1,云泉甲店,本店承诺保本保息，欢迎前来,2026-03-01,传单
T2,云泉乙店,诚邀入股，按月分红，名额有限,2026-03-01,传单
T3,云泉丙店,诚邀入股本村磨坊，共同经营,2026-03-01,短信
T4,云泉丁店,新到白菜萝卜，价格实惠,2026-03-01,短信
T5,云泉戊店,保本保息，诚邀入股，按月分红,2026-03-01,传单
T6,云泉己店,老师傅修表修锁,2026-03-01,短信
T7,云泉庚店,本店保本保息四个字是骗人的招牌菜名,2026-03-01,短信
"""
LABELS = """编号,should_flag,sector,annual_rate_pct,advertiser_uscc,why
T1,1,涉金融字样,,,
T2,1,涉金融字样,,,
T3,1,涉金融字样,,,
T4,0,,,,
T5,1,涉金融字样,,,
T6,0,,,,
T7,0,,,,菜名
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    root = tmp_path / "rules"
    (root / "advertisement").mkdir(parents=True)
    (root / "pack.yaml").write_text(PACK, encoding="utf-8")
    (root / "sectors.yaml").write_text(SECTORS, encoding="utf-8")
    (root / "advertisement/t.yaml").write_text(RULES, encoding="utf-8")
    return root


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "samples"
    folder.mkdir()
    (folder / "adverts.csv").write_text(ADVERTS, encoding="utf-8")
    (folder / "labels_adverts.csv").write_text(LABELS, encoding="utf-8")
    return folder

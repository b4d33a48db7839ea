"""Adverts whose advertiser nobody wrote down: who posted them may be the firm."""

from __future__ import annotations

import pandas as pd
import pytest

from engine import load_ruleset, screen

FIRMS = pd.DataFrame(
    {
        "企业名称": ["云泉县聚宝盆商务服务部", "云泉县广播电视报社", "云泉县金桥财富管理有限公司"],
        "住所": ["东街1号", "东街2号", "东街3号"],
        "经营范围": ["商务服务", "报纸出版", "投资管理"],
    }
)


@pytest.mark.parametrize("header", ["账号", "发布者", "发布主体", "广告主", "昵称"])
@pytest.mark.parametrize(
    ("name", "firm"),
    [
        ("聚宝盆商务服务部", "云泉县聚宝盆商务服务部"),
        ("云泉县金桥财富管理有限公司", "云泉县金桥财富管理有限公司"),
        ("某地新鲜事", ""),
    ],
)
def test_links_as_an_advertiser_would(header: str, name: str, firm: str) -> None:
    ads = pd.DataFrame({"广告内容": ["消费多少返多少，年息20%，保本"], header: [name]})
    found = screen(FIRMS, adverts=ads, ruleset=load_ruleset()).adverts
    linked = found.iloc[0]
    assert (linked["entity_name"] if linked["link_similarity"] else "") == firm


@pytest.mark.parametrize("header", ["账号", "发布者"])
def test_papers_publish_for_others(header: str) -> None:
    ads = pd.DataFrame({"广告内容": ["年息20%，保本，名额有限"], header: ["云泉县广播电视报社"]})
    found = screen(FIRMS, adverts=ads, ruleset=load_ruleset()).adverts
    assert found.iloc[0]["entity_name"] != "云泉县广播电视报社"


def test_the_advertiser_comes_first() -> None:
    ads = pd.DataFrame(
        {
            "广告内容": ["年息20%，保本，名额有限"],
            "广告主": ["云泉县金桥财富管理有限公司"],
            "发布者": ["云泉县聚宝盆商务服务部"],
        }
    )
    found = screen(FIRMS, adverts=ads, ruleset=load_ruleset()).adverts
    assert found.iloc[0]["entity_name"] == "云泉县金桥财富管理有限公司"

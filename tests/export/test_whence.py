"""Firms without hits and entities that no register knows are counted, so that the sums add up."""

from pathlib import Path

import pandas as pd

from engine import load_ruleset, screen
from engine.pipeline import screen_files

FIRMS = pd.DataFrame(
    {
        "企业名称": ["云泉县聚鑫投资管理有限公司", "云泉县甲面馆", "云泉县乙五金厂"],
        "经营范围": ["投资管理", "餐饮服务", "五金加工"],
    }
)
ADS = pd.DataFrame(
    {"编号": ["G1"], "广告主": ["云泉县丙财富中心"], "广告内容": ["保本保息，年化18%，一万元起投"]}
)


def test_listed_without_hits_and_unregistered_add_up(tmp_path: Path) -> None:
    FIRMS.to_csv(tmp_path / "登记.csv", index=False)
    ADS.to_csv(tmp_path / "广告.csv", index=False)
    run = screen_files(
        [tmp_path / "登记.csv"], adverts=[tmp_path / "广告.csv"], ruleset=load_ruleset()
    )
    counts = run.run["counts"]
    assert (counts["without_hits"], counts["unregistered"]) == (2, 1)
    registered = counts["entities"] - counts["unregistered"] + counts["without_hits"]
    assert registered == run.run["rows"]["registration"]["screened"]


def test_files_of_one_name_cannot_be_told_apart() -> None:
    run = screen(FIRMS, adverts=ADS, ruleset=load_ruleset())
    assert "without_hits" not in run.run["counts"]

"""`saolou explain` of adverts: what was dismissed is told with its cause."""

from pathlib import Path

import pytest

from tests.command import saolou

ADS = (
    "编号,广告主,广告内容\n"
    "A1,云泉消协,警惕“保本高息、年化18%”的集资骗局，不要轻信\n"
    "A2,云泉百货,今日特价，进店有礼\n"
    "A3,云泉百货,新到棉被，欢迎选购\n"
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    (folder / "ads.csv").write_text(ADS, encoding="utf-8")
    (folder / "a.csv").write_text("企业名称,经营范围\n云泉面馆,餐饮\n", encoding="utf-8")
    done = saolou(
        "screen",
        str(folder / "a.csv"),
        "--ads",
        str(folder / "ads.csv"),
        "--out",
        str(folder / "o"),
    )
    assert done.returncode == 0, done.stderr
    return folder / "o"


@pytest.mark.parametrize("wanted", ["A1", "云泉消协", "消协"])
def test_a_harmless_advert_is_told_with_its_dismissed_hits(out: Path, wanted: str) -> None:
    done = saolou("explain", str(out), wanted)
    assert done.returncode == 0, done.stderr
    assert "广告 A1  云泉消协" in done.stdout
    hits = [line for line in done.stdout.splitlines() if "已排除" in line]
    assert any("“保本”" in line and "（EXC-" in line for line in hits)
    assert "没有命中" not in done.stdout


def test_one_without_hits_says_so(out: Path) -> None:
    done = saolou("explain", str(out), "云泉百货")
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("广告 ")] == [
        "广告 A2  云泉百货",
        "广告 A3  云泉百货",
    ]
    assert done.stdout.count("没有命中任何规则") == 2


def test_who_is_nowhere_is_told_so(out: Path) -> None:
    done = saolou("explain", str(out), "云泉影院")
    assert done.returncode == 2
    assert "广告主里也没有" in done.stderr

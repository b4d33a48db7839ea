"""report.html: self-contained, and a hostile name stays text."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from engine import screen

EVIL = (
    '</script><script>document.title="hacked"</script><img src=x onerror=alert(1)>投资管理有限公司'
)
CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    firms = pd.DataFrame(
        {
            "企业名称": [EVIL, "云泉县\u2028聚鑫投资管理有限公司"],
            "经营范围": ["投资管理 <b>&amp;"] * 2,
        }
    )
    out = tmp_path_factory.mktemp("report") / "out"
    screen(firms).write(out)
    return out / "report.html"


def test_loads_nothing_from_elsewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert not re.findall(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", text)
    assert text.count("<script>") == text.count("</script>") == 1


def test_data_is_whole(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    found = re.search(r"const data = (.*);\n", text)
    assert found
    data = json.loads(found.group(1))
    assert {lead["name"] for lead in data["leads"]} >= {EVIL}
    assert all("".join((h["before"], h["matched"], h["after"])) for lead in data["leads"] for h in lead["hits"])  # fmt: skip


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("width", [1280, 390])
def test_in_a_browser(page: Path, tmp_path: Path, width: int) -> None:
    dom = _shown(page, tmp_path, width)
    assert "<title>扫楼线索清单</title>" in dom
    assert "显示 2 户，共 2 户" in dom
    assert "&lt;img src=x onerror=alert(1)&gt;" in dom
    assert "<img" not in dom.split("<script>")[0]


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize(("width", "charts"), [(1280, True), (390, False)])
def test_a_telephone_shows_the_firms_without_scrolling_sideways(
    page: Path, tmp_path: Path, width: int, charts: bool
) -> None:
    measured = tmp_path / "measured.html"
    told = "<script>document.title=[document.documentElement.scrollWidth<=innerWidth,$('stats').open,document.querySelector('.card').getBoundingClientRect().top<900]</script>"
    measured.write_text(page.read_text(encoding="utf-8").replace("</body>", f"{told}</body>"), encoding="utf-8")  # fmt: skip
    expected = f"<title>true,{str(charts).lower()},true</title>"
    assert expected in _shown(measured, tmp_path, width)


def _shown(page: Path, home: Path, width: int) -> str:
    """The page as a browser has it after its scripts ran."""
    done = subprocess.run(
        [
            str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={home}", f"--window-size={width},900", "--dump-dom", page.as_uri(),
        ],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    return done.stdout


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_the_bars_add_up_to_the_leads(tmp_path: Path) -> None:
    """Of more than eleven territories the first ten have bars, and one has all others."""
    villages = [f"{name}湾村" for name in "甲乙丙丁戊己庚辛壬癸子丑寅"]
    firms = pd.DataFrame(
        {
            "企业名称": [f"云泉县{village[0]}鑫投资管理有限公司" for village in villages],
            "住所": [f"清渠镇{village}二组" for village in villages],
            "经营范围": "投资管理",
        }
    )
    areas = pd.DataFrame({"责任区": villages, "类型": "村", "地址关键词": villages})
    screen(firms, territory=areas).write(tmp_path / "out")
    dom = _shown(tmp_path / "out" / "report.html", tmp_path, 1280)
    charts = dict(
        re.findall(r'<div class="chart"><h2>(.*?)</h2>(.*?)</div></div>', dom.replace("\n", ""))
    )
    bars = re.findall(r"<span>([^<]*)</span><i[^>]*></i><span>(\d+)</span>", charts["按责任区"])
    assert ("其余 3 项", "3") in bars
    assert sum(int(count) for _, count in bars) == len(villages)
